"""The year-end workbook: what stands in its cells, and that LibreOffice comes to the same totals."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from survey.domain.errors import SurveyError
from survey.domain.judging.year_end import YearEnd
from survey.locale import use_language
from survey.workbook.year_end import build_workbook, write_year_end

SHEETS = ["封面与口径", "汇总表", "科室排名", "个人考核表", "校正得分", "焦点难点亮点", "整改台账", "月度趋势", "计算明细"]
CLOSE = 1e-9


def written(tmp_path: Path, year_end: YearEnd, **options):
    path = tmp_path / "年终.xlsx"
    write_year_end(year_end, path, date(2026, 1, 5), **options)
    return path


def texts(sheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def row_of(sheet, name: str) -> dict:
    """The row that names this subject, under the nearest head row above that begins with 名次."""
    head = []
    for row in sheet.iter_rows(values_only=True):
        head = row if row[0] == "名次" else head
        if name in row:
            return {title: value for title, value in zip(head, row) if title}
    raise AssertionError(f"{name} is not in {sheet.title}")


def test_the_sheets_stand_in_order_with_frozen_heads_and_a_page_set_up(tmp_path, year_end):
    workbook = load_workbook(written(tmp_path, year_end))

    assert workbook.sheetnames == SHEETS
    for sheet in workbook:
        assert sheet.freeze_panes and sheet.print_title_rows
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert "&P" in sheet.oddFooter.right.text


def test_totals_are_formulas_whose_stored_values_are_the_cards_totals(tmp_path, year_end):
    path = written(tmp_path, year_end)
    formulas, values = load_workbook(path)["汇总表"], load_workbook(path, data_only=True)["汇总表"]

    for standing in year_end.standings["ward"]:
        name = year_end.name_of(standing.card)
        assert row_of(formulas, name)["总分"].startswith("=IF(COUNT(")
        shown = row_of(values, name)
        assert shown["总分"] == (standing.card.total or "不足以评价")
        assert shown["总分下限"] == (standing.card.low or "—")


def test_no_formula_is_left_without_a_stored_value(tmp_path, year_end):
    path = written(tmp_path, year_end)
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)

    found = [
        (cell, values[sheet.title][cell.coordinate].value)
        for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]

    assert len(found) > 100
    empty = [cell.value for cell, value in found if value is None]
    assert all(formula.endswith(',"")') for formula in empty)  # a missing mark comes to an empty text


def test_persons_carry_their_marks_of_reservation(tmp_path, year_end):
    people = load_workbook(written(tmp_path, year_end), data_only=True)["个人考核表"]

    assert row_of(people, "甲")["标记"] in (None, "")
    assert row_of(people, NAMED["n2"])["标记"] == "仅供参考"
    assert (row_of(people, "丙")["总分"], row_of(people, "丙")["名次"]) == ("不足以评价", "—")
    assert row_of(people, "甲")["名次"] == "第1–2名，共2个"


NAMED = {"n2": '=HYPERLINK("x")', "w1": "=1+1 病区", "w2": "+内科", "w3": "@外科", "w4": "-儿科"}


def test_names_that_look_like_formulas_stay_text(tmp_path, year_end):
    workbook = load_workbook(written(tmp_path, year_end))

    found = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value in NAMED.values()]

    assert {cell.value for cell in found} == set(NAMED.values())
    assert {(cell.data_type, cell.quotePrefix) for cell in found} == {("s", True)}


def test_a_missing_block_is_a_dash_and_its_weight_is_said_to_be_handed_on(tmp_path, year_end):
    summary = load_workbook(written(tmp_path, year_end), data_only=True)["汇总表"]

    assert row_of(summary, "@外科")["答复率"] == "—"
    assert row_of(summary, "@外科")["标记"] == "仅供参考；10 分权重无读数，已转给其余各项"


def test_figures_under_ten_are_nowhere_in_the_workbook(tmp_path, year_end):
    detail = load_workbook(written(tmp_path, year_end), data_only=True)["计算明细"]

    row = next(row for row in detail.iter_rows(values_only=True) if "丙" in row)

    assert row[4:7] == (None, None, None) and row[8:10] == (None, None)
    assert "少于 10" in row[-1]


def issues_in(tmp_path, year_end) -> list[dict]:
    head, *rows = load_workbook(written(tmp_path, year_end))["焦点难点亮点"].iter_rows(min_row=3, values_only=True)
    return [dict(zip(head, row)) for row in rows if row[1]]


def test_every_issue_has_place_flags_figures_doors_owner_and_why(tmp_path, year_end):
    # E59, E60
    focal, clue, bright = issues_in(tmp_path, year_end)

    assert (focal["标记"], focal["单位"], focal["题目"], focal["负责"]) == ("焦点、难点", "+内科", "总体", "总务科")
    assert (focal["比例是"], focal["n"], focal["比例"], focal["下限"], focal["上限"], focal["改进价值"]) == ("不满意", 97, 0.3, 0.22, 0.4, 8)
    assert (clue["标记"], clue["改进价值"]) == ("线索", None)
    assert (bright["标记"], bright["比例是"], bright["比例"]) == ("亮点", "最满意", 0.5)


def test_a_door_through_which_fewer_than_ten_came_is_named_without_its_number(tmp_path, year_end):
    # measures.md 8
    focal = issues_in(tmp_path, year_end)[0]

    assert focal["从哪里来"] == "评分；留言 12 份；意见簿 25 条；来电来信来访"


def test_what_is_not_shown_is_counted(tmp_path, year_end):
    said = texts(load_workbook(written(tmp_path, year_end))["焦点难点亮点"])

    assert "另有 2 条说的人不足 10，不显示。" in said


def test_the_ledger_tells_owner_evidence_and_what_measuring_again_came_to(tmp_path, year_end):
    # E60
    _title, _note, _empty, name, head, row, *_more = load_workbook(written(tmp_path, year_end))["整改台账"].iter_rows(values_only=True)

    told = dict(zip(head, row))
    assert name[0] == "护理 · 整改"
    assert (told["编号"], told["结果"], told["验收人"], told["整改措施"]) == ("ABCDE-FGHIJ", "已验证", "护士长", "换门锁")
    assert (told["整改前不满意"], told["复测不满意"], told["重新办理次数"]) == ("30.0%（30/100）", "5.0%（2/40）", 1)


def test_units_are_told_where_they_stand_against_the_whole_and_persons_are_not(tmp_path, year_end):
    # measures.md 5, of a few each against the others; the wards' scores are 86.5, 78.2 and 77.2
    detail = load_workbook(written(tmp_path, year_end), data_only=True)["计算明细"]

    told = {(row[2], row[3]): row[10] for row in detail.iter_rows(min_row=5, values_only=True)}

    # the other two are near each other, and the first is far from both
    assert told["w1", "满意度得分"] == "异常：明显好于平均水平（z = +6.9）"
    assert told["w2", "满意度得分"] == told["w3", "满意度得分"] == "与平均水平无明显差异"
    assert told["w2", "答复率"] is None  # two wards alone have one
    assert told["n1", "满意度得分"] is None


def test_raw_and_adjusted_scores_of_persons_stand_side_by_side_with_the_reason(tmp_path, year_end):
    # measures.md 9
    _title, _note, head, first, second, *_more = load_workbook(written(tmp_path, year_end))["校正得分"].iter_rows(values_only=True)

    assert head[4] == "原始得分" and first[:5] == ("甲", "n1", "满意度得分", 31, 88.7)
    assert first[7] == 90.2 and first[11:] == ("可以使用", "代表v1平均偏严 0.4 分，已校正")
    assert second[4] == 84.1 and second[7:10] == (None, None, None) and second[11] == "不足以评价"


def test_the_cover_names_methods_with_their_sources(tmp_path, year_end):
    cover = texts(load_workbook(written(tmp_path, year_end))["封面与口径"])

    assert any("漏斗图" in text and "Spiegelhalter 2005" in text for text in cover)


def test_charts_are_native_and_bound_to_cells(tmp_path, year_end):
    workbook = load_workbook(written(tmp_path, year_end))

    (bars,), (line,) = workbook["科室排名"]._charts, workbook["月度趋势"]._charts

    assert bars.series[0].val.numRef.f == "'科室排名'!$C$6:$C$8"  # three wards with a total, not the fourth
    assert bars.series[0].cat.numRef.f == "'科室排名'!$B$6:$B$8"
    assert line.series[0].val.numRef.f == "'月度趋势'!$C$7:$C$18"


def test_months_under_ten_and_months_without_answers_stay_empty(tmp_path, year_end):
    months = load_workbook(written(tmp_path, year_end))["月度趋势"]

    shown = {row[0]: row[1:3] for row in months.iter_rows(min_row=7, max_row=18, values_only=True)}
    assert shown["2025-01"] == (40, 81.5)
    assert shown["2025-02"] == shown["2025-12"] == (None, None)


def test_months_stand_beside_their_control_limits_and_signals_in_words(tmp_path, year_end):
    # measures.md 4
    months = load_workbook(written(tmp_path, year_end))["月度趋势"]

    told = {row[0]: row[5:11] for row in months.iter_rows(min_row=7, max_row=18, values_only=True)}

    assert told["2025-01"] == (1, 82.9, 75.6, 90.2, "变差：超出控制界限（界限暂定）", None)
    assert told["2025-02"] == (None, None, None, None, None, "停水")


def test_sample_data_is_marked_on_the_cover_and_on_every_printed_page(tmp_path, year_end, sample_year_end):
    sample = load_workbook(written(tmp_path, sample_year_end))
    assert any(text.startswith("样例数据") for text in texts(sample["封面与口径"]))
    assert all("样例数据" in sheet.oddHeader.right.text for sheet in sample)

    real = load_workbook(written(tmp_path, year_end))
    assert not any("样例数据" in text for sheet in real for text in texts(sheet))


def test_the_cover_defines_every_indicator_in_words(tmp_path, year_end):
    cover = texts(load_workbook(written(tmp_path, year_end))["封面与口径"])

    assert {"满意度得分", "不满意率", "答复率"} <= set(cover)
    assert "病区考核表：30，20.0%→0.0%" in cover
    assert "要求答复且已答复的意见数 ÷ 要求答复的意见数" in cover


def test_an_empty_year_still_makes_a_workbook(tmp_path, empty_year_end):
    workbook = load_workbook(written(tmp_path, empty_year_end), data_only=True)

    assert row_of(workbook["汇总表"], "+内科")["总分"] == "不足以评价"
    assert workbook["科室排名"]._charts == []


# What the literal year end says in the office's own words, and so in one language.
THE_OFFICES = ("总务科", "为什么", "停水", "护理 · 整改", "整改措施", "整改期限", "夜里吵", "已验证", "换门锁", "护士长", "95% 区间", "30/100", "2/40")


def test_the_english_workbook_has_no_chinese_but_names(tmp_path, year_end):
    use_language("en")

    workbook = load_workbook(written(tmp_path, year_end))

    said = [text for sheet in workbook for text in [sheet.title, *texts(sheet)]]
    chinese = {text for text in said if any("一" <= letter <= "鿿" for letter in text)}
    allowed = {"病区", "内科", "外科", "儿科", "甲", "丙", *THE_OFFICES}
    assert not [text for text in chinese if not any(name in text for name in allowed)]


def test_progress_is_told_sheet_by_sheet(tmp_path, year_end):
    told = []

    written(tmp_path, year_end, progress=lambda done, total: told.append((done, total)))

    assert told == [(place, 9) for place in range(1, 10)]


def test_the_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path, year_end):
    (tmp_path / "年终.xlsx").write_bytes(b"last year")

    path = written(tmp_path, year_end)

    assert [file.name for file in tmp_path.iterdir()] == ["年终.xlsx"]
    assert path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("name", ["out.xls", "nowhere/out.xlsx"])
def test_a_place_where_no_workbook_can_stand_is_refused(tmp_path, year_end, name):
    with pytest.raises(SurveyError):
        write_year_end(year_end, tmp_path / name)


@pytest.fixture
def convert(tmp_path):
    """Lets LibreOffice open a file and save it as another kind; without it the test is skipped, but never in CI."""
    binary = shutil.which("soffice") or shutil.which("libreoffice")
    if not binary and os.environ.get("CI"):
        pytest.fail("CI must install libreoffice-calc-nogui")
    if not binary:
        pytest.skip("no LibreOffice on this machine")

    def converted(source: Path, kind: str) -> Path:
        out = tmp_path / f"as-{kind}"
        profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
        command = [binary, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return out / f"{source.stem}.{kind}"

    return converted


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", ["zh", "en"])
def test_libreoffice_calculates_every_formula_to_the_value_we_store(tmp_path, year_end, convert, language):
    use_language(language)
    workbook, values = build_workbook(year_end, None, lambda done, total: None)
    workbook.save(tmp_path / "bare.xlsx")  # without a stored value, so that LibreOffice has to calculate

    calculated = load_workbook(convert(tmp_path / "bare.xlsx", "xlsx"), data_only=True)

    for sheet, cells in values.items():
        for name, value in cells.items():
            found = calculated[sheet][name].value
            expected = value if isinstance(value, str) else pytest.approx(value, abs=CLOSE, rel=CLOSE)
            assert (found if found is not None else "") == expected, f"{sheet}!{name}"


@pytest.mark.libreoffice
def test_libreoffice_opens_the_workbook_whole_and_prints_it(tmp_path, sample_year_end, convert):
    path = written(tmp_path, sample_year_end)

    again = load_workbook(convert(path, "xlsx"))
    printed = convert(path, "pdf").read_bytes()

    assert again.sheetnames == SHEETS
    assert [len(again[name]._charts) for name in ("科室排名", "月度趋势")] == [1, 1]
    assert printed.startswith(b"%PDF")

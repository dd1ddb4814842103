"""A file is checked whole before any row is saved; refused rows say why; done twice it is stored once."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from survey.actions.exporting import export_responses
from survey.actions.importing import ImportReport, describe, import_file
from survey.actions.office import Office
from survey.declarations import load_declarations
from survey.domain.counting.period import ALL
from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import CONSOLE
from survey.locale import use_language
from survey.store.response_reading import comments_frame, responses_frame
from survey.workbook.tables import read_table

SCENARIO = Path(__file__).parents[1] / "scenarios" / "real_input"
NOW = datetime(2025, 11, 3, 2, 30, tzinfo=UTC)

MAP = """
id = ["number"]
[date]
column = "day"
formats = ["dd/mm/yyyy"]
unreadable = "unknown"
[unit]
column = "service"
[mode]
value = "unrecorded"
[[question]]
key = "fft"
column = "score"
blank = ["NA"]
[[question]]
key = "comment"
column = "text"
"""

ONE = "number,day,service,score,text\na,30/09/2021,transport,1,kind\n"


@pytest.fixture
def office(database) -> Office:
    return Office(load_declarations(SCENARIO / "data"), database, SCENARIO / "data", ZoneInfo("Asia/Shanghai"), actor=CONSOLE)


def take(office: Office, folder: Path, rows: str, mapping: str = MAP, **options) -> ImportReport:
    (folder / "rows.csv").write_text(rows, encoding="utf-8")
    (folder / "map.toml").write_text(mapping, encoding="utf-8")
    return import_file(
        office, "fft", "friends_and_family", folder / "rows.csv", folder / "map.toml", NOW,
        folder=folder, **options,
    )


def take_water(office: Office, folder: Path, rows: str) -> ImportReport:
    mapping = """
    [area]
    column = "suburb"
    [mode]
    value = "panel"
    [[question]]
    keys = ["tap", "t01", "f01"]
    """
    (folder / "rows.csv").write_text(rows, encoding="utf-8")
    (folder / "map.toml").write_text(mapping, encoding="utf-8")
    return import_file(
        office, "tap", "tap_water", folder / "rows.csv", folder / "map.toml", NOW,
        folder=folder,
    )


def stored(office: Office, programme: str = "fft", questionnaire: str = "friends_and_family"):
    return responses_frame(office.database, programme, questionnaire, ALL)


def refused_lines(report: ImportReport) -> dict[int, str]:
    return {line: reason for line, _column, _value, reason in report.refused.itertuples(index=False)}


def test_a_good_row_is_stored_as_a_response(office, tmp_path):
    report = take(office, tmp_path, ONE)

    [row] = stored(office).to_dict("records")
    assert (report.rows, report.responses, report.saved, report.refused_file) == (1, 1, 1, None)
    assert (row["unit"], row["mode"], row["origin"], row["happened_on"]) == (
        "transport", "unrecorded", "import", date(2021, 9, 30)
    )
    assert row["answers"] == {"fft": "1"}
    assert comments_frame(office.database, "fft", "friends_and_family", ALL)["text"].tolist() == ["kind"]


def test_the_same_file_twice_is_stored_once(office, tmp_path):
    first = take(office, tmp_path, ONE)

    again = take(office, tmp_path, ONE)

    assert (first.saved, again.saved, again.responses) == (1, 0, 1)
    assert len(stored(office)) == 1


def test_without_id_columns_the_same_file_twice_is_stored_once_and_equal_rows_are_two(office, tmp_path):
    rows = "suburb,tap,t01,f01\nsuburb-1,1,7,7\nsuburb-1,1,7,7\n"
    first = take_water(office, tmp_path, rows)

    again = take_water(office, tmp_path, rows)

    assert (first.saved, again.saved) == (2, 0)


def test_another_series_with_the_same_numbers_is_another_survey(office, tmp_path):
    take(office, tmp_path, ONE)

    report = take(office, tmp_path, ONE, 'series = "2022"\n' + MAP)

    assert report.saved == 1


def test_an_unknown_answer_is_refused_by_line_column_and_reason_and_the_others_are_saved(office, tmp_path):
    report = take(office, tmp_path, ONE + "b,30/09/2021,transport,7,\nc,30/09/2021,transport,2,\n")

    [fault] = report.refused.to_dict("records")
    assert (fault["line"], fault["column"], fault["value"]) == (3, "score", "7")
    assert "没有“7”这个答案" in fault["reason"]
    assert report.saved == 2


def test_an_unknown_unit_a_missing_id_and_an_empty_response_are_refused(office, tmp_path):
    rows = ONE + "b,30/09/2021,taxi,1,\n,30/09/2021,transport,1,\nd,30/09/2021,transport,NA,\n"

    report = take(office, tmp_path, rows)

    reasons = refused_lines(report)
    assert "没有“taxi”" in reasons[3]
    assert "没有编号" in reasons[4]
    assert "一道题也没有填" in reasons[5]
    assert report.saved == 1


def test_rows_of_one_id_become_one_response_with_their_comments_under_each_other(office, tmp_path):
    report = take(office, tmp_path, ONE + "a,30/09/2021,transport,1,late\na,30/09/2021,transport,NA,kind\n")

    assert (report.responses, report.notes.merged_rows) == (1, 2)
    assert comments_frame(office.database, "fft", "friends_and_family", ALL)["text"].tolist() == ["kind\nlate"]


def test_rows_of_one_id_that_contradict_each_other_are_all_refused(office, tmp_path):
    report = take(office, tmp_path, ONE + "a,30/09/2021,transport,2,late\n")

    assert sorted(refused_lines(report)) == [2, 3]
    assert report.saved == 0


def test_a_good_row_is_refused_with_the_bad_one_of_the_same_id(office, tmp_path):
    report = take(office, tmp_path, ONE + "a,30/09/2021,taxi,1,late\n")

    reasons = refused_lines(report)
    assert "taxi" in reasons[3] and "另一行" in reasons[2]
    assert len(stored(office)) == 0


def test_a_day_that_fits_no_format_is_unknown_and_counted_never_guessed(office, tmp_path):
    report = take(office, tmp_path, ONE.replace("30/09/2021", "9/30/2021"))

    assert (report.notes.unreadable_days, report.notes.undated) == (1, 1)
    assert stored(office)["happened_on"].tolist() == [None]


def test_a_day_to_come_is_refused_where_the_mapping_says_so(office, tmp_path):
    mapping = MAP.replace('"unknown"', '"refuse"')

    report = take(office, tmp_path, ONE.replace("30/09/2021", "30/09/2031"), mapping)

    assert "将来" in refused_lines(report)[2]


def test_rows_of_one_id_with_different_days_have_no_day(office, tmp_path):
    report = take(office, tmp_path, ONE + "a,01/10/2021,transport,1,\n")

    assert (report.notes.several_days, report.notes.undated, report.saved) == (1, 1, 1)


def test_only_the_wanted_rows_are_taken_and_the_reason_is_given(office, tmp_path):
    mapping = '[[keep]]\ncolumn = "text"\nvalues = ["kind"]\n'

    report = take(office, tmp_path, ONE + "b,30/09/2021,transport,1,rude\n", MAP.replace("[date]", mapping + "[date]"))

    [fault] = report.refused.to_dict("records")
    assert (fault["line"], fault["value"]) == (3, "rude")
    assert report.saved == 1


def test_a_comment_that_is_too_long_is_refused_or_cut_as_the_mapping_says(office, tmp_path):
    long = ONE.replace("kind", "好" * 1001)

    refused = take(office, tmp_path, long)
    cut = take(office, tmp_path, long, MAP + 'too_long = "cut"\n')

    assert "1001" in refused_lines(refused)[2]
    assert (cut.saved, cut.notes.cut_comments) == (1, 1)
    assert comments_frame(office.database, "fft", "friends_and_family", ALL)["text"].str.len().tolist() == [1000]


def test_an_answer_that_an_earlier_answer_rules_out_is_refused(office, tmp_path):
    report = take_water(office, tmp_path, "suburb,tap,t01,f01\nsuburb-1,0,7,\nsuburb-1,0,,\nsuburb-1,,7,\n")

    assert list(refused_lines(report)) == [2]
    assert "按前面的回答" in refused_lines(report)[2]
    assert stored(office, "tap", "tap_water")["unit"].tolist() == ["waterworks", "waterworks"]


def test_a_row_with_too_many_cells_is_refused_and_the_others_are_saved(office, tmp_path):
    report = take(office, tmp_path, ONE + "b,30/09/2021,transport,1,too,much\n")

    assert "6 格" in refused_lines(report)[3]
    assert report.saved == 1


def test_a_column_that_is_not_there_is_refused_and_nothing_is_saved(office, tmp_path):
    with pytest.raises(SurveyError) as refused:
        take(office, tmp_path, ONE.replace("score", "points"))

    assert "score" in refused.value.what and "points" in refused.value.instead
    assert len(stored(office)) == 0


def test_what_breaks_while_saving_leaves_nothing(office, tmp_path):
    def pulls_the_plug(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(office, tmp_path, ONE, progress=pulls_the_plug)

    assert len(stored(office)) == 0


def test_progress_reaches_the_end(office, tmp_path):
    heard = []

    take(office, tmp_path, ONE, progress=lambda done, total: heard.append((done, total)))

    assert heard == [(1, 1)]


def test_refused_rows_are_written_with_their_reason_harmless_and_can_be_mended_and_imported(office, tmp_path):
    take(office, tmp_path, ONE + 'b,30/09/2021,transport,7,"=HYPERLINK(""x"")"\n')

    written = tmp_path / "rows.refused.csv"
    with written.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    mended = written.read_text(encoding="utf-8-sig").replace(",7,", ",5,")
    report = take(office, tmp_path, mended)

    assert header == ["退回：行", "退回：原因", "number", "day", "service", "score", "text"]
    assert row[0] == "3" and row[-1] == '\'=HYPERLINK("x")'
    assert report.saved == 1
    assert '=HYPERLINK("x")' in comments_frame(office.database, "fft", "friends_and_family", ALL)["text"].tolist()


def test_the_report_speaks_both_languages(office, tmp_path):
    report = take(office, tmp_path, ONE + "b,9/30/2021,transport,7,\n")

    chinese = "\n".join(describe(report))
    use_language("en")
    english = "\n".join(describe(report))

    assert "2 行" in chinese and "新存 1 份" in chinese and "第 3 行" in chinese
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in english.replace(report.refused["reason"][0], ""))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_imported_can_be_exported_with_codes_or_labels(office, tmp_path, ending):
    take(office, tmp_path, ONE.replace("kind", "=1+1"))

    count = export_responses(office, "fft", "friends_and_family", ALL, tmp_path / f"codes.{ending}", now=NOW)
    export_responses(office, "fft", "friends_and_family", ALL, tmp_path / f"labels.{ending}", with_labels=True, now=NOW)

    codes = read_table(tmp_path / f"codes.{ending}").cells.iloc[0]
    labels = read_table(tmp_path / f"labels.{ending}").cells.iloc[0]
    assert count == 1
    assert (codes["责任单位"], codes["fft 总体感受"], codes["日期"]) == ("transport", "1", "2021-09-30")
    assert (labels["责任单位"], labels["fft 总体感受"]) == ("病人转送", "很好")
    assert codes["comment 原因和建议"] == "=1+1"


def test_an_export_of_nothing_has_its_headings(office, tmp_path):
    count = export_responses(office, "fft", "friends_and_family", ALL, tmp_path / "none.csv", now=NOW)

    assert count == 0
    assert "fft 总体感受" in (tmp_path / "none.csv").read_text(encoding="utf-8-sig")


def test_a_file_of_comments_alone_is_taken_too(office, tmp_path):
    mapping = MAP.replace('[[question]]\nkey = "fft"\ncolumn = "score"\nblank = ["NA"]\n', "")

    report = take(office, tmp_path, ONE + "a,30/09/2021,transport,1,late\nb,30/09/2021,transport,1,\n", mapping)

    assert report.saved == 1
    assert "一道题也没有填" in refused_lines(report)[4]


@pytest.mark.parametrize(
    "ragged", ["a,30/09/2021,transport,,late,why", "a,30/09/2021,transport", "1,a,30/09/2021,transport,,late"]
)
def test_a_row_with_too_many_or_too_few_cells_holds_back_the_others_of_its_id(office, tmp_path, ragged):
    report = take(office, tmp_path, ONE + ragged + "\nb,30/09/2021,transport,1,\n")
    mended = take(office, tmp_path, ONE + "a,30/09/2021,transport,,late\n")

    reasons = refused_lines(report)
    assert "另一行" in reasons[2] and "表头有 5 格" in reasons[3]
    assert (report.rows, report.refused_rows, report.saved) == (3, 2, 1)
    assert mended.saved == 1
    assert comments_frame(office.database, "fft", "friends_and_family", ALL)["text"].tolist() == ["kind\nlate"]


@pytest.mark.parametrize(
    ("old", "new"), [(",1,", ",2,"), ("kind", "rude"), ("30/09", "29/09"), ("transport", "ambulance")]
)
def test_what_is_stored_already_but_says_something_else_is_reported_and_not_changed(office, tmp_path, old, new):
    rows = ONE + "b,30/09/2021,transport,1,\n"
    take(office, tmp_path, rows)
    before = stored(office).to_dict("records")

    report = take(office, tmp_path, rows.replace(old, new, 1))

    assert (report.saved, report.differing, report.differing_lines) == (0, 1, [2])
    assert stored(office).to_dict("records") == before
    assert any("内容不同" in line and "第 2 行" in line for line in describe(report))


def test_what_is_stored_already_and_says_the_same_is_not_reported(office, tmp_path):
    take(office, tmp_path, ONE)

    report = take(office, tmp_path, ONE)

    assert (report.differing, report.differing_lines) == (0, [])
    assert not any("内容不同" in line for line in describe(report))


def test_refused_rows_never_overwrite_a_file(office, tmp_path):
    bad = ONE.replace(",1,", ",7,")
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    (tmp_path / "rows.refused.csv").write_text(bad, encoding="utf-8")

    def again(name: str) -> Path:
        arguments = tmp_path / name, tmp_path / "map.toml", NOW
        return import_file(office, "fft", "friends_and_family", *arguments, folder=tmp_path).refused_file

    second, third = again("rows.refused.csv"), again("rows.refused-2.csv")

    assert (second.name, third.name) == ("rows.refused-2.csv", "rows.refused-3.csv")
    assert (tmp_path / "rows.refused.csv").read_text(encoding="utf-8") == bad


def test_refused_rows_of_the_third_generation_are_the_original_rows(office, tmp_path):
    first = take(office, tmp_path, "number,day,service,score,text\nb,,transport,7,=1+1\n")

    second = take(office, tmp_path, first.refused_file.read_text(encoding="utf-8-sig"))
    use_language("en")
    third = take(office, tmp_path, second.refused_file.read_text(encoding="utf-8-sig"))

    rows = [read_table(report.refused_file) for report in (first, second, third)]
    assert [table.headers for table in rows] == [(("number", "day", "service", "score", "text"),)] * 3
    assert [table.cells.to_numpy().tolist() for table in rows] == [[["b", "", "transport", "7", "=1+1"]]] * 3


def test_refused_rows_of_a_file_in_another_encoding_can_be_imported_with_the_same_mapping(office, tmp_path):
    (tmp_path / "rows.csv").write_text(ONE.replace(",1,kind", ",7,café"), encoding="cp1252")
    (tmp_path / "map.toml").write_text('encoding = "cp1252"\n' + MAP, encoding="utf-8")
    asked = "fft", "friends_and_family"
    first = import_file(office, *asked, tmp_path / "rows.csv", tmp_path / "map.toml", NOW, folder=tmp_path)
    refused = first.refused_file

    refused.write_bytes(refused.read_bytes().replace(b",7,", b",1,"))
    report = import_file(office, *asked, refused, tmp_path / "map.toml", NOW, folder=tmp_path)

    assert report.saved == 1
    assert comments_frame(office.database, *asked, ALL)["text"].tolist() == ["café"]


def test_without_id_columns_a_file_mended_in_place_adds_only_what_was_mended(office, tmp_path):
    rows = "suburb,tap,t01,f01\nsuburb-1,1,7,7\nsuburb-1,1,9,7\nsuburb-1,1,7,7\n"
    first = take_water(office, tmp_path, rows)

    mended = take_water(office, tmp_path, rows.replace(",9,", ",6,"))

    assert (first.saved, mended.saved) == (2, 1)
    assert any("series" in line for line in describe(mended)) and not any("series" in line for line in describe(first))


def test_what_breaks_while_saving_leaves_no_refused_rows_either(office, tmp_path):
    def pulls_the_plug(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(office, tmp_path, ONE + "b,30/09/2021,transport,7,\n", progress=pulls_the_plug)

    assert not list(tmp_path.glob("*refused*"))


def test_refused_rows_that_cannot_be_written_are_a_sentence_and_the_others_stay_saved(office, tmp_path):
    (tmp_path / "rows.csv").write_text(ONE + "b,30/09/2021,transport,7,\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")

    with pytest.raises(SurveyError, match="不会重复"):
        import_file(
            office, "fft", "friends_and_family", tmp_path / "rows.csv", tmp_path / "map.toml", NOW,
            folder=tmp_path / "nowhere",
        )

    assert len(stored(office)) == 1


def take_sheet(office: Office, folder: Path, mapping: str, *rows: list) -> ImportReport:
    book = Workbook()
    for row in (["number", "day", "service", "score", "text"], *rows):
        book.active.append(row)
    book.save(folder / "rows.xlsx")
    (folder / "map.toml").write_text(mapping, encoding="utf-8")
    return import_file(
        office, "fft", "friends_and_family", folder / "rows.xlsx", folder / "map.toml", NOW, folder=folder
    )


def test_an_error_value_is_no_silent_blank_but_an_unknown_answer_unless_the_mapping_knows_it(office, tmp_path):
    rows = ["a", date(2021, 9, 30), "transport", "#N/A", "kind"], ["b", date(2021, 9, 30), "transport", 1, None]

    refused = take_sheet(office, tmp_path, MAP, *rows)
    known = take_sheet(office, tmp_path, MAP.replace('["NA"]', '["NA", "#N/A"]'), *rows)

    assert "#N/A" in refused_lines(refused)[2] and refused.saved == 1
    assert (known.refused_rows, known.saved) == (0, 1)


def test_an_error_value_is_no_id(office, tmp_path):
    row = ["#N/A", date(2021, 9, 30), "transport", 1, None]

    report = take_sheet(office, tmp_path, MAP, row, row)

    assert set(refused_lines(report).values()) == {"没有编号。"}

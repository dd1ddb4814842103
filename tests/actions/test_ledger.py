"""The register of a kind as a workbook: what one may see, in words, without contacts, and nothing that calculates."""

from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from survey.actions.handling import Entry, move_case, open_case
from survey.actions.ledger import export_ledger
from survey.domain.counting.period import ALL, parse_period
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Wanted
from survey.domain.handling.contact import Contact
from survey.domain.keeping.actor import Actor, Grant, NotAllowed
from survey.store.log import log_frame
from tests.actions.cast import CARDIOLOGY, UROLOGY
from tests.conftest import NOW

BOOK = "complaints"


def an_entry(office, number: int, unit: str = UROLOGY, text: str = "夜里太吵", now: datetime = NOW) -> str:
    id, contact = f"entry-of-a-register-{number}", Contact("王芳", "138 0000 1111")
    open_case(office, Entry(id, BOOK, "opinion", unit, "visit", "noise", text, True, "sheet", contact), now)
    return id


def somebody(role: str, unit: str = UROLOGY) -> Actor:
    return Actor("zhou", "周敏", (Grant(role, BOOK, (unit,)),))


def written(office, path, kind: str = "opinion", programme: str = BOOK, period=ALL) -> dict[str, list[dict]]:
    """Each sheet's rows by the names of its columns; the cover as it stands."""
    export_ledger(office, programme, kind, period, path, NOW)
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path).worksheets}
    cover = sheets.pop("说明")
    return {"说明": cover} | {title: [dict(zip(rows[0], row)) for row in rows[1:]] for title, rows in sheets.items()}


def test_a_case_is_a_row_in_words_with_its_clocks_and_steps(office, tmp_path):
    # A17
    id = an_entry(office, 1)
    move_case(office, id, BOOK, Wanted("answer", "已换静音轮", {"book_no": "2"}), NOW)
    move_case(office, id, BOOK, Wanted("not_fixed"), NOW)

    found = written(office, tmp_path / "out.xlsx")

    [row] = found["台账"]
    assert (row["来源"], row["主题"], row["内容"], row["状态"]) == ("来访", "噪声", "夜里太吵", "重新办理")
    assert (row["第几册意见簿"], row["步数"], row["重新办理次数"]) == (2, 2, 1)
    assert (row["答复期限"], row["答复结果"]) == ("2025-11-10 17:00", "进行中")
    steps = [(step["第几步"], step["办理"], step["情况"], step["填写的内容"]) for step in found["步骤"]]
    assert steps == [(1, "登记", None, None), (2, "答复", "已换静音轮", "第几册意见簿：2"), (3, "没解决", None, None)]


def test_lines_stand_in_a_sheet_of_their_own(office, tmp_path):
    # E47
    given = {"applicant": "R01", "wanted": [{"item": "水龙头", "unit": "个", "quantity": 2}, {"item": "胶带", "unit": "卷", "quantity": 1}]}
    person = next(p.id for p in office.declarations.persons.values() if p.role == "repairer")
    unit = office.declarations.persons[person].unit
    entry = Entry("requisition-of-a-test", "water", "requisition", unit, "desk", "", "", False, "sheet", fields=given | {"applicant": person})
    open_case(office, entry, NOW)

    found = written(office, tmp_path / "out.xlsx", "requisition", "water")

    title = next(title for title in found if found[title] and "材料" in found[title][0])
    assert [(row["行"], row["材料"], row["数量"]) for row in found[title]] == [(1, "水龙头", 2), (2, "胶带", 1)]


def test_the_cover_says_of_what_when_and_by_whom_and_what_each_column_means(office, tmp_path):
    an_entry(office, 1)

    cover = written(office.acting(somebody("head_of_unit")), tmp_path / "out.xlsx", period=parse_period("2025"))["说明"]

    told = {row[0]: row[1] for row in cover[1:10]}
    assert cover[0][0] == "意见簿条目台账"
    assert (told["件数"], told["生成人"], told["时间范围"]) == ("1", "周敏", "2025")
    assert ("台账", "登记日期", "发生的那一天，不是录入的那一天") in cover


def test_no_contact_is_in_it_and_it_stands_in_the_log(office, tmp_path):
    # measures.md 13
    an_entry(office, 1)

    found = written(office.acting(somebody("receptionist")), tmp_path / "out.xlsx")

    assert found["台账"] and "138" not in f"{found}" and "王芳" not in f"{found}"
    line = log_frame(office.database, action="export_ledger").iloc[0]
    assert (line["actor"], line["row"], line["after"]["rows"]) == ("zhou", "opinion", 1)


def test_a_text_is_never_a_formula(office, tmp_path):
    an_entry(office, 1, text="=HYPERLINK(\"http://x\")")

    export_ledger(office, BOOK, "opinion", ALL, tmp_path / "out.xlsx", NOW)

    sheet = load_workbook(tmp_path / "out.xlsx")["台账"]
    cell = next(cell for cell in sheet[2] if str(cell.value).startswith("="))
    assert cell.data_type == "s" and cell.quotePrefix


def test_only_cases_in_sight_and_of_the_period_are_in_it(office, tmp_path):
    an_entry(office, 1)
    an_entry(office, 2, CARDIOLOGY)
    an_entry(office, 3, now=datetime(2024, 5, 6, tzinfo=UTC))

    rows = written(office.acting(somebody("head_of_unit")), tmp_path / "out.xlsx", period=parse_period("2025"))["台账"]

    assert len(rows) == 1 and rows[0]["责任单位"] == str(office.declarations.unit(UROLOGY).name)


@pytest.mark.parametrize("role", ["collector", "staff", "team_leader", "administrator", "auditor"])
def test_whoever_may_not_take_it_out_gets_nothing(office, tmp_path, role):
    with pytest.raises(NotAllowed):
        export_ledger(office.acting(somebody(role)), BOOK, "opinion", ALL, tmp_path / "out.xlsx", NOW)
    assert not (tmp_path / "out.xlsx").exists()


def test_a_place_that_cannot_be_written_is_refused_in_words(office, tmp_path):
    with pytest.raises(SurveyError, match="不能写到这里"):
        export_ledger(office, BOOK, "opinion", ALL, tmp_path / "no" / "out.xlsx", NOW)

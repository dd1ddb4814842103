"""Lists and tables beside the dashboards: who is offered the file, and that it says what the page says."""

from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from survey.actions.handling import Entry, open_case
from survey.actions.issues import find_issues
from survey.actions.radar import read_radar
from survey.actions.reading_log import read_log
from survey.actions.taking import About
from survey.domain.counting.period import ALL
from survey.screens import identity, issue_reading
from survey.screens import radar as radar_page
from survey.screens.issue_card import Page
from survey.screens.issue_table import issues_in_words
from survey.screens.issues import raised
from survey.screens.radar_lists import named_away
from survey.screens.taking_away import table_bytes
from tests.actions.cast import UROLOGY, a_case, actor_of
from tests.actions.test_radar import keyed
from tests.conftest import NOW
from tests.screens.test_issues import sheets
from tests.screens.test_measured import answered, asking_again
from tests.screens.test_register import open_page


@pytest.fixture(autouse=True)
def nothing_kept():
    issue_reading.forget()
    radar_page._read.clear()


def offered(visitor) -> set[str]:
    assert not visitor.exception
    return {button.proto.id.rsplit("-", 1)[-1] for button in visitor.get("download_button")}


def rows_of(book: bytes) -> pd.DataFrame:
    """The table below the lines that say what it is of."""
    rows = list(openpyxl.load_workbook(BytesIO(book)).active.iter_rows(values_only=True))
    first = next(place for place, row in enumerate(rows) if not any(row)) + 1
    return pd.DataFrame(rows[first + 1 :], columns=rows[first])


@pytest.mark.parametrize(("page", "key", "role", "is_offered"), [
    ("issues", "take_issues", "head_of_unit", True),
    ("issues", "take_issues", "team_leader", True),
    ("radar", "take_flagged", "head_of_unit", True),
    ("scores", "take_card_ward", "reviewer", True),
    ("scores", "take_card_nurse", "staff", False),
    ("board", "take_oldest", "head_of_unit", True),
    ("board", "take_oldest", "manager", True),
    ("board", "take_oldest", "team_leader", False),  # sees the board, takes no register out
    ("book", "take_register", "receptionist", True),
    ("book", "take_register", "team_leader", False),
    ("permissions", "take_permissions", "reviewer", True),
    ("permissions", "take_permissions", "collector", False),  # measures.md 13: exports nothing
])  # fmt: skip
def test_a_page_offers_its_table_to_whoever_may_take_it_and_to_nobody_else(visit, office, monkeypatch, page, key, role, is_offered):
    keyed(office, 12, "volunteer-01", 1000, seconds=20)
    sheets(office, 12, 28)
    a_case(office)
    monkeypatch.setattr(identity, "the_office", lambda: office.acting(actor_of(role)))

    visitor = visit(page)
    if page == "book":
        visitor.get_by_key("programme").set_value("complaints").run()

    assert visitor.dataframe or page == "issues"
    assert (key in offered(visitor)) is is_offered


def test_the_log_stays_in_the_house(visit, office, monkeypatch):
    sheets(office, 12, 28)
    a_case(office)
    monkeypatch.setattr(identity, "the_office", lambda: office.acting(actor_of("auditor")))

    visitor = visit("log")

    assert not visitor.exception and not offered(visitor)


def test_before_and_after_are_offered_once_it_is_over(visit, office):
    # measures.md 8: while it goes on, nobody learns what the last one said
    id = asking_again(office)
    answered(office, id, "5", 29)
    running = offered(open_page(visit, id, "lianxin"))

    answered(office, id, "5", 30)
    visitor = open_page(visit, id, "lianxin")

    assert "take_before_after" not in running and "take_before_after" in offered(visitor)
    assert "整改前后" in str([one.value for one in visitor.markdown])


def test_the_file_of_issues_says_what_their_rows_say_and_no_number_under_ten(office):
    # A16, measures.md 8
    sheets(office, 12, 28)
    for number in range(3):
        open_case(office, Entry(f"noise-of-a-test-{number:04}", "complaints", "opinion", UROLOGY, "visit", "noise", "夜里太吵", True, "form"), NOW)
    programme = office.declarations.programme("lianxin")
    found = find_issues(office, "lianxin", ALL, NOW)
    page = Page(office, programme, ALL, found.rule.line, raised(office, "lianxin"), frozenset())

    book = rows_of(table_bytes(office, "焦点难点", About("2025"), lambda: issues_in_words(page, found.rows), "zh"))

    noise, row = book[book["主题"] == "噪声"].iloc[0], found.rows[found.rows["topic"] == "noise"].iloc[0]
    assert len(book) == len(found.rows)
    assert (noise["单位"], noise["类别"], noise["责任"], noise["立项编号"]) == ("泌尿外科", "难点、线索", row["owner"], "—")
    assert (noise["回答数 n"], noise["不满意（%）"]) == (row["n"], round(100 * row["dissatisfied"], 1)) == (40, 30.0)
    assert (noise["不满意（%），95% 区间下限"], noise["不满意（%），95% 区间上限"]) == (18.1, 45.4)
    assert (row["book"], noise["意见簿（条）"]) == (3, "不足 10")


def test_the_list_of_flagged_sheets_has_every_sheet_its_reasons_and_no_answer(office):
    keyed(office, 12, "volunteer-01", 1, seconds=20)
    flagged = read_radar(office, "lianxin", "inpatient", ALL).flagged

    book = rows_of(table_bytes(office, "有标记的答卷", About("2025"), lambda: named_away(office, flagged), "zh", "read_radar"))

    assert list(book) == ["日期", "单位", "片区", "访员", "填写方式", "录入时间", "状态", "理由"]
    assert book["理由"].tolist() == flagged["reasons"].tolist() and len(book) == 11
    line = read_log(office, action="take_figures").iloc[0]
    assert line["after"] == {"title": "有标记的答卷", "period": "2025", "rows": 11}

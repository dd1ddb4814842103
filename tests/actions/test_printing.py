"""A printout shows what its kind declares, to whoever may see the case; a contact only to whoever may look at it."""

import pytest

from survey.actions.handling import Entry, move_case, open_case
from survey.actions.printing import print_case
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Wanted
from survey.domain.handling.contact import Contact
from survey.domain.keeping.actor import Actor, Grant, NotAllowed
from survey.locale import use_language
from survey.store.log import log_frame
from tests.actions.cast import CARDIOLOGY, UROLOGY
from tests.conftest import NOW

BOOK, ID = "complaints", "entry-to-be-printed-1"


def answered(office) -> str:
    contact = Contact("王芳", "138 0000 1111")
    open_case(office, Entry(ID, BOOK, "opinion", UROLOGY, "visit", "noise", "夜里太吵", True, "sheet", contact), NOW)
    move_case(office, ID, BOOK, Wanted("answer", "已换静音轮", {"book_no": "2", "page": "17"}), NOW)
    return ID


def somebody(role: str, unit: str = UROLOGY) -> Actor:
    return Actor("zhou", "周敏", (Grant(role, BOOK, (unit,)),))


def lines(office) -> list[tuple[str, str]]:
    frame = log_frame(office.database)
    mine = frame[frame["action"].isin(["print_case", "read_contact"])]
    return sorted(mine[["action", "row"]].itertuples(index=False, name=None))


def test_a_page_of_the_book_tells_what_stands_in_it_in_words(office):
    # A17
    answered(office)

    paper = print_case(office.acting(somebody("head_of_unit")), BOOK, ID, "page", NOW)

    assert (paper.title, paper.clauses, paper.text) == ("意见簿页", ("A17",), ("内容", "夜里太吵"))
    assert dict(paper.about)["来源"] == "来访" and dict(paper.about)["主题"] == "噪声"
    assert dict(paper.fields)["第几册意见簿"] == "2" and dict(paper.fields)["页码"] == "17"
    assert paper.clocks[0] == ("答复", "2025-11-10 17:00", "按时")
    assert [(step.at, step.name, step.note) for step in paper.steps] == [
        ("2025-11-03 10:30", "登记", ""), ("2025-11-03 10:30", "答复", "已换静音轮"),
    ]
    assert paper.path == f"/book?programme=complaints&case={ID}"


def test_in_english_it_is_english(office):
    answered(office)
    use_language("en")

    paper = print_case(office, BOOK, ID, "page", NOW)

    assert (paper.title, paper.text[0], paper.clocks[0][2]) == ("Page of the book", "Text", "In time")
    assert dict(paper.about)["State"] == "Answered"


def test_a_letter_leads_its_reader_to_where_one_follows_the_case(office):
    answered(office)

    paper = print_case(office.acting(somebody("receptionist")), BOOK, ID, "letter", NOW)

    assert paper.path == f"/follow/complaints?code={paper.code}"
    assert paper.contact == [("姓名", "王芳"), ("电话", "138 0000 1111")]


def test_each_print_stands_in_the_log_and_a_contact_like_a_look(office):
    # measures.md 13
    answered(office)

    print_case(office.acting(somebody("receptionist")), BOOK, ID, "letter", NOW)

    assert lines(office) == [("print_case", ID), ("read_contact", ID)]
    assert "138 0000" not in f"{log_frame(office.database).to_dict()}"


def test_whoever_may_not_look_at_contacts_prints_none(office):
    answered(office)

    paper = print_case(office.acting(somebody("head_of_unit")), BOOK, ID, "letter", NOW)

    assert paper.contact is None and paper.shields
    assert "138" not in f"{paper}" and "王芳" not in f"{paper}"
    assert lines(office) == [("print_case", ID)]


def test_out_of_sight_nothing_is_printed_and_nothing_logged(office):
    answered(office)

    for actor in (somebody("head_of_unit", CARDIOLOGY), somebody("staff"), somebody("collector"), somebody("administrator")):
        with pytest.raises(NotAllowed):
            print_case(office.acting(actor), BOOK, ID, "page", NOW)
    assert lines(office) == []


@pytest.mark.parametrize("printout", ["no_such", ""])
def test_what_is_not_declared_is_refused_with_what_is(office, printout):
    answered(office)

    with pytest.raises(SurveyError, match="意见簿页、答复函"):
        print_case(office, BOOK, ID, printout, NOW)


def test_in_another_state_the_letter_is_not_printed(office):
    open_case(office, Entry(ID, BOOK, "opinion", UROLOGY, "visit", "", "夜里太吵", True, "sheet"), NOW)

    with pytest.raises(SurveyError, match="“已登记”状态下没有这种打印件"):
        print_case(office, BOOK, ID, "letter", NOW)

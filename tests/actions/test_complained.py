"""Whoever is complained of sees that it is and where it stands, may appeal, and learns nothing of who wrote or what."""

import pytest

from survey.actions.complained import appeal, appeals_offered, cases_about_me
from survey.actions.contacts import read_contact
from survey.actions.handling import Entry, clocks_of, follow_case, list_cases, move_case, open_case, read_case, steps_of
from survey.actions.ledger import export_ledger
from survey.actions.printing import print_case
from survey.domain.counting.period import ALL
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Wanted
from survey.domain.handling.contact import Contact
from survey.domain.keeping.actor import Actor, Grant, NotAllowed
from survey.store.cases import steps_frame
from tests.actions.cast import UROLOGY
from tests.conftest import NOW

BOOK, ID, NURSE = "complaints", "entry-about-a-nurse-1", "N0901"
SECRETS = ("夜里态度很差", "王芳", "138 0000 1111", "来访", "visit", "zhou", "周敏", "家属要求查明", ID)


def complained_of(office, role: str = "staff"):
    return office.acting(Actor("lin", "林洁", (Grant(role, BOOK, (UROLOGY,)),), person=NURSE))


def a_complaint(office) -> str:
    """Entered by a receptionist, who classified it as being about a nurse of urology."""
    desk = office.acting(Actor("zhou", "周敏", (Grant("receptionist", BOOK),)))
    contact = Contact("王芳", "138 0000 1111")
    open_case(desk, Entry(ID, BOOK, "opinion", UROLOGY, "visit", "noise", "夜里态度很差", True, "sheet", contact), NOW)
    known = {"severity": "level_1", "stage": "during", "target_kind": "person", "named": NURSE}
    move_case(desk, ID, BOOK, Wanted("classify", "家属要求查明", known), NOW)
    return ID


def verified(office) -> str:
    a_complaint(office)
    for move, fields in (("accept", {}), ("assign", {"handler": "N0902"}), ("verify", {"verified": "yes"})):
        move_case(office, ID, BOOK, Wanted(move, "已核", fields), NOW)
    return ID


def test_the_person_complained_of_sees_kind_topic_day_and_state_alone(office):
    # measures.md 11
    a_complaint(office)

    [seen] = cases_about_me(complained_of(office), BOOK).to_dict("records")

    assert set(seen) == {"id", "code", "kind", "topic", "opened_on", "state", "finding"}
    assert (seen["kind"], seen["topic"], f"{seen['opened_on']}", seen["state"]) == ("意见簿条目", "噪声", "2025-11-03", "已分类")
    assert seen["finding"] == ""
    assert not [secret for secret in SECRETS if secret in f"{seen}"]


@pytest.mark.parametrize("role", ["staff", "team_leader", "receptionist"])
def test_what_is_seen_leads_to_no_page_that_tells_more(office, role):
    a_complaint(office)
    someone = complained_of(office, role)
    [seen] = cases_about_me(someone, BOOK).to_dict("records")

    for handle in (seen["id"], seen["code"]):
        assert follow_case(office, BOOK, handle) is None
        with pytest.raises(SurveyError):
            read_case(someone, handle, BOOK)


@pytest.mark.parametrize("role", ["staff", "team_leader", "receptionist", "head_of_unit", "division_head", "reviewer"])
def test_by_no_other_way_is_anything_of_it_reached_whatever_the_role(office, tmp_path, role):
    a_complaint(office)
    someone = complained_of(office, role)
    ways = [
        lambda: read_case(someone, ID, BOOK), lambda: steps_of(someone, ID, BOOK), lambda: clocks_of(someone, ID, BOOK),
        lambda: print_case(someone, BOOK, ID, "page", NOW), lambda: read_contact(someone, ID, BOOK, NOW),
        lambda: move_case(someone, ID, BOOK, Wanted("accept"), NOW),
    ]

    for way in ways:
        with pytest.raises(NotAllowed):
            way()
    assert list_cases(someone, BOOK).empty
    if office.declarations.permissions.may(someone.actor, "export_ledger"):
        assert export_ledger(someone, BOOK, "opinion", ALL, tmp_path / "out.xlsx", NOW) == 0


def test_others_are_told_nothing_about_it(office):
    a_complaint(office)
    other = office.acting(Actor("he", "何", (Grant("staff", BOOK, (UROLOGY,)),), person="N0902"))
    nobody = office.acting(Actor("xu", "徐", (Grant("receptionist", BOOK),)))
    [mine] = cases_about_me(complained_of(office), BOOK).to_dict("records")

    assert cases_about_me(other, BOOK).empty and cases_about_me(nobody, BOOK).empty
    with pytest.raises(SurveyError, match="没有这件事项"):
        appeal(other, mine["id"], BOOK, Wanted("appeal", "不属实"), NOW)


def test_an_appeal_is_a_step_once_there_is_a_finding(office):
    # D13
    verified(office)
    me = complained_of(office)
    [mine] = cases_about_me(me, BOOK).to_dict("records")

    assert mine["finding"] == "属实"
    assert [move.id for move in appeals_offered(me, mine["id"], BOOK)] == ["appeal"]
    appeal(me, mine["id"], BOOK, Wanted("appeal", "当时不在班"), NOW)

    last = steps_frame(office.database, [ID]).iloc[-1]
    assert (last["move"], last["note"], last["actor"]) == ("appeal", "当时不在班", "lin")


def test_an_appeal_says_why(office):
    verified(office)
    me = complained_of(office)
    [mine] = cases_about_me(me, BOOK).to_dict("records")

    with pytest.raises(SurveyError, match="要写明内容"):
        appeal(me, mine["id"], BOOK, Wanted("appeal"), NOW)


@pytest.mark.parametrize("move", ["decide_appeal", "handle", "fixed", "correct", "no_such"])
def test_nothing_but_an_appeal_is_done_that_way(office, move):
    verified(office)
    me = complained_of(office, "team_leader")
    [mine] = cases_about_me(me, BOOK).to_dict("records")

    with pytest.raises(SurveyError, match="现在不能申诉"):
        appeal(me, mine["id"], BOOK, Wanted(move, "改一改"), NOW)

"""What a register shows and offers, and to whom."""

from datetime import UTC, datetime, timedelta

import pytest

from survey.actions.handling import Entry, list_cases, move_case, open_case
from survey.actions.registering import linked_cases, list_register, places_to_open
from survey.actions.scenes import as_case
from survey.domain.handling.case import Wanted
from survey.domain.handling.clock import Clock, RunningClock, standing
from survey.domain.handling.contact import Contact
from survey.domain.keeping.actor import Grant
from survey.locale import Words
from tests.actions.cast import CARDIOLOGY, UROLOGY, a_case, acting

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
CALLER = Contact("张三", "13800001111", "东山里 3 栋")


def a_repair(office, number: int = 1, at: datetime = NOW, **more) -> str:
    id = f"repair-of-a-test-{number:04}"
    fields = {"area": "area-01", "zone": "town", "urgency": "ordinary"}
    entry = Entry(id, "water", "repair", "team-repair-1", "call", "", "水龙头漏水", True, "sheet", CALLER, fields, **more)
    open_case(office, entry, at)
    return id


def test_the_register_says_of_each_case_what_is_due_next(office):
    a_repair(office, 1)
    later = a_repair(office, 2, NOW + timedelta(hours=1))

    found = list_register(office, "water", NOW + timedelta(minutes=45)).set_index("id")

    assert found["verdict"].to_dict() == {"repair-of-a-test-0001": "late", later: "running"}
    assert set(found["clock"]) == {"issue"}
    assert found.loc[later, "due_at"] == NOW + timedelta(hours=1, minutes=30)


def test_nothing_is_due_in_a_case_that_is_over(office):
    id = a_repair(office)
    move_case(office, id, "water", Wanted("abandon", "顾客撤回"), NOW)

    [row] = list_register(office, "water", NOW + timedelta(days=9)).to_dict("records")

    assert (row["clock"], row["due_at"], row["verdict"]) == ("", None, "")


@pytest.mark.parametrize(("is_before", "found"), [(True, "running"), (False, "late")])
def test_a_notice_not_given_yet_is_not_late(is_before, found):
    clock = Clock("notice", Words("通知", "Notice"), ("open",), ("tell",), "hours", 8, is_before=is_before)
    run = RunningClock("notice", 1, NOW, NOW - timedelta(hours=1), "")

    assert standing(clock, run, NOW) == found


def test_a_kind_is_opened_by_its_roles_for_their_units_alone(office):
    receptionist = office.acting(acting("li", Grant("receptionist", "complaints", (UROLOGY,))))
    collector = office.acting(acting("fang", Grant("collector")))

    places = places_to_open(receptionist, "complaints")

    assert {kind: [unit.id for unit in units] for kind, units in places.items()} == {"opinion": [UROLOGY]}
    assert not places_to_open(receptionist, "water")
    assert not places_to_open(collector, "complaints")


def test_a_case_and_what_came_from_it_lead_to_each_other_in_any_programme(office):
    repair = a_repair(office)
    complaint = Entry("complaint-of-a-test", "complaints", "opinion", "team-repair-1", "call", "", "修得慢", True, "sheet", source=repair)
    open_case(office, complaint, NOW)
    [first] = list_cases(office, "water").to_dict("records")
    [second] = list_cases(office, "complaints").to_dict("records")

    assert linked_cases(office, as_case(first))["id"].tolist() == ["complaint-of-a-test"]
    assert linked_cases(office, as_case(second))["id"].tolist() == [repair]


def test_of_linked_cases_only_those_in_sight_are_told(office):
    source = a_case(office, UROLOGY, 1)
    linked = Entry("linked-of-a-test-1", "complaints", "opinion", CARDIOLOGY, "call", "", "也太吵", True, "sheet", source=source)
    open_case(office, linked, NOW)
    case = as_case(list_cases(office, "complaints", units=(UROLOGY,)).iloc[0])
    head = office.acting(acting("head", Grant("head_of_unit", "complaints", (UROLOGY,))))

    assert linked_cases(head, case).empty

"""What comes round opens by itself: for each unit one, before it is due, and never twice."""

from datetime import timedelta

import pytest

from survey.actions.handling import list_cases, move_case
from survey.actions.recurring import due_tonight, open_due_cases
from survey.domain.handling.case import Wanted
from survey.domain.keeping.actor import NotAllowed
from tests.actions.cast import a_case, actor_of
from tests.conftest import NOW


def inspections(office):
    return list_cases(office, "water", kinds=("inspection",))


def inspect(office, id: str, at) -> None:
    move_case(office, id, "water", Wanted("assign", fields={"inspector": "R0101"}), at)
    looked_at = {"pool_clear": "yes", "tank_clear": "yes", "checked": ["pumps", "motors", "valves", "meters", "pool", "tidy"]}
    move_case(office, id, "water", Wanted("pass", fields=looked_at), at)


def test_each_unit_gets_one_case_of_each_kind_and_the_second_run_adds_none(office):
    recurring = [(p, k) for p in office.declarations.programmes.values() for k in p.case_kinds if k.recurring]

    opened = open_due_cases(office, NOW)

    assert opened == sum(len(office.declarations.units_of(kind.recurring.unit_kinds)) for _programme, kind in recurring) > 0
    assert open_due_cases(office, NOW) == open_due_cases(office, NOW + timedelta(hours=3)) == 0


def test_a_case_that_opened_by_itself_says_who_when_and_for_which_day(office):
    open_due_cases(office, NOW)

    case = inspections(office).iloc[0]

    assert (case["state"], case["origin"], case["entered_by"], case["channel"]) == ("planned", "recurring", "console", "desk")
    assert case["coded"] == {"planned_on": "2025-11-03"} and case["opened_on"] == NOW.date()


# E4: at least every two months, and the case is there fourteen days before.
def test_the_next_inspection_opens_fourteen_days_before_two_months_are_over(office):
    open_due_cases(office, NOW)
    inspect(office, str(inspections(office)["id"].iloc[0]), NOW + timedelta(days=1))

    early = open_due_cases(office, NOW.replace(month=12, day=20))
    inspections_early = len(inspections(office))
    open_due_cases(office, NOW.replace(month=12, day=21))

    assert early >= 0 and inspections_early == 5 and len(inspections(office)) == 6
    assert inspections(office)["coded"].map(lambda coded: coded["planned_on"]).max() == "2026-01-04"


def test_an_office_that_was_away_for_years_gets_one_case_for_today(office):
    open_due_cases(office, NOW)
    for id in inspections(office)["id"]:
        inspect(office, id, NOW)
    back = NOW.replace(year=2028)

    open_due_cases(office, back)

    planned = [coded["planned_on"] for coded in inspections(office)["coded"]]
    assert sorted(planned) == ["2025-11-03"] * 5 + ["2028-11-03"] * 5


def test_nothing_opens_at_night_while_nobody_has_entered_anything(office):
    assert due_tonight(office, NOW) == 0

    a_case(office)

    assert due_tonight(office, NOW) > 0


def test_only_the_console_runs_it(office):
    with pytest.raises(NotAllowed):
        open_due_cases(office.acting(actor_of("manager")), NOW)

"""Which events mark a chart, and which begin new limits (docs/decisions/0014)."""

from datetime import date

import pytest

from survey.domain.columns import EVENTS_MARKED
from survey.domain.noticing.event import Event, breaks_of, events_marked
from survey.locale import Words


def an_event(on: date = date(2025, 7, 1), **changes) -> Event:
    return Event(**{"id": "pump", "name": Words("水泵故障", "Pump failure"), "on": on, "rebases": True} | changes)


@pytest.mark.parametrize(
    ("on", "begins"),
    [
        (date(2025, 7, 1), "2025-07"),
        (date(2025, 7, 15), "2025-07"),
        (date(2025, 7, 16), "2025-08"),
        (date(2025, 12, 31), "2026-01"),
    ],
)
def test_new_limits_begin_with_the_first_month_that_lies_mostly_after_it(on, begins):
    assert an_event(on).begins == begins


def test_an_event_at_all_the_units_begins_new_limits():
    assert breaks_of([an_event()], "residents", ["a", "b"]) == ("2025-07",)
    assert breaks_of([an_event(units=("a", "b", "c"))], "residents", ["a", "b"]) == ("2025-07",)


def test_an_event_at_one_of_several_units_is_only_a_mark():
    event = an_event(units=("a",))

    found = events_marked([event], "residents", ["a", "b"])

    assert tuple(found.columns) == EVENTS_MARKED
    assert found.to_dict("records") == [{"month": "2025-07", "name": "水泵故障", "rebases": False}]
    assert breaks_of([event], "residents", ["a", "b"]) == ()
    assert breaks_of([event], "residents", ["a"]) == ("2025-07",)


def test_an_event_elsewhere_or_of_another_questionnaire_is_not_shown():
    events = [an_event(units=("z",)), an_event(questionnaires=("repair",))]

    assert events_marked(events, "residents", ["a"]).empty
    assert breaks_of(events, "residents", ["a"]) == ()


def test_a_mark_that_does_not_rebase_begins_nothing():
    assert breaks_of([an_event(rebases=False)], "residents", ["a"]) == ()


def test_marks_stand_in_the_order_of_their_days():
    events = [an_event(date(2025, 10, 1)), an_event(date(2025, 7, 1))]

    assert events_marked(events, "residents", ["a"])["month"].tolist() == ["2025-07", "2025-10"]

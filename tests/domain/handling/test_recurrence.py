"""When what comes round is planned next."""

from datetime import date

import pytest

from survey.domain.handling.kind import Recurring
from survey.domain.handling.recurrence import Earlier, is_time_to_open, next_planned

TWO_MONTHS = Recurring(("station",), "planned_on", 2, 0, 14)
WEEKLY = Recurring(("ward",), "planned_on", 0, 7, 2)
TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("recurring", "planned_on", "done_on", "expected"),
    [
        (TWO_MONTHS, "2026-02-10", "2026-02-10", "2026-04-10"),  # E4: done on its day
        (TWO_MONTHS, "2026-02-10", "2026-02-03", "2026-04-10"),  # earlier: the rhythm stays
        (TWO_MONTHS, "2026-02-10", "2026-02-13", "2026-04-13"),  # later: counted from then
        (TWO_MONTHS, "2025-12-31", "2025-12-31", "2026-03-02"),  # 28 February is over
        (TWO_MONTHS, "2026-01-31", "2026-01-31", "2026-03-31"),
        (TWO_MONTHS, "2024-05-01", "2024-05-01", "2026-03-02"),  # years without any: one for today, none for then
        (WEEKLY, "2026-02-27", "2026-02-27", "2026-03-06"),
        (WEEKLY, "2026-02-27", "2026-03-02", "2026-03-09"),
    ],
)
def test_the_next_one_is_planned_from_the_last_one_or_from_the_day_it_was_done_if_that_was_later(
    recurring, planned_on, done_on, expected
):
    last = Earlier(date.fromisoformat(planned_on), date.fromisoformat(done_on))

    assert next_planned(recurring, last, TODAY) == date.fromisoformat(expected)


def test_the_first_one_is_planned_for_today():
    assert next_planned(TWO_MONTHS, None, TODAY) == TODAY


def test_while_one_is_open_no_other_is_planned():
    assert next_planned(TWO_MONTHS, Earlier(date(2025, 1, 1), None), TODAY) is None


@pytest.mark.parametrize(("planned_on", "expected"), [(date(2026, 3, 16), True), (date(2026, 3, 17), False)])
def test_it_opens_so_many_days_before_and_no_earlier(planned_on, expected):
    assert is_time_to_open(TWO_MONTHS, planned_on, TODAY) is expected

"""How long a way may take."""

from datetime import date

import pytest

from survey.domain.errors import SurveyError
from survey.domain.handling.limit import Limit, limit_on, minutes_for

TRAVEL = Limit("travel", date(2026, 1, 1), "zone", {"town": 10, "suburb": 5}, 10, "km")
NEWER = Limit("travel", date(2026, 7, 1), "zone", {"town": 8}, 8, "km")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"zone": "town", "km": 3}, 30),
        ({"zone": "suburb", "km": 3}, 15),
        ({"zone": "island", "km": 3}, 30),
        ({"km": 3}, 30),  # an unknown area counts as 10
        ({"zone": "suburb", "km": 1.5}, 7.5),
        ({"zone": "suburb", "km": 0}, 0),
        ({"zone": "town"}, None),
        ({"zone": "town", "km": None}, None),
    ],
)
def test_three_kilometres_may_take_thirty_minutes_in_town_and_fifteen_outside(values, expected):
    # E37, E49
    assert minutes_for(TRAVEL, values) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-01-01", TRAVEL), ("2026-06-30", TRAVEL), ("2026-07-01", NEWER), ("2027-01-01", NEWER)]
)
def test_the_row_that_held_on_the_day_counts(day, expected):
    assert limit_on([NEWER, TRAVEL], "travel", date.fromisoformat(day)) == expected


@pytest.mark.parametrize(("id", "day"), [("travel", "2025-12-31"), ("repair", "2026-06-30")])
def test_a_day_before_the_first_row_and_an_unknown_table_are_refused(id, day):
    with pytest.raises(SurveyError) as refused:
        limit_on([NEWER, TRAVEL], id, date.fromisoformat(day))

    assert id in refused.value.where and day in refused.value.what

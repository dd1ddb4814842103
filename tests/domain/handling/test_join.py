"""Low readings and the complaints of the same place and hours."""

from datetime import UTC, datetime, timedelta

import pytest

from survey.domain.handling.join import Complaint, Low, beside

TEN = datetime(2026, 11, 25, 10, tzinfo=UTC)
LOW = Low("station-1", TEN, 0.12)


def complaint(hours: float, *units: str, id: str = "c") -> Complaint:
    return Complaint(id, frozenset(units), TEN + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("one", "is_beside"),
    [
        (complaint(0, "station-1"), True),
        (complaint(2, "station-1"), True),
        (complaint(-2, "station-1"), True),
        (complaint(2.01, "station-1"), False),
        (complaint(0, "station-2"), False),
        (complaint(1, "team-1", "station-1"), True),  # it lies with the team, from an area of the station
    ],
)
def test_a_complaint_of_the_place_within_the_hours_stands_beside_the_reading(one, is_beside):
    # E18
    [(_low, those)], without = beside([LOW], [one], hours=2)

    assert (those, without) == (((one,), []) if is_beside else ((), [one]))


def test_a_complaint_stands_beside_each_reading_that_is_near():
    one = complaint(1, "station-1")

    found, without = beside([LOW, Low("station-1", TEN + timedelta(hours=2), 0.15)], [one], hours=2)

    assert [those for _low, those in found] == [(one,), (one,)] and not without

"""A roster round the clock and its gaps."""

from datetime import UTC, datetime, timedelta

import pytest

from survey.domain.handling.coverage import gaps

DAY = datetime(2026, 12, 3, tzinfo=UTC)


def hours(*ends: float) -> list:
    return [(DAY + timedelta(hours=a), DAY + timedelta(hours=b)) for a, b in zip(ends[::2], ends[1::2])]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        (hours(), hours(0, 24)),
        (hours(0, 24), hours()),
        (hours(0, 8, 8, 20, 20, 24), hours()),
        (hours(20, 24, 0, 8), hours(8, 20)),
        (hours(0, 20, 4, 12), hours(20, 24)),  # one within the other
        (hours(-8, 8, 8, 30), hours()),
        (hours(2, 3, 24, 30), hours(0, 2, 3, 24)),
        (hours(-5, -1), hours(0, 24)),
        (hours(0, 12, 12, 12, 13, 24), hours(12, 13)),
    ],
)
def test_the_hours_that_nobody_covers_are_found(spans, expected):
    # E10: 24小时值班
    assert list(gaps(spans, DAY, DAY + timedelta(days=1))) == expected

"""From which moment on something has been kept long enough."""

from datetime import datetime, timedelta

import pytest

from survey.domain.keeping.retention import Limit, Retention, horizon, years_before


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("moment", "years", "expected"),
    [
        ("2025-11-03T02:30+00:00", 3, "2022-11-03T02:30+00:00"),
        ("2028-02-29T12:00+00:00", 3, "2025-02-28T12:00+00:00"),
        ("2028-02-29T12:00+00:00", 4, "2024-02-29T12:00+00:00"),
        ("2025-03-01T00:00+08:00", 1, "2024-03-01T00:00+08:00"),
    ],
)
def test_years_are_counted_by_the_calendar(moment, years, expected):
    assert years_before(at(moment), years) == at(expected)


def test_each_limit_is_counted_back_from_now():
    now = at("2025-11-03T02:30+00:00")
    found = horizon(Retention(log_days=Limit(180)), now)

    assert found.contact == now - timedelta(days=90)
    assert found.open_contact == now - timedelta(days=1095)
    assert found.text == at("2022-11-03T02:30+00:00")
    assert found.draft == found.session == now - timedelta(days=30)
    assert found.log == now - timedelta(days=180)

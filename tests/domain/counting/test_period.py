"""Periods are whole months."""

from datetime import date

import pytest

from survey.domain.counting.period import ALL, Period, parse_period
from survey.domain.errors import SurveyError


@pytest.mark.parametrize(
    ("text", "first", "last", "months"),
    [
        ("2025", "2025-01", "2025-12", 12),
        ("2025-Q2", "2025-04", "2025-06", 3),
        ("2025-02", "2025-02", "2025-02", 1),
        ("2024-11..2025-02", "2024-11", "2025-02", 4),
    ],
)
def test_a_period_is_read(text, first, last, months):
    period = parse_period(text)

    assert (period.first, period.last, len(period.months)) == (first, last, months)


@pytest.mark.parametrize("text", ["", "2025-13", "2025-Q5", "2025-05..2025-03", "lately"])
def test_what_is_no_period_is_refused_with_examples(text):
    with pytest.raises(SurveyError, match="2025-Q2"):
        parse_period(text)


def test_an_unknown_day_is_only_in_all_time():
    assert ALL.holds(None) and not parse_period("2025").holds(None)


def test_new_years_eve_and_new_year_are_in_different_years():
    year = parse_period("2025")

    assert year.holds(date(2025, 12, 31)) and not year.holds(date(2026, 1, 1))
    assert Period("2025-12", "2026-01").months == ("2025-12", "2026-01")

"""Periods are whole months."""

import pytest

from survey.domain.counting.period import ALL, Period, parse_period, part_of_last_year, period_before, stretches
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


def test_a_period_may_cross_the_year():
    assert Period("2025-12", "2026-01").months == ("2025-12", "2026-01")


@pytest.mark.parametrize(
    ("text", "before", "last_year"),
    [
        ("2025", "2024", "2024"),
        ("2025-Q1", "2024-Q4", "2024-Q1"),
        ("2025-01", "2024-12", "2024-01"),
        ("2024-11..2025-02", "2024-07..2024-10", "2023-11..2024-02"),
    ],
)
def test_what_came_before_has_as_many_months(text, before, last_year):
    period = parse_period(text)

    assert (period_before(period), part_of_last_year(period)) == (parse_period(before), parse_period(last_year))


def test_nothing_came_before_all_of_time():
    with pytest.raises(SurveyError, match="全部时间之前"):
        period_before(ALL)


def test_no_period_divides_a_stretch_between_them():
    periods = [parse_period(text) for text in ("2025", "2025-Q1", "2024-Q4", "2025-03..2025-06")]

    assert stretches(periods) == ("2024-10", "2025-01", "2025-03", "2025-04", "2025-07", "2026-01")

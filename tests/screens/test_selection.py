"""Periods offered, and text that stays text."""

from survey.domain.counting.period import parse_period
from survey.screens.refusal import plain
from survey.screens.selection import period_choices, period_name


def test_years_quarters_and_months_that_have_rows_are_offered_the_latest_first():
    assert period_choices(["2024-12", "2025-01", "2025-05"]) == [
        "2025", "2025-Q2", "2025-Q1", "2025-05", "2025-01",
        "2024", "2024-Q4", "2024-12",
        "all",
    ]  # fmt: skip


def test_every_choice_can_be_read_as_a_period_and_has_a_name():
    choices = period_choices(["2024-12", "2025-01"])

    assert all(parse_period(choice) for choice in choices)
    assert [period_name(choice) for choice in choices] == [
        "2025 年", "2025 年第 1 季度", "2025 年 1 月", "2024 年", "2024 年第 4 季度", "2024 年 12 月", "全部时间",
    ]  # fmt: skip


def test_nothing_typed_becomes_a_style_or_a_link():
    assert plain("*重* [点](http://x) <b>") == r"\*重\* \[点\]\(http\://x\) \<b\>"

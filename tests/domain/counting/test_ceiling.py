"""At the ceiling: when, and what is said instead."""

import pytest

from survey.domain.counting.ceiling import bad_per_thousand, is_at_ceiling


@pytest.mark.parametrize(
    ("count", "n", "expected"),
    [
        (0, 0, False),
        (40, 40, False),  # one lucky month
        (72, 72, False),  # 72 / (72 + 1.96²) = .9493
        (73, 73, True),  # 73 / (73 + 1.96²) = .9500089
        (960, 1000, False),  # above .95, and not surely
        (4850, 5000, True),
        (4000, 5000, False),
    ],
)
def test_only_a_reading_that_is_surely_above_the_line_is_at_the_ceiling(count, n, expected):
    assert is_at_ceiling(count, n) is expected


def test_bad_grades_are_counted_for_each_thousand_with_wilsons_interval():
    # Newcombe 1998: 81 of 263 -> .2553-.3662
    assert bad_per_thousand(81, 263) == pytest.approx((308.0, 255.3, 366.2), abs=0.05)


def test_no_bad_grade_is_not_said_to_be_impossible():
    # Newcombe 1998: 0 of 20 -> 0-.1611
    assert bad_per_thousand(0, 20) == pytest.approx((0, 0, 161.1), abs=0.05)

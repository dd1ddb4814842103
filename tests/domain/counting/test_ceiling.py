"""At the ceiling: when."""

import pytest

from survey.domain.counting.ceiling import is_at_ceiling


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

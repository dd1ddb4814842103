"""What a second measurement says, at the edges."""

import pytest

from survey.domain.counting.difference import newcombe_difference
from survey.domain.noticing.remeasure import NOT_IMPROVED, TOO_FEW, VERIFIED, outcome


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ((60, 200), (5, 100), VERIFIED),
        ((60, 200), (30, 100), NOT_IMPROVED),  # as before
        ((60, 200), (60, 100), NOT_IMPROVED),  # worse
        ((9, 30), (0, 30), VERIFIED),
        ((9, 30), (2, 30), VERIFIED),
        ((9, 30), (3, 30), NOT_IMPROVED),  # fewer, but the interval reaches over zero
        ((9, 29), (0, 30), TOO_FEW),  # under 30 before
        ((9, 30), (0, 29), TOO_FEW),  # under 30 after
        ((0, 30), (0, 30), NOT_IMPROVED),  # nothing was wrong, nothing can be better
        ((30, 30), (0, 30), VERIFIED),
        ((9, 30), (0, 0), TOO_FEW),
        ((0, 0), (0, 30), TOO_FEW),
    ],
)
def test_an_outcome_is_what_the_interval_of_the_difference_allows(before, after, verdict):
    found = outcome(*before, *after)

    assert found.verdict == verdict
    if verdict == VERIFIED:
        assert found.low <= found.difference < found.high < 0


@pytest.mark.parametrize(("n", "is_told"), [(9, False), (10, True), (29, True)])
def test_of_fewer_than_ten_not_even_the_difference_is_told(n, is_told):
    found = outcome(9, 30, 1, n)

    assert found.verdict == TOO_FEW and (found.difference is not None) is is_told


@pytest.mark.parametrize("counts", [(31, 30, 0, 30), (0, 30, 31, 30), (-1, 30, 0, 30)])
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(ValueError):
        outcome(*counts)


@pytest.mark.parametrize(
    ("first", "second", "difference", "low", "high"),
    [  # Newcombe 1998 (II), table II, method 10
        ((56, 70), (48, 80), 0.2000, 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.6000, 0.1705, 0.8090),
        ((0, 10), (0, 10), 0.0000, -0.2775, 0.2775),
    ],
)
def test_the_difference_is_newcombes(first, second, difference, low, high):
    assert newcombe_difference(*first, *second) == pytest.approx((difference, low, high), abs=5e-5)

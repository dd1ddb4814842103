"""A total against the mean of the others."""

import numpy as np
import pytest

from survey.domain.judging.against_others import against_others


def test_a_total_is_compared_with_the_mean_of_the_others_and_the_bounds_are_squared_and_added():
    found = against_others([90.0, 80.0, 70.0], [88.0, 77.0, 66.0], [91.0, 84.0, 74.0])

    first = found[0]
    assert first.difference == 90 - (80 + 70) / 2
    assert first.low == pytest.approx(15 - np.sqrt(2**2 + (4**2 + 4**2) / 2**2))
    assert first.high == pytest.approx(15 + np.sqrt(1**2 + (3**2 + 4**2) / 2**2))
    assert [one.verdict for one in found] == ["better", "same", "worse"]
    assert {one.others for one in found} == {2}


def test_of_two_totals_nothing_is_said_for_it_would_tell_the_other_one():
    found = against_others([90.0, 80.0, None], [88.0, 77.0, None], [91.0, 84.0, None])

    assert [one and one.verdict for one in found] == ["few", "few", None]
    assert np.isnan(found[0].difference)


def test_against_others_without_any_error_of_their_own_it_is_the_own_interval():
    found = against_others([90.0, 80.0, 70.0], [80.0, 80.0, 70.0], [95.0, 80.0, 70.0])[0]

    assert (found.difference, found.low, found.high) == (15.0, 5.0, 20.0)


def test_whoever_has_no_total_is_compared_with_nobody_and_counts_for_nothing():
    found = against_others([None, 90.0, 80.0, 70.0], [None, 88.0, 77.0, 66.0], [None, 91.0, 84.0, 74.0])

    assert found[0] is None
    assert found[1].others == 2

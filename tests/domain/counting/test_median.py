"""The interval of a median."""

import numpy as np
import pytest

from survey.domain.counting.median import median_interval


@pytest.mark.parametrize(("n", "low", "high"), [(6, 1, 6), (10, 2, 9), (15, 4, 12), (25, 8, 18)])
def test_the_bounds_are_the_order_statistics_of_the_sign_test(n, low, high):
    # Conover 1999, Practical Nonparametric Statistics: quantiles of the binomial of n and 1/2
    assert median_interval(range(1, n + 1)) == ((n + 1) / 2, low, high)


def test_five_values_have_a_median_and_no_interval():
    median, low, high = median_interval([1, 2, 3, 4, 50])

    assert median == 3 and np.isnan(low) and np.isnan(high)


def test_what_lasted_longer_than_one_looked_is_infinitely_long():
    assert median_interval([1, 2, 3, *[np.inf] * 7]) == (np.inf, 2, np.inf)


def test_it_holds_the_true_median_in_at_least_19_of_20_samples():
    chance = np.random.default_rng(7)

    found = [median_interval(chance.exponential(5, 20)) for _again in range(1000)]

    assert np.mean([low <= 5 * np.log(2) <= high for _median, low, high in found]) >= 0.95

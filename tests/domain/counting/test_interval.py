"""Intervals against published figures."""

import numpy as np
import pytest

from survey.domain.counting.interval import mean_interval, wilson_interval


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [  # Newcombe 1998, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_is_the_published_one(count, n, low, high):
    found = wilson_interval(count, n)

    assert np.round(found, 4) == pytest.approx((low, high))


def test_all_of_twenty_mirrors_none_of_twenty():
    low, high = wilson_interval(20, 20)

    assert (round(float(low), 4), float(high)) == (0.8389, 1.0)


def test_nothing_of_nothing_has_no_interval():
    assert np.isnan(wilson_interval(0, 0)).all()


def test_mean_interval_is_mean_plus_minus_z_standard_errors():
    scores = np.array([100, 75, 75, 50, 100, 25, 75, 100, 100, 50])

    low, high = mean_interval(10, scores.sum(), (scores**2).sum())

    half = 1.959964 * scores.std(ddof=1) / np.sqrt(10)
    assert (low, high) == pytest.approx((scores.mean() - half, scores.mean() + half), abs=1e-4)


def test_agreement_of_all_is_not_certainty():
    low, high = mean_interval(12, 12 * 100, 12 * 100**2)

    assert 80 < low < 95 and high == 100


def test_one_answer_has_no_interval():
    assert np.isnan(mean_interval(1, 75, 75**2)).all()

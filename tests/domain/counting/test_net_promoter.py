"""Net promoter score and the Friends and Family share, from counts."""

import numpy as np
import pytest

from survey.domain.counting.interval import wilson_interval
from survey.domain.counting.net_promoter import friends_and_family, net_promoter_score


def test_nine_and_ten_promote_seven_and_eight_are_silent_the_rest_detract():
    # measures.md 2: %(9-10) − %(0-6)
    counts = [1, 0, 2, 0, 1, 5, 1, 12, 18, 35, 25]

    score, low, high = net_promoter_score(counts)

    assert score == pytest.approx(100 * ((35 + 25) - (1 + 2 + 1 + 5 + 1)) / 100)
    assert low < score < high


def test_the_interval_is_that_of_the_difference_of_two_shares_of_one_sample():
    # variance of a difference of multinomial shares: (p + d − (p − d)²) / n
    score, low, high = net_promoter_score([100, 0, 0, 0, 0, 0, 0, 300, 0, 600, 0])

    error = 100 * np.sqrt((0.6 + 0.1 - (0.6 - 0.1) ** 2) / (1000 - 1))
    assert (score, high - low) == pytest.approx((50, 2 * 1.959964 * error), rel=1e-5)


def test_all_promoters_are_not_certainty():
    score, low, high = net_promoter_score([0] * 10 + [12])

    assert (score, high) == (100, 100) and low < 90


def test_many_groups_are_scored_at_once_and_an_empty_one_has_no_score():
    score, _low, _high = net_promoter_score([[0] * 11, [0] * 9 + [5, 5], [10] + [0] * 10])

    assert np.isnan(score[0]) and score[1:].tolist() == [100, -100]


def test_do_not_know_is_in_the_base_of_friends_and_family():
    # NHS England: positive = (very good + good) / all answers
    share, low, high = friends_and_family([60, 20, 8, 4, 3, 5])

    assert share == pytest.approx((60 + 20) / 100)
    assert np.array([low, high]) == pytest.approx(np.array(wilson_interval(80, 100)))


@pytest.mark.parametrize("measure", [net_promoter_score, friends_and_family])
def test_counts_of_another_scale_are_no_counts_of_this_one(measure):
    with pytest.raises(ValueError, match="answers"):
        measure([1, 2, 3, 4, 5])

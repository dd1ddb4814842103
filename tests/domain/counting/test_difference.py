"""Differences of rates and of means, against published figures and other programs."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from survey.domain.counting.difference import newcombe_difference, newcombe_p, welch_difference, welch_p


@pytest.mark.parametrize(
    ("x1", "n1", "x2", "n2", "low", "high"),
    [  # Newcombe 1998 (II), table II, method 10
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0000),
        (10, 10, 0, 10, 0.6075, 1.0000),
    ],
)
def test_the_interval_of_two_rates_is_the_published_one(x1, n1, x2, n2, low, high):
    difference, found_low, found_high = newcombe_difference(x1, n1, x2, n2)

    assert difference == pytest.approx(x1 / n1 - x2 / n2)
    assert (found_low, found_high) == pytest.approx((low, high), abs=0.00005)


def random_pairs(size: int = 300) -> tuple[np.ndarray, ...]:
    chance = np.random.default_rng(1998)
    n1, n2 = chance.integers(1, 400, size), chance.integers(1, 400, size)
    return chance.binomial(n1, chance.random(size)), n1, chance.binomial(n2, chance.random(size)), n2


def test_the_interval_of_two_rates_is_that_of_another_program():
    x1, n1, x2, n2 = random_pairs()

    _difference, low, high = newcombe_difference(x1, n1, x2, n2)

    theirs = [confint_proportions_2indep(*pair, method="newcomb", compare="diff") for pair in zip(x1, n1, x2, n2)]
    assert np.array([low, high]).T == pytest.approx(np.array(theirs), abs=1e-9)


def test_the_p_value_of_two_rates_says_what_the_interval_says():
    x1, n1, x2, n2 = random_pairs()

    _difference, low, high = newcombe_difference(x1, n1, x2, n2)

    assert ((newcombe_p(x1, n1, x2, n2) < 0.05) == ((low > 0) | (high < 0))).all()


def test_two_rates_exchanged_give_the_mirror_image():
    x1, n1, x2, n2 = random_pairs()

    difference, low, high = newcombe_difference(x1, n1, x2, n2)

    assert np.array(newcombe_difference(x2, n2, x1, n1)) == pytest.approx(np.array([-difference, -high, -low]))
    assert newcombe_p(x2, n2, x1, n1) == pytest.approx(newcombe_p(x1, n1, x2, n2))


def test_equal_rates_are_no_surprise_and_a_gulf_is_a_great_one():
    assert newcombe_p([30, 100], [60, 100], [20, 0], [40, 100]) == pytest.approx([1, 0], abs=1e-12)


def test_nothing_answered_has_no_difference():
    assert np.isnan(newcombe_difference([5, 0], [10, 0], [0, 3], [0, 8])).all()
    assert np.isnan(newcombe_p([5, 0], [10, 0], [0, 3], [0, 8])).all()


def test_two_means_are_those_of_another_program():
    # Student's sleep data (1908), in R: t.test(extra ~ group): t = -1.8608, df = 17.776, p = .07939, -3.3654832 to .2054832
    one, two = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    sums = [f(sample) for sample in (one, two) for f in (len, np.mean, lambda s: np.var(s, ddof=1))]

    assert welch_difference(*sums) == pytest.approx((0.75 - 2.33, -3.3654832, 0.2054832), abs=1e-7)
    assert welch_p(*sums) == pytest.approx(0.07939, abs=0.000005)


def test_means_of_random_scores_agree_with_two_other_programs():
    chance = np.random.default_rng(1947)
    for _again in range(40):
        one, two = (chance.choice([0, 25, 50, 75, 100], size=int(chance.integers(5, 90))) for _side in range(2))
        sums = [f(sample) for sample in (one, two) for f in (len, np.mean, lambda s: np.var(s, ddof=1))]

        _difference, low, high = welch_difference(*sums)

        theirs = CompareMeans(DescrStatsW(one), DescrStatsW(two)).tconfint_diff(usevar="unequal")
        assert (low, high) == pytest.approx(theirs)
        assert welch_p(*sums) == pytest.approx(stats.ttest_ind(one, two, equal_var=False).pvalue)
        assert (welch_p(*sums) < 0.05) == (low > 0 or high < 0)


def test_one_answer_or_no_spread_at_all_has_no_interval():
    _difference, low, high = welch_difference([1, 20, 20], 80, [0, 0, 100], 20, 70, [100, 0, 100])

    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, True, False]

"""Importance: published figures, every order by brute force, and what is refused."""

from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from survey.domain.errors import SurveyError
from survey.domain.noticing.lmg import lmg_of, r_squared_of_subsets
from survey.domain.noticing.lmg_importance import lmg_importance, resampled_covariances

SWISS = Path(__file__).parents[2] / "spec" / "swiss_1888.csv"


def answers(n: int = 400, items: int = 4, seed: int = 5) -> tuple[pd.DataFrame, pd.Series]:
    """Items that go together a little; overall follows the first strongly, the second weakly, the others not."""
    random = np.random.default_rng(seed)
    values = random.normal(0, 1, (n, items)) + random.normal(0, 1, (n, 1))
    overall = 2 * values[:, 0] + 0.5 * values[:, 1] + random.normal(0, 1, n)
    return pd.DataFrame(values, columns=[f"q{place}" for place in range(items)]), pd.Series(overall)


def r_squared(values: np.ndarray, overall: np.ndarray) -> float:
    design = np.column_stack([np.ones(len(values)), values])
    fitted = design @ np.linalg.lstsq(design, overall, rcond=None)[0]
    return 1 - ((overall - fitted) ** 2).sum() / ((overall - overall.mean()) ** 2).sum()


def by_every_order(values: np.ndarray, overall: np.ndarray) -> np.ndarray:
    """The rise of R² at which each item joins, averaged over all orders: the definition itself."""
    items = values.shape[1]
    orders = list(permutations(range(items)))
    rises = np.zeros(items)
    for order in orders:
        for place, item in enumerate(order):
            with_it, without = (r_squared(values[:, order[:size]], overall) for size in (place + 1, place))
            rises[item] += with_it - without
    return rises / len(orders)


def test_the_swiss_districts_give_the_figures_of_relaimpo():
    # R: relaimpo::calc.relimp(lm(Fertility ~ ., swiss), type = "lmg"), measures.md 6
    swiss = pd.read_csv(SWISS, comment="#").drop(columns="district")
    five = ["Agriculture", "Examination", "Education", "Catholic", "Infant.Mortality"]

    lmg = pd.Series(lmg_of(np.cov(swiss[[*five, "Fertility"]].T)[None])[0], index=five)

    assert len(swiss) == 47
    assert round(lmg.sum(), 7) == 0.7067350
    assert (round(lmg["Agriculture"], 6), round(lmg["Education"], 6)) == (0.057091, 0.260135)


@pytest.mark.parametrize("seed", range(3))
def test_lmg_is_the_average_over_all_orders(seed):
    items, overall = answers(120, 5, seed)

    found = lmg_importance(items, overall, bootstraps=5)

    expected = by_every_order(items.to_numpy(), overall.to_numpy())
    assert found.shares["importance"].to_numpy() * found.r_squared == pytest.approx(expected, abs=1e-10)
    assert found.shares["importance"].sum() == pytest.approx(1)


def test_the_r_squared_of_each_subset_is_that_of_its_regression():
    import statsmodels.api as sm

    items, overall = answers(150, 3)

    subsets = r_squared_of_subsets(np.cov(np.column_stack([items, overall]).T)[None])[:, 0]

    assert subsets[0] == pytest.approx(0, abs=1e-12)
    for number in range(1, 8):
        chosen = [column for place, column in enumerate(items) if number >> place & 1]
        assert subsets[number] == pytest.approx(sm.OLS(overall, sm.add_constant(items[chosen])).fit().rsquared)


def test_the_test_that_nothing_is_explained_is_that_of_the_regression():
    import statsmodels.api as sm

    items, overall = answers(150, 3)
    noise = pd.Series(np.random.default_rng(1).normal(0, 1, 150))

    for each in (overall, noise):
        assert lmg_importance(items, each, bootstraps=5).p_value == pytest.approx(
            sm.OLS(each, sm.add_constant(items)).fit().f_pvalue, rel=1e-6
        )


def test_two_items_that_say_the_same_share_what_one_would_have():
    items, overall = answers(300, 2)
    alone = lmg_importance(items, overall).r_squared

    both = lmg_importance(items.assign(twin=items["q0"]), overall)

    shares = both.shares.set_index("question")["importance"]
    assert both.r_squared == pytest.approx(alone)
    assert shares["q0"] == pytest.approx(shares["twin"])


def test_an_item_that_everybody_answers_alike_explains_nothing():
    items, overall = answers()

    found = lmg_importance(items.assign(same=5.0), overall)

    same = found.shares.set_index("question").loc["same"]
    assert [same["importance"], same["importance_low"], same["importance_high"]] == pytest.approx([0, 0, 0], abs=1e-12)


def test_the_interval_holds_the_share_and_shrinks_with_the_rows():
    small, large = (lmg_importance(*answers(n)).shares.iloc[1] for n in (200, 20_000))

    for row in (small, large):
        assert row["importance_low"] < row["importance"] < row["importance_high"]
    assert large["importance_high"] - large["importance_low"] < (small["importance_high"] - small["importance_low"]) / 5


def test_the_same_answers_give_the_same_interval():
    assert lmg_importance(*answers()).shares.equals(lmg_importance(*answers()).shares)


def test_resampling_scatters_the_covariances_as_a_plain_bootstrap_does(monkeypatch):
    # Var of a resampled mean square is (m4 - m2²)/n; three blocks of rows instead of one
    monkeypatch.setattr("survey.domain.noticing.lmg_importance.AT_ONCE", 100)
    values = np.random.default_rng(2).normal(0, 1, (300, 1))
    values -= values.mean()

    drawn = resampled_covariances(values, 4000, np.random.default_rng(4))[:, 0, 0]

    spread = np.sqrt((np.mean(values**4) - np.mean(values**2) ** 2) / 300)
    assert drawn.mean() == pytest.approx(values.var() * (1 - 1 / 300), abs=4 * spread / np.sqrt(4000))
    assert drawn.std() == pytest.approx(spread, rel=0.05)


def test_rows_that_lack_an_answer_are_left_out_and_n_says_so():
    items, overall = answers()
    items.iloc[:30, 1] = np.nan
    overall.iloc[30:50] = np.nan

    found = lmg_importance(items, overall)

    assert found.n == 400 - 30 - 20
    assert found.r_squared == pytest.approx(lmg_importance(items.iloc[50:], overall.iloc[50:]).r_squared)


@pytest.mark.parametrize(("n", "items", "least"), [(99, 2, 100), (119, 12, 120)])
def test_fewer_rows_than_are_needed_are_refused_with_both_numbers(n, items, least):
    with pytest.raises(SurveyError, match=f"只有 {n} 份，至少要 {least} 份"):
        lmg_importance(*answers(n, items))


@pytest.mark.parametrize("count", [0, 21])
def test_too_many_questions_or_none_are_refused(count):
    items, overall = answers(300, 21)

    with pytest.raises(SurveyError, match="1 到 20"):
        lmg_importance(items.iloc[:, :count], overall)


def test_where_everybody_says_the_same_nothing_pulls():
    items, overall = answers()

    for given in ((items, overall * 0), (items * 0, overall)):
        with pytest.raises(SurveyError, match="都一样"):
            lmg_importance(*given)

"""Penalty and reward, quadrants, and what mending is worth."""

import numpy as np
import pandas as pd
import pytest

from survey.domain.columns import IMPORTANCE, PENALTIES
from survey.domain.errors import SurveyError
from survey.domain.noticing.penalty_reward import penalty_reward
from survey.domain.noticing.quadrants import axes, quadrants, worth_of_mending


def answers(n: int = 3000, seed: int = 9) -> tuple[pd.DataFrame, pd.Series]:
    """Five items in points; overall loses by the first, gains by the second, does both by the third, neither by the others."""
    random = np.random.default_rng(seed)
    points = random.choice([0.0, 25.0, 50.0, 75.0, 100.0], (n, 5))
    low, high = points <= 25, points >= 100
    overall = 50 - 20 * low[:, 0] + 20 * high[:, 1] - 15 * low[:, 2] + 15 * high[:, 2] + random.normal(0, 10, n)
    items = pd.DataFrame(points, columns=["loses", "gains", "both", "neither", "always_fair"])
    return items.assign(always_fair=50.0), pd.Series(overall)


def test_items_are_told_apart_by_what_failing_and_delighting_do():
    found = penalty_reward(*answers()).set_index("question")

    assert list(penalty_reward(*answers()).columns) == list(PENALTIES)
    assert found["kind"].to_dict() == {
        "loses": "basic", "gains": "excitement", "both": "performance", "neither": "unclear", "always_fair": "unclear",
    }
    assert found.loc["loses", "penalty"] == pytest.approx(20, abs=1.5)
    assert found.loc["gains", "reward_low"] < 20 < found.loc["gains", "reward_high"]


def test_where_the_intervals_are_wide_nothing_is_told():
    items, overall = answers(120)
    noisy = overall + np.random.default_rng(1).normal(0, 60, 120)

    assert set(penalty_reward(items, noisy)["kind"]) == {"unclear"}


def test_effects_and_intervals_are_those_of_a_robust_regression():
    import statsmodels.api as sm

    items, overall = answers(500)
    items = items[["loses", "gains"]]
    ends = pd.DataFrame({f"{name}{end}": (items[name] <= 25 if end == "-" else items[name] >= 100) for name in items for end in "-+"})

    oracle = sm.OLS(overall, sm.add_constant(ends.astype(float))).fit(cov_type="HC3")

    found, bounds = penalty_reward(items, overall).set_index("question"), oracle.conf_int()
    for name in items:
        assert found.loc[name, "penalty"] == pytest.approx(-oracle.params[f"{name}-"])
        assert found.loc[name, "penalty_low"] == pytest.approx(-bounds.loc[f"{name}-", 1])
        assert found.loc[name, "reward_high"] == pytest.approx(bounds.loc[f"{name}+", 1])


def test_an_end_that_fewer_than_ten_chose_has_no_effect():
    items, overall = answers(400)
    items["loses"] = items["loses"].where(items["loses"] > 25, 50.0)
    items.loc[:8, "loses"] = 0.0

    row = penalty_reward(items, overall).set_index("question").loc["loses"]

    assert row["n_low"] == 9 and np.isnan(row["penalty"]) and row["kind"] == "unclear"


def test_items_that_say_the_same_are_not_told_apart():
    items, overall = answers(1000)

    found = penalty_reward(items.assign(twin=items["loses"]), overall).set_index("question")

    assert found.loc[["loses", "twin"], "penalty"].isna().all() and found.loc["twin", "kind"] == "unclear"
    assert found.loc["gains", "kind"] == "excitement"


def test_too_few_rows_are_refused():
    with pytest.raises(SurveyError, match="至少要 100 份"):
        penalty_reward(*answers(99))


def an_item(question: str, score: float, importance: float, wide: float = 1.0) -> dict:
    return {
        "question": question, "n": 200, "score": score, "score_low": score - 2 * wide, "score_high": score + 2 * wide,
        "importance": importance, "importance_low": importance - 0.02 * wide, "importance_high": importance + 0.02 * wide,
    }


ITEMS = pd.DataFrame([an_item("food", 60, 0.4), an_item("care", 90, 0.4), an_item("park", 60, 0.1), an_item("garden", 90, 0.1)])


def test_the_axes_are_the_means_and_the_quadrants_lie_between():
    found = quadrants(ITEMS)

    assert axes(ITEMS) == pytest.approx((75, 0.25))
    assert list(found.columns) == list(IMPORTANCE)
    assert dict(zip(found["question"], found["quadrant"])) == {
        "food": "mend_first", "care": "keep_up", "park": "low_priority", "garden": "overdone",
    }
    assert not found["is_borderline"].any()


@pytest.mark.parametrize(
    ("changes", "is_borderline"),
    [
        ({"score_high": 74.9}, False), ({"score_high": 75.1}, True),
        ({"importance_low": 0.26}, False), ({"importance_low": 0.24}, True), ({"score_high": np.nan}, True),
    ],
)
def test_an_item_whose_interval_holds_an_axis_is_borderline(changes, is_borderline):
    items = ITEMS.assign(**{name: ITEMS[name].astype(float) for name in changes})
    items.loc[0, list(changes)] = list(changes.values())

    assert bool(quadrants(items)["is_borderline"][0]) is is_borderline


def test_mending_is_worth_the_importance_times_the_way_to_the_best_quarter():
    # 75th percentile of 60, 70, 80, 90, 100 is 90
    worth = worth_of_mending(0.3, [60, 70, 80, 90, 100])

    assert worth.tolist() == pytest.approx([0.3 * 30, 0.3 * 20, 0.3 * 10, 0, 0])


def test_hidden_places_are_left_out_and_fewer_than_four_have_no_best_quarter():
    assert np.isnan(worth_of_mending(0.3, [60, np.nan, 80, 90])).all()
    assert np.isnan(worth_of_mending(0.3, [60, np.nan, 80, 90, 100])).tolist() == [False, True, False, False, False]

"""The funnel against the worked figures of measures.md 5, and what it does not say."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from survey.domain.columns import FUNNEL, FUNNEL_LIMITS
from survey.domain.counting.interval import score_variance
from survey.domain.noticing.dispersion import over_dispersion
from survey.domain.noticing.funnel import ALARM, WATCH, funnel
from survey.domain.noticing.verdict import BETTER, FEW, SAME, WORSE


def rates(counts, n) -> pd.DataFrame:
    return pd.DataFrame({"unit": [f"unit-{place}" for place in range(len(n))], "count": counts, "n": n})


def test_over_dispersion_of_rates_is_that_of_measures():
    # measures.md 5
    found = funnel(rates([45, 88, 120, 30, 190, 64], [50, 100, 150, 40, 200, 70]))

    assert tuple(found.units.columns) == FUNNEL
    assert (found.phi, found.tau2) == pytest.approx((2.80106, 0.006196), abs=5e-6)
    assert found.units["z"].to_numpy() == pytest.approx([0.2976, -0.0054, -1.2452, -1.5271, 1.4802, 0.5678], abs=5e-5)
    assert set(found.units["grade"]) == {SAME} and set(found.units["side"]) == {""}


def test_units_that_differ_by_chance_alone_have_no_tau():
    chance = np.random.default_rng(2005)
    y, s = chance.normal(0, 1, 500) * 0.8, np.ones(500)

    found = over_dispersion(y, s, 0.0)

    assert found.tau2 == 0 and (found.z_adjusted == found.z).all()


def test_tau_is_found_again_where_it_was_planted():
    chance = np.random.default_rng(5)
    s = chance.uniform(0.5, 1.5, 4000)

    found = over_dispersion(chance.normal(0, np.sqrt(s**2 + 2.0**2)), s, 0.0)

    # winsorising takes up to half of it away, on purpose: true outliers shall not hide themselves
    assert 0.5 * 2.0**2 < found.tau2 < 2.0**2
    assert np.median(np.abs(found.z_adjusted)) == pytest.approx(0.674, abs=0.2)


def test_by_chance_alone_hardly_any_unit_is_an_alarm():
    chance = np.random.default_rng(7)
    n = chance.integers(20, 300, 14)
    grades = np.concatenate([funnel(rates(chance.binomial(n, 0.9), n)).units["grade"] for _again in range(200)])

    assert (grades == ALARM).mean() < 0.01
    assert (grades != SAME).mean() < 0.07


def test_one_unit_far_from_many_alike_is_an_alarm_with_its_side():
    counts, n = [80, 81, 79, 80, 82, 78, 80, 81, 79, 80, 30], [100] * 11

    worst = funnel(rates(counts, n)).units.iloc[-1]
    best = funnel(rates(counts, n), higher_is_better=False).units.iloc[-1]

    assert (worst["grade"], worst["side"]) == (ALARM, WORSE)
    assert (best["grade"], best["side"]) == (ALARM, BETTER)


def test_between_the_two_lines_a_unit_is_watched():
    found = funnel(rates([80, 81, 79, 80, 82, 78, 80, 81, 79, 80, 68], [100] * 11)).units.iloc[-1]

    assert -3.09 < found["z"] <= -1.96 and (found["grade"], found["side"]) == (WATCH, WORSE)


def test_the_lines_of_rates_are_where_the_grades_change():
    found = funnel(rates([45, 88, 120, 30, 190, 64], [50, 100, 150, 40, 200, 70]))
    at = found.limits.iloc[0]

    assert tuple(found.limits.columns) == FUNNEL_LIMITS and at["n"] == 40
    error = np.sqrt(1 / (4 * 40) + found.tau2)
    for line, z in (("watch_low", -1.96), ("watch_high", 1.96), ("alarm_low", -3.09), ("alarm_high", 3.09)):
        assert (np.arcsin(np.sqrt(at[line])) - np.arcsin(np.sqrt(found.middle))) / error == pytest.approx(z)


def test_lines_stay_on_the_scale():
    found = funnel(rates([10, 10, 9, 8, 10, 9], [10] * 6)).limits

    assert found["alarm_high"].max() <= 1 and (found["alarm_low"] < found["watch_low"]).all()


def scores(values: list[list[float]]) -> pd.DataFrame:
    return pd.DataFrame([
        {
            "unit": f"unit-{place}", "n": len(v), "value": np.mean(v),
            "variance": float(score_variance(len(v), np.sum(v), np.sum(np.square(v)))),
        }
        for place, v in enumerate(values)
    ])


def test_mean_scores_are_judged_by_their_own_spread():
    samples = [[100, 75, 50, 75] * 10, [100, 100, 50, 75] * 12, [75, 75, 50, 100] * 8] * 2

    found = funnel(scores(samples))

    everything = np.concatenate(samples)
    assert found.middle == pytest.approx(everything.mean())
    z = [(np.mean(v) - everything.mean()) / np.sqrt(np.var(v, ddof=1) / len(v) + found.tau2) for v in samples]
    assert found.tau2 > 0 and found.units["z"].to_numpy() == pytest.approx(z)


def test_a_unit_whose_answers_all_agree_is_not_infinitely_far_away():
    found = funnel(scores([[100] * 12, *([75, 100, 50, 75] * 10, [75, 100, 50, 100] * 10) * 3])).units

    assert np.isfinite(found["z"]).all() and found["grade"].iloc[0] == WATCH


def test_hidden_units_enter_nothing_and_stand_last():
    whole = rates([45, 88, 120, 30, 190, 64], [50, 100, 150, 40, 200, 70])
    with_hidden = pd.concat([pd.DataFrame({"unit": ["few"], "count": [np.nan], "n": [0]}), whole])

    found = funnel(with_hidden)

    assert found.phi == funnel(whole).phi
    assert found.units["unit"].iloc[-1] == "few"
    assert (found.units["grade"].iloc[-1], bool(found.units["shown"].iloc[-1])) == (FEW, False)


@pytest.mark.parametrize("size", [0, 1])
def test_no_unit_or_one_alone_differs_from_nothing(size):
    found = funnel(rates([45], [50]).head(size))

    assert found.tau2 == 0 and set(found.units["grade"]) <= {SAME} and len(found.units) == size


def test_of_a_few_units_each_is_set_against_the_others_and_there_are_no_lines():
    found, many = funnel(rates([54, 53, 54, 53, 12], [60] * 5)), funnel(rates([54, 53, 54, 53, 54, 12], [60] * 6))

    assert found.is_few and found.limits.empty
    assert found.units["grade"].tolist() == [SAME] * 4 + [ALARM] and found.units["side"].iloc[-1] == WORSE
    assert not many.is_few and len(many.limits)


def test_few_units_that_all_differ_have_no_alarm_and_yet_are_not_alike():
    differing, alike = funnel(rates([150, 180, 110], [200, 200, 200])), funnel(rates([150, 148, 153], [200, 200, 200]))

    assert differing.units["grade"].tolist() == [SAME, WATCH, WATCH] and differing.p < 0.001 and alike.p > 0.5
    # Pearson's chi-square asks the same of the same counts in another way
    assert alike.p == pytest.approx(stats.chi2_contingency([[150, 148, 153], [50, 52, 47]]).pvalue, rel=0.02)

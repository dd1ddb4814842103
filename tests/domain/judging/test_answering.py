"""Units that answer more rarely or later than the whole."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import mannwhitneyu

from survey.domain.columns import ANSWERING
from survey.domain.judging.answering import judge_answering, rank_dispersion


def entries(**units: list[float | None]) -> pd.DataFrame:
    rows = [(unit, days) for unit, all_days in units.items() for days in all_days]
    return pd.DataFrame(rows, columns=["unit", "days"]).astype({"days": float})


def test_equal_units_show_no_clear_difference_and_carry_n_and_intervals():
    found = judge_answering(entries(**{f"ward-{n}": [1, 2, 3, 4, 5, None] * 5 for n in range(7)}))

    assert tuple(found.columns) == ANSWERING
    assert set(found["grade"]) == set(found["days_grade"]) == {"same"} and set(found["side"]) == {""}
    first = found.iloc[0]
    assert (first["n"], first["value"], first["days"]) == (30, 25 / 30, 3.5)
    assert first["low"] < first["value"] < first["high"] and (first["days_low"], first["days_high"]) == (2, 5)


@pytest.mark.parametrize("others", [1, 3, 8])
def test_a_slow_unit_and_one_that_seldom_answers_are_named_among_few_and_among_many(others):
    alike = {f"ward-{n}": [1, 2, 3, 2, 1] * 8 for n in range(others)}

    slow = judge_answering(entries(**alike, slow=[9, 12, 15, 20] * 10)).set_index("unit").loc["slow"]
    silent = judge_answering(entries(**alike, silent=[1, 2, None, None] * 10)).set_index("unit").loc["silent"]

    assert (slow["days_grade"], slow["days_side"]) == ("alarm", "worse") and slow["side"] != "worse"
    assert silent["grade"] in ("alarm", "watch") and silent["side"] == "worse"


def test_what_was_never_answered_is_the_slowest_and_an_answer_after_the_window_is_none():
    found = judge_answering(entries(a=[1] * 4 + [None] * 6, b=[31] * 6 + [30] * 4)).set_index("unit")

    assert np.isinf(found["days"]).all()
    assert found["value"].tolist() == [0.4, 0.4]


def test_nine_entries_are_hidden_and_enter_nothing():
    whole = entries(**{f"ward-{n}": [1, 2, 3, 4] * 5 for n in range(6)})

    found = judge_answering(pd.concat([whole, entries(few=[25] * 9)])).set_index("unit")

    assert found.loc["few", ["grade", "days_grade"]].tolist() == ["few", "few"] and not found.loc["few", "shown"]
    assert found.loc["few", "n"] == 0 and np.isnan(found.loc["few", "value"])
    assert found.drop(index="few")["z"].tolist() == judge_answering(whole)["z"].tolist()


def test_one_unit_alone_is_compared_with_nobody():
    found = judge_answering(entries(alone=[1, 2] * 10))

    assert found[["grade", "days_grade"]].values.tolist() == [["few", "few"]]


def test_of_two_units_the_time_is_judged_nearly_as_by_wilcoxon():
    chance = np.random.default_rng(11)
    a, b = chance.integers(1, 12, 40).astype(float), chance.integers(2, 14, 60).astype(float)

    z = rank_dispersion([a, b])[0]

    found = mannwhitneyu(a, b, use_continuity=False, method="asymptotic")
    expected = (found.statistic - 40 * 60 / 2) / np.sqrt(_variance_of_u(a, b))
    assert z == pytest.approx(expected, rel=0.01)


def _variance_of_u(a: np.ndarray, b: np.ndarray) -> float:
    """With ties, as in Lehmann 1975."""
    n, m, whole = len(a), len(b), len(a) + len(b)
    _values, ties = np.unique(np.concatenate([a, b]), return_counts=True)
    return n * m / 12 * (whole + 1 - (ties**3 - ties).sum() / (whole * (whole - 1)))


def test_equal_times_are_no_difference():
    assert rank_dispersion([np.ones(12), np.ones(20)]).tolist() == [0, 0]

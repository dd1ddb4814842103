"""Mode-adjusted figures: by hand, against statsmodels, and in a simulation whose truth is known."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from survey.domain.counting.mode_adjusted import APART, FEW, mode_adjusted, why_not_adjusted


def cells(*rows: tuple, by: str = "unit") -> pd.DataFrame:
    """(unit, mode, n, mean) or (unit, mode, n, mean, variance); without one it is 400."""
    full = [row if len(row) == 5 else (*row, 400.0) for row in rows]
    return pd.DataFrame(full, columns=[by, "mode", "n", "mean", "variance"])


# Reading out adds 10 points everywhere; b, which is asked by reading out, is 5 worse than a and looks better.
PURE = cells(("a", "qr", 80, 70.0), ("a", "read_out", 20, 80.0), ("b", "qr", 20, 65.0), ("b", "read_out", 80, 75.0))


def by_unit(found) -> pd.DataFrame:
    return found.figures.set_index("unit")


def test_a_pure_effect_of_the_mode_disappears():
    found = mode_adjusted(PURE)

    # the whole was asked half by either mode: 70 + 5 and 65 + 5
    assert by_unit(found)["raw"].to_dict() == {"a": 72.0, "b": 73.0}
    assert by_unit(found)["adjusted"].to_dict() == pytest.approx({"a": 75.0, "b": 70.0})


def test_what_a_mode_does_is_told_against_the_most_used_one():
    found = mode_adjusted(cells(*PURE.itertuples(index=False), ("a", "qr", 1, 70.0))).effects

    assert found["mode"].tolist() == ["qr", "read_out"]
    assert found["difference"].tolist() == pytest.approx([0, 10])
    assert np.isnan(found["low"].iloc[0]) and found["low"].iloc[1] < 10 < found["high"].iloc[1]


def test_figures_and_intervals_are_those_of_weighted_least_squares():
    table = cells(
        ("a", "qr", 30, 71.0), ("a", "phone", 12, 77.0), ("b", "qr", 55, 62.5), ("b", "read_out", 40, 70.0),
        ("c", "phone", 25, 80.5), ("c", "read_out", 18, 84.0),
    )  # fmt: skip
    design = pd.get_dummies(table[["unit", "mode"]], dtype=float).drop(columns="mode_qr")
    oracle = sm.WLS(table["mean"], design, weights=table["n"] / 400.0)
    unscaled = oracle.fit(cov_type="fixed scale")
    over = max(1.0, (unscaled.resid**2 * oracle.weights).sum() / oracle.df_resid)
    mix = table.groupby("mode")["n"].sum() / table["n"].sum()
    contrast = np.zeros((3, design.shape[1]))
    for row, unit in enumerate("abc"):
        contrast[row, design.columns.get_loc(f"unit_{unit}")] = 1
        for mode in ("phone", "read_out"):
            contrast[row, design.columns.get_loc(f"mode_{mode}")] = mix[mode]

    found = by_unit(mode_adjusted(table))

    error = np.sqrt(np.diag(contrast @ unscaled.cov_params().to_numpy() @ contrast.T) * over)
    assert found["adjusted"].tolist() == pytest.approx((contrast @ unscaled.params.to_numpy()).tolist())
    assert ((found["high"] - found["low"]) / 2).tolist() == pytest.approx((1.959964 * error).tolist(), rel=1e-5)


def test_where_a_mode_works_differently_the_intervals_are_wider():
    alike = by_unit(mode_adjusted(PURE))
    crossed = by_unit(mode_adjusted(PURE.assign(mean=[70.0, 95.0, 65.0, 60.0])))

    assert (crossed["high"] - crossed["low"] > 1.5 * (alike["high"] - alike["low"])).all()


def test_in_a_thousand_draws_the_interval_holds_the_truth_about_95_times_in_a_hundred():
    draw = np.random.default_rng(7)
    shape, truth = np.array([[80, 20], [20, 80], [50, 50]]), np.array([[70.0, 76.0], [64.0, 70.0], [60.0, 66.0]])
    wanted, held, planted = truth.mean(axis=1), 0, []
    for _time in range(1000):
        mean = draw.normal(truth, 20 / np.sqrt(shape))
        rows = [(u, m, shape[i, j], mean[i, j], 400.0) for i, u in enumerate("abc") for j, m in enumerate(("qr", "read_out"))]
        found = mode_adjusted(cells(*rows))
        held += ((found.figures["low"] < wanted) & (wanted < found.figures["high"])).sum()
        planted.append(found.effects.set_index("mode").loc["read_out", "difference"])

    assert 0.94 < held / 3000 < 0.99  # over-dispersion only ever widens
    assert np.mean(planted) == pytest.approx(6, abs=0.3)


def test_a_unit_that_shares_no_mode_has_no_adjusted_figure_and_the_page_can_say_why():
    found = by_unit(mode_adjusted(pd.concat([PURE, cells(("c", "paper", 40, 90.0))])))

    assert found["reason"].to_dict() == {"a": "", "b": "", "c": APART}
    assert np.isnan(found.loc["c", "adjusted"]) and found.loc["c", "raw"] == 90.0
    assert "没有共同的填写方式" in why_not_adjusted(APART)


def test_one_mode_alone_leaves_the_figures_as_they_are():
    found = by_unit(mode_adjusted(cells(("a", "qr", 30, 71.0), ("b", "qr", 40, 60.0))))

    assert found["adjusted"].to_dict() == pytest.approx(found["raw"].to_dict())


def test_an_adjusted_figure_is_not_capped():
    steep = cells(("a", "qr", 10, 99.0), ("b", "qr", 10, 50.0), ("b", "read_out", 200, 90.0))

    assert by_unit(mode_adjusted(steep)).loc["a", "adjusted"] > 100


def test_two_periods_are_compared_like_two_units():
    found = mode_adjusted(PURE.rename(columns={"unit": "period"}), by="period").figures

    assert found.set_index("period")["adjusted"].to_dict() == pytest.approx({"a": 75.0, "b": 70.0})


def test_single_answers_are_too_few_and_nothing_gives_nothing():
    assert mode_adjusted(cells(("a", "qr", 1, 50.0, np.nan))).figures["reason"].tolist() == [FEW]
    assert mode_adjusted(PURE.head(0)).figures.empty

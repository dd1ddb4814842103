"""Cells and their spread, worked by hand."""

import numpy as np
import pandas as pd
import pytest

from survey.domain.counting.cell import cells_of, pooled_variance

WEIGHED = pd.DataFrame(
    [  # unit, mode, scored, total, squares, n, dissatisfied: answers of 100, 50 and 0
        ("w1", "qr", 2, 200.0, 20000.0, 2, 0),
        ("w1", "qr", 2, 0.0, 0.0, 2, 2),
        ("w1", "paper", 1, 50.0, 2500.0, 1, 0),
        ("w2", "qr", 0, 0.0, 0.0, 3, 1),
    ],
    columns=["unit", "mode", "scored", "total", "squares", "n", "dissatisfied"],
)


def cells(*rows: tuple[int, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["n", "mean", "variance"]).astype(float)


def test_a_cell_has_the_sample_variance_of_its_scores():
    found = cells_of(WEIGHED).set_index(["unit", "mode"])

    assert found.loc[("w1", "qr")].tolist() == [4, 50, pytest.approx(np.var([100, 100, 0, 0], ddof=1))]
    assert found.loc[("w1", "paper"), "n"] == 1 and np.isnan(found.loc[("w1", "paper"), "variance"])
    assert ("w2", "qr") not in found.index


def test_a_rate_is_a_mean_of_noughts_and_ones():
    found = cells_of(WEIGHED, ["unit"], "dissatisfied").set_index("unit")

    assert found.loc["w1"].tolist() == [5, 0.4, pytest.approx(np.var([1, 1, 0, 0, 0], ddof=1))]
    assert found.loc["w2"].tolist() == [3, pytest.approx(1 / 3), pytest.approx(np.var([1, 0, 0], ddof=1))]


def test_variances_are_pooled_by_their_degrees_of_freedom():
    assert pooled_variance(cells((5, 50, 100.0), (3, 70, 400.0), (1, 10, np.nan))) == (4 * 100 + 2 * 400) / 6


def test_agreement_everywhere_is_no_certainty():
    # as if a 21st answer had been 0: 100² / 21
    assert pooled_variance(cells((10, 100, 0.0), (10, 100, 0.0))) == pytest.approx(100**2 / 21)


def test_cells_of_one_answer_each_show_no_spread():
    assert np.isnan(pooled_variance(cells((1, 50, np.nan), (1, 70, np.nan))))

"""Cells: how many answered in each group, with what mean and what spread; what comparisons of mixes are made of."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

MEASURES = ("n", "mean", "variance")


def cells_of(weighed: pd.DataFrame, by: Sequence[str] = ("unit", "mode"), figure: str = "score") -> pd.DataFrame:
    """One row per group of `by` that holds answers, with MEASURES of a figure of a reading.

    n         answers with points for the score, in the base for a rate.
    mean      0-100 for the score, 0-1 for a rate.
    variance  of a sample (n − 1), in the mean's unit squared; NaN of one answer, 0 where all agree.
    """
    base, total, squares = ("scored", "total", "squares") if figure == "score" else ("n", figure, figure)
    sums = weighed.groupby(list(by), as_index=False, sort=True)[list({base, total, squares})].sum()
    sums = sums[sums[base] > 0]
    n, mean = sums[base].to_numpy(dtype=float), (sums[total] / sums[base]).to_numpy(dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.maximum(sums[squares] / n - mean**2, 0) * n / (n - 1)
    return pd.DataFrame({name: sums[name] for name in by} | {"n": n, "mean": mean, "variance": variance}).reset_index(drop=True)


def pooled_variance(cells: pd.DataFrame, top: float = 100.0) -> float:
    """The variance within cells, pooled over all of them; NaN where no cell holds two answers.

    Cells of few answers have no reliable variance of their own. Where all cells agree within themselves,
    it is taken as if one more answer had fallen on the far end of the scale (0 to `top`), as
    `score_variance` does, so that agreement never looks like certainty.
    """
    several = cells[cells["n"] >= 2]
    freedom, everybody = (several["n"] - 1).sum(), cells["n"].sum()
    if freedom == 0:
        return float("nan")
    pooled = float(((several["n"] - 1) * several["variance"]).sum() / freedom)
    mean = (cells["n"] * cells["mean"]).sum() / everybody
    return pooled if pooled > 1e-9 * top**2 else float(max(mean, top - mean) ** 2 / (everybody + 1))

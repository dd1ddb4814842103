"""Year on year: how much of a change is who answered, how they answered, and how much is real."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey.domain.counting.cell import pooled_variance
from survey.domain.counting.interval import Z_95

MIX = ("unit", "mode")


@dataclass(frozen=True)
class YearOnYear:
    """`now` − `before` = `unit_mix` + `mode_mix` + `real`, all in the cells' own unit.

    low, high  the ends of the 95 % interval of `real`; NaN where nothing can be said of it.
    shared     the weight, 0-1, of the cells that hold answers in both periods: `real` speaks of them alone.
    """

    before: float
    n_before: int
    now: float
    n: int
    unit_mix: float
    mode_mix: float
    real: float
    low: float
    high: float
    shared: float


def year_on_year(before: pd.DataFrame, now: pd.DataFrame, top: float = 100.0) -> YearOnYear | None:
    """Split the difference of two means over cells of unit × mode; None where a period has no answers at all.

    before, now  a row per unit and mode: n, mean, variance (`cells_of`).
    real  = Σ (w + w')/2 · (mean − mean'), w a cell's share of its period's answers: Kitagawa 1955
            (Journal of the American Statistical Association 50, 1168-1194). Its interval takes the weights
            as given, and the spread within cells pooled over each period.
    mixes = Σ (mean + mean')/2 · (w − w'), split by w = √(w|mode · w.unit) · √(w|unit · w.mode), the first
            factor the units', the second the modes' (Das Gupta 1993, Standardization and Decomposition of
            Rates, chapter 5).
    A cell of one period alone takes the other's mean from itself, so that it counts as mix and never as real;
    a unit that is new or gone counts as unit mix, a mode that is new or gone as mode mix (our own rule, default).
    """
    table = _side_by_side(before, now)
    n0, n1 = (table[name].to_numpy() for name in ("n_before", "n"))
    if not (n0.any() and n1.any()):
        return None
    mean0, mean1 = (table[name].to_numpy() for name in ("mean_before", "mean"))
    mean0, mean1 = np.where(n0 > 0, mean0, mean1), np.where(n1 > 0, mean1, mean0)
    weight0, weight1, middle = n0 / n0.sum(), n1 / n1.sum(), (mean0 + mean1) / 2
    (units0, modes0), (units1, modes1) = _factors(table, n0, n1), _factors(table, n1, n0)
    weight = np.where((n0 > 0) & (n1 > 0), (weight0 + weight1) / 2, 0)
    real = float((weight * (mean1 - mean0)).sum())
    half = Z_95 * _error(weight, n0, n1, pooled_variance(before, top), pooled_variance(now, top))
    return YearOnYear(
        before=float((weight0 * mean0).sum()), n_before=int(n0.sum()), now=float((weight1 * mean1).sum()), n=int(n1.sum()),
        unit_mix=float((middle * (modes0 + modes1) / 2 * (units1 - units0)).sum()),
        mode_mix=float((middle * (units0 + units1) / 2 * (modes1 - modes0)).sum()),
        real=real, low=real - half, high=real + half, shared=float(weight.sum()),
    )  # fmt: skip


def _side_by_side(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """A row for every cell of either period: unit, mode, n_before, mean_before, n, mean."""
    names = [*MIX, "n", "mean"]
    both = now[names].merge(before[names], on=list(MIX), how="outer", suffixes=("", "_before"))
    return both.fillna({"n": 0.0, "n_before": 0.0})


def _factors(table: pd.DataFrame, n: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The units' and the modes' factor of each cell's share; one that the period cannot tell is the other period's.

    Where both unit and mode are absent, both are 0: the cell is half unit mix, half mode mix.
    """
    units, modes = _factor(table, n, "unit", "mode"), _factor(table, n, "mode", "unit")
    absent = np.isnan(units) & np.isnan(modes)
    units = np.where(np.isnan(units), _factor(table, other, "unit", "mode"), units)
    modes = np.where(np.isnan(modes), _factor(table, other, "mode", "unit"), modes)
    return np.where(absent, 0.0, units), np.where(absent, 0.0, modes)


def _factor(table: pd.DataFrame, n: np.ndarray, own: str, other: str) -> np.ndarray:
    """√(share of the cell among those of the other's category × share of its own category); NaN where the other has none."""
    of_own, of_other = (pd.Series(n).groupby(table[name]).transform("sum").to_numpy() for name in (own, other))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sqrt(n / of_other * of_own / n.sum())


def _error(weight: np.ndarray, n0: np.ndarray, n1: np.ndarray, variance0: float, variance1: float) -> float:
    """The standard error of Σ weight · (mean − mean'), over cells that hold answers in both; NaN where there are none."""
    common = weight > 0
    if not common.any():
        return float("nan")
    return float(np.sqrt((weight[common] ** 2 * (variance0 / n0[common] + variance1 / n1[common])).sum()))

"""Funnel: which units differ from the mean by more than chance and the usual spread of units (measures.md 5)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from survey.domain.columns import FUNNEL, FUNNEL_LIMITS, shaped
from survey.domain.noticing.dispersion import arcsine, over_dispersion
from survey.domain.noticing.few_units import FEW_UNITS, z_of_units
from survey.domain.noticing.verdict import FEW, SAME, side_of

ALARM, WATCH = "alarm", "watch"
Z_ALARM, Z_WATCH = 3.09, 1.96
STEPS = 60  # of the limit lines


@dataclass(frozen=True)
class Funnel:
    """units: columns FUNNEL; limits: FUNNEL_LIMITS, in the value's unit, no row of few units; middle: the mean of all answers.

    phi and tau2 tell how much more the units differ than chance lets them (on the arcsine scale for rates); p is that of
    all units being alike, by Cochran's Q: the sum of squares of the z of chance alone, as chi-square.
    """

    units: pd.DataFrame
    limits: pd.DataFrame
    middle: float
    phi: float
    tau2: float
    p: float

    @property
    def is_few(self) -> bool:
        """Whether each unit is set against the others, because a funnel over so few could call none."""
        return 1 < self.units["shown"].sum() < FEW_UNITS


def funnel(table: pd.DataFrame, higher_is_better: bool = True) -> Funnel:
    """From unit, n and count (rates 0-1, arcsine) or unit, n, value and variance (scores 0-100, s = sd/√n).

    Grades: alarm from |z| = 3.09, watch from 1.96, else same, which has no side and no rank. Units with n = 0 are
    hidden ones: they enter nothing, and stand last as "few", unshown. The target is the mean of all answers; of a few
    units each is set against the others (`few_units`), and there are no limits.
    """
    seen, hidden = table[table["n"] > 0], table[table["n"] == 0]
    n = seen["n"].to_numpy(dtype=float)
    value = seen["count"].to_numpy(dtype=float) / n if "count" in seen else seen["value"].to_numpy(dtype=float)
    middle = float((value * n).sum() / n.sum()) if len(n) else np.nan
    if "count" in seen:
        y, error, target, pooled = arcsine(value), 1 / (2 * np.sqrt(n)), float(arcsine(middle)), None
    else:
        variance = seen["variance"].to_numpy(dtype=float)
        y, error, target, pooled = value, np.sqrt(variance / n), middle, _pooled(variance, n)
    found = over_dispersion(y, error, target)
    limits = funnel_limits(n if len(n) >= FEW_UNITS else [], middle, found.tau2, pooled)
    units = _graded(seen.assign(value=value, z=z_of_units(y, error, n, target)), higher_is_better)
    unseen = hidden[["unit", "n"]].assign(value=np.nan, z=np.nan, grade=FEW, side="", shown=False)
    rows = pd.concat([units, unseen], ignore_index=True) if len(hidden) and len(units) else unseen if len(hidden) else units
    return Funnel(shaped(rows.astype({"shown": bool}), FUNNEL), limits, middle, found.phi, found.tau2, _alike(found.z))


def _alike(z: np.ndarray) -> float:
    return float(stats.chi2.sf((z**2).sum(), len(z) - 1)) if len(z) > 1 else np.nan


def _graded(units: pd.DataFrame, higher_is_better: bool) -> pd.DataFrame:
    grade, side = grade_and_side(units["z"], higher_is_better)
    return units.assign(grade=grade, side=side, shown=True)


def grade_and_side(z, higher_is_better: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Of every z its grade (alarm, watch or same) and its side (better or worse, "" of the same); two arrays of str."""
    away = np.abs(np.asarray(z, dtype=float))
    grade = np.where(away >= Z_ALARM, ALARM, np.where(away >= Z_WATCH, WATCH, SAME)).astype(object)
    return grade, np.where(grade == SAME, "", side_of(z, higher_is_better)).astype(object)


def funnel_limits(n, middle: float, tau2: float, variance: float | None = None) -> pd.DataFrame:
    """Columns FUNNEL_LIMITS from the smallest to the largest n: the lines at |z| = 1.96 and 3.09 around the middle.

    Of rates 0-1 without a variance, of scores 0-100 with the pooled variance of one answer; there the lines are for
    the eye, because each unit is judged by its own variance. Empty without units.
    """
    n = np.asarray(n, dtype=float)
    if not len(n):
        return pd.DataFrame(columns=list(FUNNEL_LIMITS), dtype=float)
    along = np.unique(np.geomspace(n.min(), n.max(), STEPS))
    error = np.sqrt((0.25 if variance is None else variance) / along + tau2)
    lines = {
        f"{name}_{end}": _bound(middle, sign * z * error, is_rate=variance is None)
        for name, z in (("watch", Z_WATCH), ("alarm", Z_ALARM)) for end, sign in (("low", -1), ("high", 1))
    }
    return shaped(pd.DataFrame({"n": along, "middle": middle, **lines}), FUNNEL_LIMITS)


def _bound(middle: float, away: np.ndarray, is_rate: bool) -> np.ndarray:
    if is_rate:
        return np.sin(np.clip(arcsine(middle) + away, 0, np.pi / 2)) ** 2
    return np.clip(middle + away, 0, 100)


def _pooled(variance: np.ndarray, n: np.ndarray) -> float:
    return float((variance * (n - 1)).sum() / (n - 1).sum()) if (n > 1).any() else np.nan

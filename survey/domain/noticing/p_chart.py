"""p-chart and Laney's p′: rates along the months, with limits that follow each month's n."""

import numpy as np
import pandas as pd

from survey.domain.noticing.phases import control_frame

SIGMAS, MEAN_RANGE = 3, 1.128  # a mean moving range of normal values is 1.128 standard deviations (d2 of two)


def p_chart(points: pd.DataFrame, higher_is_better: bool = True) -> pd.DataFrame:
    """Columns CONTROL from points with month, count, n and maybe phase, in order; rates and limits 0-1.

    p̄ ± 3√(p̄(1−p̄)/n), cut at 0 and 1 when shown; the rules look at the uncut limits. Source: measures.md 4.
    """
    return control_frame(points, lambda part: _limits(part, 1.0), higher_is_better, _cut)


def laney_p_chart(points: pd.DataFrame, higher_is_better: bool = True) -> pd.DataFrame:
    """The same with limits σ_z times as wide: months differ by more than chance, and large n does not hide it.

    A phase of one point has no σ_z, and no limits. Source: Laney 2002 (Quality Engineering 14, 531-537), measures.md 4.
    """
    return control_frame(points, lambda part: _limits(part, laney_sigma_z(part["count"], part["n"])), higher_is_better, _cut)


def laney_sigma_z(count, n) -> float:
    """Mean moving range of the z-scores over 1.128; 1 is chance alone, NaN of one point, 0 where every rate is 0 or 1."""
    count, n = np.asarray(count, dtype=float), np.asarray(n, dtype=float)
    if len(n) < 2:
        return np.nan
    middle, error = _middle_and_error(count, n)
    z = np.divide(count / n - middle, error, out=np.zeros(len(n)), where=error > 0)
    return float(np.abs(np.diff(z)).mean() / MEAN_RANGE)


def _middle_and_error(count: np.ndarray, n: np.ndarray) -> tuple[float, np.ndarray]:
    middle = count.sum() / n.sum()
    return middle, np.sqrt(middle * (1 - middle) / n)


def _limits(points: pd.DataFrame, sigma_z: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    count, n = points["count"].to_numpy(dtype=float), points["n"].to_numpy(dtype=float)
    middle, error = _middle_and_error(count, n)
    half = SIGMAS * sigma_z * error
    return count / n, np.full(len(n), middle), middle - half, middle + half


def _cut(numbers: np.ndarray) -> np.ndarray:
    return np.clip(numbers, 0, 1)

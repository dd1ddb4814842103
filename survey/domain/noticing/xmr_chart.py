"""XmR chart: single values along the months, their mean, and limits from their moving ranges."""

from functools import partial

import numpy as np
import pandas as pd

from survey.domain.noticing.phases import control_frame

WIDTH, SCREEN = 2.66, 3.267


def xmr_chart(
    points: pd.DataFrame, higher_is_better: bool = True, is_screened: bool = True, within: tuple[float, float] | None = None
) -> pd.DataFrame:
    """Columns CONTROL from points with month, value, n and maybe phase, in order; limits in the value's unit.

    within  the ends of the scale, where limits are cut when shown; the rules look at the uncut ones.
    A phase of one point has no limits. Source: NHS England, Making data count (measures.md 4).
    """
    shape = (lambda numbers: np.clip(numbers, *within)) if within else (lambda numbers: numbers)
    return control_frame(points, partial(_limits, is_screened=is_screened), higher_is_better, shape)


def _limits(points: pd.DataFrame, is_screened: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    value = points["value"].to_numpy(dtype=float)
    return value, *xmr_limits(value, is_screened)


def xmr_limits(values: np.ndarray, is_screened: bool = True) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean, mean − 2.66·R̄ and mean + 2.66·R̄, each as long as the values; limits NaN of one value.

    R̄ is the mean moving range; screened, ranges of 3.267·R̄ and more are left out once and R̄ is taken anew.
    """
    mean, ranges = values.mean(), np.abs(np.diff(values))
    if not len(ranges):
        half = np.nan
    else:
        usual = ranges[ranges < SCREEN * ranges.mean()] if is_screened else ranges
        half = WIDTH * (usual.mean() if len(usual) else 0.0)  # none is usual only where all ranges are 0
    return tuple(np.full(len(values), number) for number in (mean, mean - half, mean + half))

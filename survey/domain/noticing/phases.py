"""Stretches of a control chart: each has limits of its own, and no rule looks across their border."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd

from survey.domain.columns import CONTROL, empty, shaped
from survey.domain.noticing.chart_rules import ENOUGH, chart_rules

# Points of one phase -> their value, middle, low, high, each as long as the points.
Limits = Callable[[pd.DataFrame], tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]


def phases_of(months: Sequence[str], breaks: Iterable[str] = ()) -> np.ndarray:
    """The number of each month's phase, from 1 on; the month of a break is the first of a new phase.

    A break before the first month or after the last begins nothing; numbers have no gaps.
    """
    begun = np.searchsorted(np.array(sorted(set(breaks)), dtype=str), np.array(months, dtype=str), side="right")
    return np.unique(begun, return_inverse=True)[1].reshape(-1) + 1


def control_frame(
    points: pd.DataFrame, limits: Limits, higher_is_better: bool, shape: Callable[[np.ndarray], np.ndarray] = lambda numbers: numbers
) -> pd.DataFrame:
    """Columns CONTROL: the points with the limits of their phase and the rules they break, in the points' order.

    points  month, n, and what `limits` asks for; `phase`, where it is there, numbers the stretches.
            Points with n = 0 are hidden ones: they are no points of the chart, and stand in it unshown.
    shape   turns value, middle and limits into what is shown, once the rules have looked at them.
    """
    if points.empty:
        return empty(CONTROL)
    points = (points if "phase" in points else points.assign(phase=1)).reset_index(drop=True)
    seen = points[points["n"] > 0]
    parts = [_stretch(part, limits, higher_is_better, shape) for _phase, part in seen.groupby("phase")]
    found = pd.concat(parts).reindex(points.index) if parts else pd.DataFrame(index=points.index, columns=CONTROL)
    kept = points[["month", "phase", "n"]].assign(shown=points["n"] > 0)
    figures = found[["value", "middle", "low", "high"]].astype(float)
    marks = found[["rule", "side"]].astype(object).where(kept["shown"], "")
    provisional = _is_provisional(kept)
    return shaped(pd.concat([kept, figures, marks], axis=1).assign(is_provisional=provisional), CONTROL)


def _stretch(points: pd.DataFrame, limits: Limits, higher_is_better: bool, shape: Callable) -> pd.DataFrame:
    value, middle, low, high = limits(points)
    marks = chart_rules(value, middle, low, high, higher_is_better).set_index(points.index)
    names = ("value", "middle", "low", "high")
    return marks.assign(**{name: shape(numbers) for name, numbers in zip(names, (value, middle, low, high))})


def _is_provisional(kept: pd.DataFrame) -> np.ndarray:
    """Of every point whether its phase shows fewer than ENOUGH."""
    return (kept.groupby("phase")["shown"].transform("sum") < ENOUGH).to_numpy()

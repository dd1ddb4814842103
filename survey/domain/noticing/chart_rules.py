"""The four rules by which a point of a control chart is more than noise (measures.md 4)."""

import numpy as np
import pandas as pd

from survey.domain.noticing.verdict import side_of

OUTSIDE, TREND, TWO_OF_THREE, SHIFT = "outside", "trend", "two_of_three", "shift"
RULES = (OUTSIDE, TREND, TWO_OF_THREE, SHIFT)  # in this order: a point that breaks several names the first
RUN, CLOSE_RUN, CLOSE = 7, 3, 2 / 3
ENOUGH = 12  # points; with fewer the limits are provisional
TOLERANCE = 1e-9  # of what floating point adds to a mean


def chart_rules(value, middle, low, high, higher_is_better: bool = True) -> pd.DataFrame:
    """Columns rule (one of RULES or "") and side (better, worse or ""), one row a point; arrays of one stretch, in order.

    outside       beyond a limit; on it is inside.
    trend         7 points, each strictly above (or below) the one before: all 7 are named.
    two_of_three  of 3 points on one side of the middle at least 2 lie beyond two thirds of the way to that limit: those 2.
    shift         7 points on one side of the middle, none on it: all 7 are named.
    A point without a value or a limit breaks every run. Source: NHS England, Making data count (measures.md 4).
    """
    value, middle, low, high = (np.asarray(a, dtype=float) for a in (value, middle, low, high))
    above = _sign(value - middle)
    room = np.where(above > 0, high - middle, middle - low)
    away = np.abs(value - middle)
    outside = above * (away > room + TOLERANCE)
    rising = np.concatenate([[0.0], _sign(np.diff(value))])[: len(value)]
    close = away > CLOSE * room + TOLERANCE
    together = _in_run(above, CLOSE_RUN, close)
    found = [outside, _in_trend(rising), above * (together & close), above * _in_run(above, RUN)]
    rule, direction = np.full(len(value), "", dtype=object), np.zeros(len(value))
    for name, signs in reversed(list(zip(RULES, found))):
        rule[signs != 0] = name
        direction[signs != 0] = signs[signs != 0]
    return pd.DataFrame({"rule": rule, "side": side_of(direction, higher_is_better)})


def _sign(difference: np.ndarray) -> np.ndarray:
    """1, −1, or 0 for what is equal or unknown."""
    return np.where(np.abs(np.nan_to_num(difference)) <= TOLERANCE, 0.0, np.sign(np.nan_to_num(difference)))


def _in_run(signs: np.ndarray, length: int, close: np.ndarray | None = None) -> np.ndarray:
    """Which points lie in a stretch of that length with one sign, and, where asked, at least two that are close."""
    marked = np.zeros(len(signs), dtype=bool)
    for start in range(len(signs) - length + 1):
        stretch = slice(start, start + length)
        is_one_side = signs[start] != 0 and (signs[stretch] == signs[start]).all()
        marked[stretch] |= is_one_side and (close is None or close[stretch].sum() >= 2)
    return marked


def _in_trend(steps: np.ndarray) -> np.ndarray:
    """Signs of the points in a run of RUN that all rise or all fall; `steps[i]` is the sign from i − 1 to i."""
    signs = np.zeros(len(steps))
    for start in range(len(steps) - RUN + 1):
        taken = steps[start + 1 : start + RUN]
        if taken[0] != 0 and (taken == taken[0]).all():
            signs[start : start + RUN] = taken[0]
    return signs

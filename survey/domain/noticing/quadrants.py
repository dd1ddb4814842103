"""Importance beside performance: the four quadrants, and what mending an item would be worth (measures.md 6)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from survey.domain.columns import IMPORTANCE, shaped

MEND_FIRST, KEEP_UP, LOW_PRIORITY, OVERDONE = "mend_first", "keep_up", "low_priority", "overdone"
LEAST_PLACES = 4  # default: the best quarter of fewer places is nobody


def quadrants(items: pd.DataFrame) -> pd.DataFrame:
    """The items with `quadrant` and `is_borderline`, columns IMPORTANCE.

    Takes columns question, n, score, score_low, score_high (0-100), importance, importance_low, importance_high (0-1).
    The axes stand at the mean of the scores and the mean of the shares (see `axes`), as Martilla & James 1977 allow.
    An item whose 95 % interval of score or of importance holds the axis is borderline, and so is one without an interval:
    its quadrant is only where its point falls. The axes themselves are taken as they are, without an interval of their own.
    """
    score_axis, importance_axis = axes(items)
    is_good, matters = items["score"] >= score_axis, items["importance"] >= importance_axis
    named = np.select([matters & ~is_good, matters & is_good, ~matters & ~is_good], [MEND_FIRST, KEEP_UP, LOW_PRIORITY], OVERDONE)
    is_clear = _is_beside(items, "score", score_axis) & _is_beside(items, "importance", importance_axis)
    return shaped(items.assign(quadrant=named.astype(object), is_borderline=~is_clear), IMPORTANCE)


def axes(items: pd.DataFrame) -> tuple[float, float]:
    """Where the quadrants are cut: the mean score and the mean importance of the items."""
    return float(items["score"].mean()), float(items["importance"].mean())


def _is_beside(items: pd.DataFrame, figure: str, axis: float) -> pd.Series:
    return (items[f"{figure}_low"] > axis) | (items[f"{figure}_high"] < axis)


def worth_of_mending(importance: float, scores: Sequence[float]) -> np.ndarray:
    """Share of importance (0-1) × distance of each place's score to the best quarter of places, in points.

    The best quarter begins at the 75th percentile of the scores; who is in it has nothing to mend: 0.
    Places without a score (NaN: hidden) have none; all are NaN where fewer than four have one (docs/decisions/0016).
    """
    scores = np.asarray(scores, dtype=float)
    if np.isfinite(scores).sum() < LEAST_PLACES:
        return np.full(scores.shape, np.nan)
    return importance * np.maximum(np.nanquantile(scores, 0.75) - scores, 0.0)

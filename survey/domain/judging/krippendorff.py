"""How far raters agree where not everybody rated everything: Krippendorff's alpha."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from survey.domain.errors import SurveyError
from survey.locale import _

LEVELS = ("nominal", "ordinal", "interval", "ratio")


def krippendorff_alpha(ratings: pd.DataFrame | Sequence[Sequence[float]], level: str) -> float:
    """Agreement of ratings with one row a rater and one column a thing that was rated; NaN where one is missing.

    1 is perfect agreement, 0 what chance gives, below 0 disagreement; categories are given as numbers.
    alpha = 1 - observed / expected disagreement, from the coincidences of values within each thing;
    things with fewer than two ratings count for nothing. It comes without an interval: use it for orientation.
    Source: Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"; `level` is one of LEVELS, or ValueError.
    Refused with a SurveyError: no thing with two ratings, all ratings the same, a negative value on a ratio scale.
    """
    if level not in LEVELS:
        raise ValueError(f"{level} is none of {LEVELS}")
    values = np.asarray(ratings, dtype=float)
    values = values[:, (~np.isnan(values)).sum(axis=0) >= 2]
    known = np.unique(values[~np.isnan(values)])
    if len(known) < 2 or (level == "ratio" and known[0] < 0):
        raise SurveyError(
            _("评分者一致性"), _("没有可比的评分：至少要有一个对象被评过两次，评分不能全部相同，比率尺度不能有负数。"),
            _("请核对评分表。"),
        )
    coincidences = _coincidences(values, known)
    margins = coincidences.sum(axis=1)
    distance = _distances(known, margins, level)
    expected = margins @ distance @ margins / (margins.sum() - 1)
    return float(1 - (coincidences * distance).sum() / expected)


def _coincidences(values: np.ndarray, known: np.ndarray) -> np.ndarray:
    """How often each pair of values stands on one thing, each thing weighing as many as it has ratings."""
    counts = np.stack([(values == value).sum(axis=0) for value in known]).astype(float)
    weights = 1 / (counts.sum(axis=0) - 1)
    return (counts * weights) @ counts.T - np.diag(counts @ weights)


def _distances(known: np.ndarray, margins: np.ndarray, level: str) -> np.ndarray:
    """The squared difference of each pair of values on this level of measurement."""
    if level == "nominal":
        return 1 - np.eye(len(known))
    if level == "ordinal":
        ranks = np.cumsum(margins) - margins / 2
        return (ranks[:, None] - ranks[None, :]) ** 2
    difference, total = known[:, None] - known[None, :], known[:, None] + known[None, :]
    if level == "interval":
        return difference**2
    return np.divide(difference, total, out=np.zeros_like(total), where=total != 0) ** 2

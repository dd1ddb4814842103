"""Two ways others sum up answers: the net promoter score, and the NHS Friends and Family share."""

import numpy as np

from survey.domain.counting.interval import mean_interval, wilson_interval

LAST_DETRACTOR, FIRST_PROMOTER = 6, 9


def net_promoter_score(counts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Score −100 to 100 with its 95 % bounds, from counts of the answers 0, 1, … 10 along the last axis (length 11).

    Promoters (9-10) less detractors (0-6), in percent of all answers; NaN of none, bounds NaN below two.
    The interval is that of the mean of 100, 50 and 0 points, stretched. Source: Reichheld 2003 (Harvard Business
    Review 81/12), measures.md 2. ValueError when the axis has another length.
    """
    counts = np.asarray(counts, dtype=float)
    if counts.shape[-1] != 11:
        raise ValueError(f"counts of eleven answers 0-10 are needed, not of {counts.shape[-1]}")
    promoters = counts[..., FIRST_PROMOTER:].sum(axis=-1)
    passives = counts[..., LAST_DETRACTOR + 1 : FIRST_PROMOTER].sum(axis=-1)
    n, total, squares = counts.sum(axis=-1), 100 * promoters + 50 * passives, 100**2 * promoters + 50**2 * passives
    low, high = mean_interval(n, total, squares)
    with np.errstate(divide="ignore", invalid="ignore"):
        return 2 * total / n - 100, 2 * low - 100, 2 * high - 100


def friends_and_family(counts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Positive share 0-1 with its Wilson bounds, from counts of six answers along the last axis.

    They are very good, good, neither, poor, very poor, don't know; the last one is in the base, as NHS England has
    it since 2020 (measures.md 2). NaN of no answers. ValueError when the axis has another length.
    """
    counts = np.asarray(counts, dtype=float)
    if counts.shape[-1] != 6:
        raise ValueError(f"counts of six answers are needed, not of {counts.shape[-1]}")
    positive, n = counts[..., :2].sum(axis=-1), counts.sum(axis=-1)
    low, high = wilson_interval(positive, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return positive / n, low, high

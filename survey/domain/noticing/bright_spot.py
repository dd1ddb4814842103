"""Bright spots (亮点): surely better than the mean, and better than before or than the others; or praised by many."""

import numpy as np
import pandas as pd

UNUSUAL = 3.09  # measures.md 5: only beyond it are units really different


def funnel_z(count, n) -> np.ndarray:
    """How many standard deviations each share lies from the mean of all, over-dispersion allowed for.

    Arcsine, winsorised at the 10th and 90th percentile, additive τ² (Spiegelhalter 2005; measures.md 5).
    NaN where n is 0.
    """
    count, n = np.asarray(count, dtype=float), np.asarray(n, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        y, s = np.arcsin(np.sqrt(count / n)), 1 / (2 * np.sqrt(n))
        distance = y - np.arcsin(np.sqrt(count.sum() / n.sum()))
        z, weight = (distance / s)[n > 0], 1 / s[n > 0] ** 2
    if not len(z):
        return distance
    phi = np.mean(np.clip(z, *np.quantile(z, (0.1, 0.9))) ** 2)
    units, spread = len(z), weight.sum() - (weight**2).sum() / weight.sum()
    tau2 = max(0.0, (units * phi - (units - 1)) / spread) if units * phi >= units - 1 and spread > 0 else 0.0
    return distance / np.sqrt(s**2 + tau2)


def is_bright(evidence: pd.DataFrame, least_answers: int, praised: set[tuple[str, str]]) -> pd.Series:
    """Whether each row of EVIDENCE is a bright spot.

    praised  (unit, topic) whose praise is among the three most mentioned of its place.
    """
    many = (evidence["best_n"] >= least_answers) & (evidence["top1_low"] > evidence["mean_top1"])
    is_praised = pd.Series([place in praised for place in zip(evidence["unit"], evidence["topic"])], index=evidence.index, dtype=bool)
    return (many & (evidence["is_better"] | evidence["is_above"])) | is_praised

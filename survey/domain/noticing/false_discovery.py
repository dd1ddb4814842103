"""Many tests at once: how many of those that look real may be noise."""

import numpy as np
from scipy import stats

LARGEST_SHARE = 0.10  # our own default (docs/decisions/0014): of the changes called real, a tenth may be noise


def benjamini_hochberg(p) -> np.ndarray:
    """p-values -> q-values of the same shape: the share of false discoveries when all with q at or below it count.

    NaN stays NaN and is no test. Source: Benjamini & Hochberg 1995 (JRSS B 57, 289-300), step-up.
    """
    p = np.asarray(p, dtype=float)
    tested = ~np.isnan(p)
    q = np.full(p.shape, np.nan)
    if tested.any():
        q[tested] = stats.false_discovery_control(p[tested], method="bh")
    return q

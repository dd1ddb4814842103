"""The median and its interval, without supposing anything about how values are spread."""

from collections.abc import Sequence

import numpy as np
from scipy import stats

TAIL = 0.025


def median_interval(values: Sequence[float]) -> tuple[float, float, float]:
    """Median and the bounds of its 95 % interval, in the values' unit; a value may be infinite (longer than one looked).

    The bounds are the k-th smallest and the k-th largest value, k the largest for which a binomial of n and 1/2 lies
    below k with at most 2.5 %: n = 10 -> the 2nd and the 9th, n = 25 -> the 8th and the 18th. NaN under six values,
    where none are wide enough. Source: Thompson 1936 (Annals of Mathematical Statistics 7, 122-128).
    """
    ordered = np.sort(np.asarray(values, dtype=float))
    if not len(ordered):
        return np.nan, np.nan, np.nan
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    median = float(low if low == high else (low + high) / 2)
    k = int(stats.binom.ppf(TAIL, len(ordered), 0.5))
    return (median, float(ordered[k - 1]), float(ordered[-k])) if k else (median, np.nan, np.nan)

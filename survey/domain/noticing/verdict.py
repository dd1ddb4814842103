"""The one set of verdicts on a difference: better, worse, no clear difference, too few to say."""

import numpy as np

BETTER, WORSE, SAME, FEW = "better", "worse", "same", "few"
VERDICTS = (BETTER, WORSE, SAME, FEW)


def verdict_of(low, high, higher_is_better=True) -> np.ndarray:
    """The verdict on a difference (now − before, or this − the others) from the bounds of its interval; an array of str.

    `few` where a bound is NaN, `same` where the interval holds 0, its ends included. Arrays broadcast.
    """
    low, high, up = np.broadcast_arrays(np.asarray(low, dtype=float), np.asarray(high, dtype=float), higher_is_better)
    side = np.where(low > 0, up, ~up.astype(bool))
    told = np.where((low > 0) | (high < 0), np.where(side, BETTER, WORSE), SAME)
    return np.where(np.isnan(low) | np.isnan(high), FEW, told).astype(object)


def side_of(difference, higher_is_better: bool = True) -> np.ndarray:
    """On which side a difference lies: `better`, `worse`, or "" where it is 0 or NaN; an array of str."""
    difference = np.asarray(difference, dtype=float) * (1 if higher_is_better else -1)
    return np.where(difference > 0, BETTER, np.where(difference < 0, WORSE, "")).astype(object)

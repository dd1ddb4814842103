"""The difference of two rates or of two mean scores: how large, how sure, how surprising."""

import numpy as np
from scipy import stats

from survey.domain.counting.interval import Z_95, wilson_interval

FARTHEST_Z = 40.0  # beyond it a p-value is 0 in floating point
HALVINGS = 60


def newcombe_difference(x1, n1, x2, n2, z: float = Z_95) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x1/n1 − x2/n2, as shares −1 to 1, with the bounds of its 95 % interval; NaN where an n is 0. Arrays broadcast.

    Source: Newcombe 1998 (Statistics in Medicine 17, 873-890), method 10: the two Wilson intervals squared and
    added, without continuity correction; 56/70 against 48/80 -> .2000 (.0524, .3339).
    """
    first, second = _share(x1, n1), _share(x2, n2)
    (low1, high1), (low2, high2) = wilson_interval(x1, n1, z), wilson_interval(x2, n2, z)
    difference = first - second
    return difference, difference - np.hypot(first - low1, high2 - second), difference + np.hypot(high1 - first, second - low2)


def newcombe_p(x1, n1, x2, n2) -> np.ndarray:
    """The two-sided p-value that belongs to Newcombe's interval: 1 − the confidence at which it just touches 0.

    Below .05 exactly where the 95 % interval leaves 0 out; NaN where an n is 0. Found by halving, for method 10
    has no formula of its own p-value.
    """
    x1, n1, x2, n2 = np.broadcast_arrays(*(np.asarray(a, dtype=float) for a in (x1, n1, x2, n2)))
    shares = _share(x1, n1), _share(x2, n2)
    is_first = shares[0] > shares[1]
    larger, n_larger = np.where(is_first, shares[0], shares[1]), np.where(is_first, n1, n2)
    smaller, n_smaller = np.where(is_first, shares[1], shares[0]), np.where(is_first, n2, n1)
    near, far = np.zeros(x1.shape), np.full(x1.shape, FARTHEST_Z)
    for _halving in range(HALVINGS):
        middle = (near + far) / 2
        reach = np.hypot(larger - _wilson_end(larger, n_larger, -middle), _wilson_end(smaller, n_smaller, middle) - smaller)
        leaves_out = larger - smaller > reach
        near, far = np.where(leaves_out, middle, near), np.where(leaves_out, far, middle)
    return np.where(np.isnan(larger - smaller), np.nan, 2 * stats.norm.sf(near))


def _wilson_end(share: np.ndarray, n: np.ndarray, z: np.ndarray) -> np.ndarray:
    """The end of Wilson's interval on the side of z's sign, uncut."""
    with np.errstate(divide="ignore", invalid="ignore"):
        square = z**2 / n
        return (share + square / 2 + np.sign(z) * np.sqrt(square * (share * (1 - share) + square / 4))) / (1 + square)


def welch_difference(
    n1, mean1, variance1, n2, mean2, variance2, confidence: float = 0.95
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """mean1 − mean2 in the means' own unit, with the bounds of its interval; variances are those of a sample (n − 1).

    The bounds are NaN where an n is below 2, or where neither sample shows any spread (`score_variance` never
    gives none). Arrays broadcast. Source: Welch 1947, with Satterthwaite's degrees of freedom.
    """
    difference, error, freedom = _welch(n1, mean1, variance1, n2, mean2, variance2)
    half = stats.t.ppf((1 + confidence) / 2, freedom) * error
    return difference, difference - half, difference + half


def welch_p(n1, mean1, variance1, n2, mean2, variance2) -> np.ndarray:
    """The two-sided p-value of Welch's t: below .05 exactly where the 95 % interval leaves 0 out; NaN as there."""
    difference, error, freedom = _welch(n1, mean1, variance1, n2, mean2, variance2)
    return 2 * stats.t.sf(np.abs(difference) / error, freedom)


def _welch(n1, mean1, variance1, n2, mean2, variance2) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The difference, its standard error and its degrees of freedom."""
    n1, mean1, variance1, n2, mean2, variance2 = (
        np.asarray(a, dtype=float) for a in (n1, mean1, variance1, n2, mean2, variance2)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = variance1 / n1, variance2 / n2
        freedom = (first + second) ** 2 / (first**2 / (n1 - 1) + second**2 / (n2 - 1))
        error = np.where((n1 >= 2) & (n2 >= 2) & (first + second > 0), np.sqrt(first + second), np.nan)
    return mean1 - mean2, error, freedom


def _share(x, n) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(x, dtype=float) / np.asarray(n, dtype=float)

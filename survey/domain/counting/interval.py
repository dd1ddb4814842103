"""Intervals that stand beside every rate and every mean score."""

import numpy as np

Z_95 = 1.959963984540054


def wilson_interval(count, n, z: float = Z_95) -> tuple[np.ndarray, np.ndarray]:
    """Wilson score interval of count/n, as shares 0-1; NaN where n is 0. Arrays broadcast.

    Source: Wilson 1927, as compared by Newcombe 1998: 81/263 -> .2553-.3662, 0/20 -> 0-.1611.
    """
    count, n = np.asarray(count, dtype=float), np.asarray(n, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = count / n
        centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    low, high = np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)
    return np.where(count == 0, np.where(n > 0, 0.0, np.nan), low), np.where(
        count == n, np.where(n > 0, 1.0, np.nan), high
    )


def mean_interval(n, total, squares, z: float = Z_95) -> tuple[np.ndarray, np.ndarray]:
    """Normal interval of a mean score from n, the sum and the sum of squares, clipped to 0-100.

    NaN below two answers.
    """
    n, total = np.asarray(n, dtype=float), np.asarray(total, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / n
        half = z * np.sqrt(score_variance(n, total, squares) / n)
    return np.clip(mean - half, 0, 100), np.clip(mean + half, 0, 100)


def score_variance(n, total, squares) -> np.ndarray:
    """Variance (n − 1) of scores 0-100 from n, the sum and the sum of squares; NaN below two answers. Arrays broadcast.

    When all answers agree the sample shows no spread, and every interval would shrink to a point; the
    variance is then taken as if one more answer had fallen on the far end of the scale, so that
    agreement never looks like certainty.
    """
    n, total, squares = (np.asarray(a, dtype=float) for a in (n, total, squares))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / n
        variance = np.maximum(squares / n - mean**2, 0) * n / (n - 1)
        far = np.where(mean >= 50, mean, 100 - mean)
        variance = np.where(variance < 1e-9, far**2 / (n + 1), variance)
    return np.where(n >= 2, variance, np.nan)

"""How reliable a mean of n ratings is, and how many are needed (measures.md 8)."""

import math

DIGITS = 9  # a need of 21 that comes out as 21.000000000000004 is no need of 22


def spearman_brown(one: float, n: float) -> float:
    """Reliability (0-1) of the mean of n ratings, each of reliability `one`: n·r/(1 + (n-1)·r).

    Source: Spearman 1910, Brown 1910. ValueError for `one` outside 0-1 or n below 0.
    """
    if not 0 <= one <= 1 or n < 0:
        raise ValueError(f"reliability {one} of {n} ratings")
    return n * one / (1 + (n - 1) * one) if n else 0.0


def smallest_n(one: float, wanted: float) -> int:
    """The fewest ratings of reliability `one` whose mean is at least as reliable as wanted; both inside 0-1, or ValueError."""
    if not (0 < one < 1 and 0 < wanted < 1):
        raise ValueError(f"reliability {wanted} of ratings of {one}")
    return max(1, math.ceil(round(wanted * (1 - one) / (one * (1 - wanted)), DIGITS)))

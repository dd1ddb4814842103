"""The difference of two rates with its interval."""

from math import hypot

from survey.domain.counting.interval import Z_95, wilson_interval


def newcombe_difference(x1: int, n1: int, x2: int, n2: int, z: float = Z_95) -> tuple[float, float, float]:
    """x1/n1 less x2/n2 with its interval, each -1 to 1: (difference, low, high). ZeroDivisionError where an n is 0.

    Source: Newcombe 1998 (II), method 10: 56/70 and 48/80 -> 0.2000 (0.0524, 0.3339).
    """
    first, second = x1 / n1, x2 / n2
    (low1, low2), (high1, high2) = wilson_interval([x1, x2], [n1, n2], z)
    difference = first - second
    below, above = hypot(first - low1, high2 - second), hypot(high1 - first, second - low2)
    return difference, float(difference - below), float(difference + above)

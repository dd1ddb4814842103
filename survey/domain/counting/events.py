"""The interval of a number of events, for a rate of them."""

import math

from survey.domain.counting.interval import Z_95


def events_interval(events: int, z: float = Z_95) -> tuple[float, float]:
    """Byar's approximation of the exact Poisson interval (Breslow & Day 1987, vol. II, eq. 2.13): 10 -> 4.79-18.39.

    Of no events the upper bound is exact: -ln(.025) = 3.69.
    """
    if events == 0:
        return 0.0, -math.log(0.025)
    more = events + 1
    low = events * (1 - 1 / (9 * events) - z / (3 * math.sqrt(events))) ** 3
    high = more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3
    return max(0.0, low), high

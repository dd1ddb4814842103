"""How much was in time lately, against the time just before: is the difference real?"""

from dataclasses import dataclass

import numpy as np

from survey.domain.counting.difference import newcombe_difference
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.handling.in_time import InTime
from survey.domain.noticing.verdict import FEW, verdict_of


@dataclass(frozen=True)
class RateChange:
    """Share lately − share before, −1 to 1, with its 95 % bounds (NaN where it is `few`), both n and the verdict."""

    difference: float
    low: float
    high: float
    n_before: int
    n: int
    verdict: str


def rate_change(recent: InTime, longer: InTime) -> RateChange:
    """The last days against the rest of the longer time that ends with them, so that no case is on both sides.

    `few`, and nothing else told, under ten on either side. Source: Newcombe 1998 (II), method 10.
    """
    if recent.share is None or longer.share is None:
        return share_change(0, 0, 0, 0)
    in_time, all_in_time = round(recent.share * recent.n), round(longer.share * longer.n)
    return share_change(in_time, recent.n, all_in_time - in_time, longer.n - recent.n)


def share_change(count: int, n: int, count_before: int, n_before: int) -> RateChange:
    """count/n − count_before/n_before, of a share of which more is better; `few` as above. Source: Newcombe 1998 (II), method 10."""
    if min(n, n_before) < MINIMUM:
        return RateChange(np.nan, np.nan, np.nan, 0, 0, FEW)
    difference, low, high = newcombe_difference(count, n, count_before, n_before)
    return RateChange(float(difference), float(low), float(high), n_before, n, str(verdict_of(low, high)))

"""A total against the mean of the others: how far, how sure, and the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from survey.domain.noticing.verdict import FEW, verdict_of

FEWEST = 3  # our own default: of two the mean of the others is the other one's total


@dataclass(frozen=True)
class AgainstOthers:
    """Own total − mean of the `others` (how many), in points, with its bounds and a verdict of `verdict.VERDICTS`.

    Where fewer than FEWEST have a total the verdict is `few` and the figures are NaN.
    """

    difference: float
    low: float
    high: float
    others: int
    verdict: str


def against_others(
    totals: Sequence[float | None], lows: Sequence[float | None], highs: Sequence[float | None]
) -> list[AgainstOthers | None]:
    """One for each total with its bounds, in points; None, and not counted, where there is no total.

    The bounds of a sum of estimates come from their own bounds, squared and added, without taking them to be
    symmetric. Source: Zou & Donner 2008 (Statistics in Medicine 27, 1693-1702), which carries Newcombe's method 10
    over to any estimates.
    """
    known = [(total, low, high) for total, low, high in zip(totals, lows, highs) if total is not None]
    others = len(known) - 1
    if len(known) < FEWEST:
        return [None if total is None else AgainstOthers(np.nan, np.nan, np.nan, others, FEW) for total in totals]
    total, low, high = np.array(known, dtype=float).T
    difference = total - (total.sum() - total) / others
    down, up = (total - low) ** 2, (high - total) ** 2
    least = difference - np.sqrt(down + (up.sum() - up) / others**2)
    most = difference + np.sqrt(up + (down.sum() - down) / others**2)
    found = iter(zip(difference, least, most, verdict_of(least, most)))
    return [None if one is None else _against(others, *next(found)) for one in totals]


def _against(others: int, difference: float, low: float, high: float, verdict: str) -> AgainstOthers:
    return AgainstOthers(float(difference), float(low), float(high), others, str(verdict))

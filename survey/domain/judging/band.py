"""A rank as a band: the places that intervals leave open (measures.md 9)."""

from collections.abc import Sequence
from dataclasses import dataclass

DIGITS = 9  # totals that agree so far are equal: the last bits of a sum must not make a place


@dataclass(frozen=True)
class Band:
    """From the best to the worst place one may hold, among `count`."""

    best: int
    worst: int
    count: int


def rank_bands(lows: Sequence[float | None], highs: Sequence[float | None]) -> list[Band | None]:
    """A band for each pair of a low and a high total; None, and not counted, where there is no total.

    Somebody stands surely before me when their low total is above my high one, surely behind me
    when their high total is below my low one; the places between remain open.
    """
    known = [(round(low, DIGITS), round(high, DIGITS)) for low, high in zip(lows, highs) if low is not None]
    return [
        None
        if low is None
        else Band(
            best=1 + sum(other > round(high, DIGITS) for other, _high in known),
            worst=len(known) - sum(other < round(low, DIGITS) for _low, other in known),
            count=len(known),
        )
        for low, high in zip(lows, highs)
    ]

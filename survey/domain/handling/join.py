"""Readings below a line beside the complaints of the same place and hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from survey.locale import Words


@dataclass(frozen=True)
class Join:
    """As a [[join]] declares it: a number that a step of a kind takes, and what people complain of when it is low.

    below   a value under it is low.
    topics  of cases of any programme.
    hours   so many before and after the reading.
    """

    id: str
    name: Words
    kind: str
    move: str
    field: str
    below: float
    topics: tuple[str, ...]
    hours: float
    clauses: tuple[str, ...] = ()
    source: Words | None = None


@dataclass(frozen=True)
class Low:
    """A low reading of a unit."""

    unit: str
    at: datetime
    value: float
    case: str = ""


@dataclass(frozen=True)
class Complaint:
    """What somebody complained of: the units that it is about, itself or as those that serve its area."""

    id: str
    units: frozenset[str]
    at: datetime


def beside(
    lows: Sequence[Low], complaints: Sequence[Complaint], hours: float
) -> tuple[list[tuple[Low, tuple[Complaint, ...]]], list[Complaint]]:
    """Each low reading with the complaints of its unit within the hours around it, and the complaints that have none.

    A complaint may stand beside several readings; exactly so many hours away is still beside.
    """
    span = timedelta(hours=hours)
    found = [
        (low, tuple(one for one in complaints if low.unit in one.units and abs(one.at - low.at) <= span)) for low in lows
    ]
    explained = {one.id for _low, those in found for one in those}
    return found, [one for one in complaints if one.id not in explained]

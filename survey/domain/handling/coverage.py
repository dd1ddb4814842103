"""A roster that leaves no gap: when nobody is on duty."""

from collections.abc import Iterable
from datetime import datetime

Span = tuple[datetime, datetime]


def gaps(spans: Iterable[Span], first: datetime, last: datetime) -> tuple[Span, ...]:
    """The times between `first` and `last` that no span covers, in order; spans may overlap and come in any order."""
    found, reached = [], first
    for starts, ends in sorted(spans):
        if starts >= last:
            break
        if starts > reached:
            found.append((reached, starts))
        reached = max(reached, ends)
    return (*found, (reached, last)) if reached < last else tuple(found)

"""When the next case of a kind that comes round is planned, and when it opens."""

from dataclasses import dataclass
from datetime import date, timedelta

from survey.domain.handling.calendar import corresponding_day
from survey.domain.handling.kind import Recurring


@dataclass(frozen=True)
class Earlier:
    """The last case of a unit: for when it was planned, and when it was done (None: it is still open)."""

    planned_on: date
    done_on: date | None


def next_planned(recurring: Recurring, last: Earlier | None, today: date) -> date | None:
    """The day for which the next case is planned; None while the last one is open.

    Counted from the day the last one was planned for, or from the day it was done if that was later: whoever is
    early keeps the rhythm, whoever is late begins it anew. The first one, and one that is long overdue, is planned
    for today: nothing is planned for a day that is over.
    """
    if last is None:
        return today
    if last.done_on is None:
        return None
    base = max(last.planned_on, last.done_on)
    due = corresponding_day(base, recurring.months) if recurring.months else base + timedelta(days=recurring.days)
    return max(due, today)


def is_time_to_open(recurring: Recurring, planned_on: date, today: date) -> bool:
    return planned_on <= today + timedelta(days=recurring.opens_before)

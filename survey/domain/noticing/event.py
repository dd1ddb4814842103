"""What happened at a place on a day: a mark on its control charts, and maybe the start of new limits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from survey.domain.columns import EVENTS_MARKED, empty, shaped
from survey.locale import Words

MIDDLE = 15  # our own default: from the sixteenth on, most of a month lies before the event


@dataclass(frozen=True)
class Event:
    """As an [[event]] declares it; without units or questionnaires it is about all of them.

    rebases  whether charts are calculated anew from it on; otherwise it is only marked.
    """

    id: str
    name: Words
    on: date
    units: tuple[str, ...] = ()
    questionnaires: tuple[str, ...] = ()
    rebases: bool = False

    @property
    def month(self) -> str:
        return f"{self.on:%Y-%m}"

    @property
    def begins(self) -> str:
        """The first month that lies mostly after it: its own up to the fifteenth, else the next."""
        months = self.on.year * 12 + self.on.month - 1 + (self.on.day > MIDDLE)
        return f"{months // 12:04}-{months % 12 + 1:02}"

    def touches(self, questionnaire: str, units: Iterable[str]) -> bool:
        """Whether it is about that questionnaire and any of the units."""
        return questionnaire in (self.questionnaires or (questionnaire,)) and (not self.units or bool(set(self.units) & set(units)))

    def covers(self, units: Iterable[str]) -> bool:
        """Whether it is about all of the units."""
        return not self.units or set(units) <= set(self.units)


def events_marked(events: Sequence[Event], questionnaire: str, units: Iterable[str]) -> pd.DataFrame:
    """Columns EVENTS_MARKED, by day: the events that touch the units; `rebases` only where one covers them all.

    What happened at one of many units is no new beginning for their common figure.
    """
    units = tuple(units)
    touching = [event for event in sorted(events, key=lambda event: event.on) if event.touches(questionnaire, units)]
    rows = [{"month": event.month, "name": str(event.name), "rebases": event.rebases and event.covers(units)} for event in touching]
    return shaped(pd.DataFrame(rows), EVENTS_MARKED) if rows else empty(EVENTS_MARKED)


def breaks_of(events: Sequence[Event], questionnaire: str, units: Iterable[str]) -> tuple[str, ...]:
    """The months in which new limits begin for a figure of these units."""
    units = tuple(units)
    return tuple(sorted({
        event.begins for event in events if event.rebases and event.touches(questionnaire, units) and event.covers(units)
    }))

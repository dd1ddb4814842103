"""data/programmes/<programme>/events.toml -> events."""

from collections.abc import Iterable
from pathlib import Path

from survey.declarations.entry import Entry, read_entry, unique
from survey.domain.noticing.event import Event


def read_events(file: Path, questionnaires: Iterable[str]) -> tuple[Event, ...]:
    """None where there is no such file. Units are checked once all of them are known (`everything.py`)."""
    if not file.exists():
        return ()
    whole, ids = read_entry(file), tuple(dict.fromkeys(questionnaires))
    events = unique((_event(entry, ids) for entry in whole.entries("event", at_least=0)), whole, "event", lambda event: event.id)
    whole.done()
    return events


def _event(entry: Entry, questionnaires: tuple[str, ...]) -> Event:
    event = Event(
        id=entry.id(),
        name=entry.words("name"),
        on=entry.day("on"),
        units=entry.texts("units", ()),
        questionnaires=entry.some_of("questionnaires", questionnaires, ()),
        rebases=entry.yes("rebases"),
    )
    entry.done()
    return event

"""data/radar.toml -> Radar."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from survey.declarations.entry import Entry, read_entry
from survey.domain.asking.radar import Line, Radar

SHARES = {"identical_chance", "spread_share", "call_back_share"}
LEAST = {"spread_sheets": 10, "straight_questions": 2, "identical_questions": 2}


def read_radar(file: Path, modes: Iterable[str]) -> Radar:
    """As the file says, and our defaults for what it leaves out; SurveyError for a number that cannot be."""
    if not file.exists():
        return Radar()
    whole = read_entry(file)
    names = [field.name for field in fields(Radar) if field.type is Line]
    lines = {name: _line(name, whole.child(name, None)) for name in names}
    spoken = _spoken(whole.child("spoken", None), modes)
    whole.done()
    return Radar(spoken_modes=spoken, **{name: line for name, line in lines.items() if line})


def _line(name: str, entry: Entry | None) -> Line | None:
    if entry is None:
        return None
    number = entry.number_to(1, "number") if name in SHARES else entry.at_least(LEAST.get(name, 1), "number")
    line = Line(number, entry.words("source"))
    entry.done()
    return line


def _spoken(entry: Entry | None, modes: Iterable[str]) -> tuple[str, ...]:
    if entry is None:
        return ()
    spoken = entry.some_of("modes", modes)
    entry.words("source")
    entry.done()
    return spoken

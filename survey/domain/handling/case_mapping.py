"""How a file's columns and values become cases and their steps: what a mapping file of cases says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from survey.domain.asking.mapping import Keep, Source
from survey.domain.handling.moment_format import MomentFormat


@dataclass(frozen=True)
class MomentSource:
    """A column of moments, or one day for the whole file where it has none."""

    column: str = ""
    formats: tuple[MomentFormat, ...] = ()
    day: date | None = None
    blank: tuple[str, ...] = ()


@dataclass(frozen=True)
class Replay:
    """A declared move that is made where its moment is given.

    states  with one day for all: it is made where the file says that the case is in one of these states.
    """

    move: str
    at: MomentSource
    states: tuple[str, ...] = ()
    note: Source = Source()
    fields: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True)
class CaseMapping:
    """One kind of file.

    series      tells files apart whose ids begin at 1 again; part of every case's id.
    id_columns  what names a case; without them each row is one, known by its content.
    zone        where the file's moments are local.
    places      "unit", "channel" and "topic" -> where it comes from.
    state       the state that a case must be in after its moves; None where the file does not say.
    replays     in the order in which they are made.
    """

    header_rows: int
    sheet: str
    encoding: str
    series: str
    id_columns: tuple[str, ...]
    keeps: tuple[Keep, ...]
    zone: ZoneInfo
    opened: MomentSource
    places: Mapping[str, Source]
    text: Source
    fields: Mapping[str, Source]
    state: Source | None
    replays: tuple[Replay, ...]
    wants_answer: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the file that is named, once."""
        named = [*self.id_columns, *(keep.column for keep in self.keeps)]
        named += [source.column for source in (self.opened, *(replay.at for replay in self.replays)) if source.column]
        return tuple(dict.fromkeys([*named, *(column for source in self._sources() for column in source.columns)]))

    def _sources(self) -> Iterator[Source]:
        yield from (*self.places.values(), self.text, *self.fields.values())
        if self.state:
            yield self.state
        for replay in self.replays:
            yield from (replay.note, *replay.fields.values())

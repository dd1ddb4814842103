"""data/programmes/<programme>/joins.toml -> joins."""

from collections.abc import Sequence
from pathlib import Path

from survey.declarations.entry import Entry, read_entry, unique
from survey.domain.handling.join import Join
from survey.domain.handling.kind import CaseKind
from survey.locale import _


def read_joins(file: Path, kinds: Sequence[CaseKind]) -> tuple[Join, ...]:
    """None where there is no such file. Topics may be any programme's, so that they are not checked here."""
    if not file.exists():
        return ()
    whole = read_entry(file)
    joins = unique((_join(entry, {kind.id: kind for kind in kinds}) for entry in whole.entries("join")), whole, "join", lambda j: j.id)
    whole.done()
    return joins


def _join(entry: Entry, kinds: dict[str, CaseKind]) -> Join:
    kind = kinds[entry.one_of("kind", kinds)]
    move = kind.move(entry.one_of("move", [move.id for move in (kind.opening, *kind.moves)]))
    numbers = [id for id in move.fields if kind.fields[id].type in ("number", "whole")]
    join = Join(
        id=entry.id(),
        name=entry.words("name"),
        kind=kind.id,
        move=move.id,
        field=entry.one_of("field", numbers),
        below=entry.number("below"),
        topics=entry.texts("topics"),
        hours=entry.number("hours"),
        clauses=entry.texts("clauses", ()),
        source=entry.words("source", None),
    )
    if join.hours <= 0:
        raise entry.wrong("hours", join.hours, _("大于 0 的小时数"))
    entry.done()
    return join

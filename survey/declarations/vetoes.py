"""[[veto]] of an evaluation -> Veto."""

from collections.abc import Mapping

from survey.declarations.entry import Entry
from survey.declarations.indicators import WITH_VALUES, allowed_values, fields_of
from survey.domain.handling.kind import CaseKind
from survey.domain.judging.evaluation import Veto

Kinds = Mapping[str, Mapping[str, CaseKind]]  # by programme and id
AWARDS = ("month", "year")


def read_veto(entry: Entry, kinds: Kinds) -> Veto:
    programme = entry.one_of("programme", kinds)
    kind = kinds[programme][entry.one_of("kind", kinds[programme])]
    moves = [move.id for move in kind.moves]
    fields = entry.some_of("fields", fields_of(kind, *WITH_VALUES), ())
    veto = Veto(
        id=entry.id(),
        name=entry.words("name"),
        programme=programme,
        kind=kind.id,
        clause=entry.text("clause"),
        states=entry.some_of("states", [state.id for state in kind.states if state.is_final]),
        person=entry.one_of("person", fields_of(kind, "person")),
        on=entry.one_of("on", fields_of(kind, "day", "moment")),
        since=entry.day("since"),
        until=entry.some_of("until", AWARDS),
        verified=entry.some_of("verified", moves),
        ended=entry.some_of("ended", moves),
        fields=fields,
        values=entry.some_of("values", allowed_values(kind.fields[id] for id in fields)) if fields else (),
        unit_too=entry.one_of("unit_too", fields_of(kind, "yes_no"), ""),
    )
    entry.words("source", None)
    entry.done()
    return veto

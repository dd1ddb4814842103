"""What a citizen may say of a case, as parts of a plain form: its buttons and their fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.domain.handling.field import NO, YES, Field
from survey.domain.handling.kind import Move
from survey.locale import _

WIDGETS = {"day": "date", "moment": "datetime-local", "text": "text", "number": "text", "whole": "text"}
ON_A_PHONE = (*WIDGETS, "long", "yes_no", "choice", "choices")


@dataclass(frozen=True)
class Part:
    """A field in a form.

    options  value and word of what can be chosen; ticks: the same with a name of its own for each box.
    widget   the type of an input, "" for what is no input.
    """

    field: Field
    name: str
    text: str
    is_needed: bool
    options: Sequence[tuple[str, str]]
    ticks: Sequence[tuple[str, str, bool]]
    widget: str


@dataclass(frozen=True)
class Saying:
    """A move as a button, with what it asks."""

    id: str
    name: str
    needs_note: bool
    parts: Sequence[Part]


def sayings(moves: Sequence[Move], fields: Mapping[str, Field], form: Mapping[str, str]) -> list[Saying]:
    """One for each move; not those that need what cannot be given on a phone: a person, a unit, a list of lines."""
    return [
        Saying(move.id, str(move.name), move.needs_note, [_part(move, fields[id], form) for id in move.fields if fields[id].type in ON_A_PHONE])
        for move in moves if all(fields[id].type in ON_A_PHONE for id in move.needs)
    ]


def typed_fields(saying: Saying, form: Mapping[str, str]) -> dict[str, object]:
    """What was typed in its parts, by field."""
    return {
        part.field.id: [id for id, _word, is_ticked in part.ticks if is_ticked] if part.ticks else form.get(part.name, "")
        for part in saying.parts
    }


def _part(move: Move, item: Field, form: Mapping[str, str]) -> Part:
    name = f"a_{move.id}_{item.id}"[:64]
    words = {"yes_no": [(YES, _("是")), (NO, _("否"))]}.get(item.type) or [(o.id, str(o.name)) for o in item.options]
    is_ticked = item.type == "choices"
    ticks = [(id, word, form.get(f"{name}_{id}"[:64]) == YES) for id, word in words] if is_ticked else []
    options = [] if is_ticked else words
    return Part(item, name, form.get(name, ""), item.id in move.needs, options, ticks, WIDGETS.get(item.type, ""))

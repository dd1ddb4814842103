"""The moves of a kind of case, what each asks for, and the rules that it is held to (docs/decisions/0012)."""

from collections.abc import Mapping, Sequence

from survey.declarations.entry import Entry, unique
from survey.domain.handling.field import Field
from survey.domain.handling.kind import EVERY_STATE, OPENING, Move, State
from survey.domain.handling.rule import KEYS, Rule
from survey.locale import Words, _


def of_type(fields: Mapping[str, Field], *types: str) -> list[str]:
    return [id for id, field in fields.items() if field.type in types]


def read_moves(
    whole: Entry, fields: Mapping[str, Field], states: Sequence[State], who: Sequence[str]
) -> tuple[Move, ...]:
    """The opening first; rules may name any of them."""
    entries = whole.entries("move")
    ids = [OPENING, *(entry.text("id") for entry in entries)]
    opening = _opening(whole.child("opening"), fields, states[0].id, who, ids)
    return unique((opening, *(_move(entry, fields, states, who, ids) for entry in entries)), whole, "move", lambda m: m.id)


def _opening(
    entry: Entry, fields: Mapping[str, Field], state: str, who: Sequence[str], moves: Sequence[str]
) -> Move:
    opening = Move(
        id=OPENING,
        name=Words("登记", "Enter"),
        sources=(),
        target=state,
        who=frozenset(entry.some_of("who", who)),
        needs=entry.some_of("needs", fields, ()),
        asks=entry.some_of("asks", fields, ()),
        clauses=entry.texts("clauses", ()),
        rules=_rules(entry, fields, moves),
    )
    entry.done()
    return opening


def _move(
    entry: Entry, fields: Mapping[str, Field], states: Sequence[State], who: Sequence[str], moves: Sequence[str]
) -> Move:
    names = [state.id for state in states]
    sources = entry.some_of("from", (*names, EVERY_STATE))
    needs = entry.some_of("needs", fields, ())
    is_correction = entry.yes("is_correction", False)
    asks = entry.some_of("asks", fields, tuple(fields) if is_correction else ())
    move = Move(
        id=entry.id(),
        name=entry.words("name"),
        sources=tuple(s.id for s in states if not s.is_final) if EVERY_STATE in sources else sources,
        target=entry.one_of("to", names, ""),
        who=frozenset(entry.some_of("who", who)),
        needs=needs,
        asks=tuple(id for id in asks if id not in needs),
        needs_note=entry.yes("needs_note", is_correction),
        is_answer=entry.yes("is_answer", False),
        is_reopening=entry.yes("is_reopening", False),
        is_correction=is_correction,
        passes_to=entry.one_of("passes_to", of_type(fields, "unit"), ""),
        passes_back=entry.yes("passes_back", False),
        clauses=entry.texts("clauses", ()),
        rules=_rules(entry, fields, moves),
        source=entry.words("source", None),
    )
    if move.is_answer and not move.needs_note:
        raise entry.refuse("needs_note", _("答复不能没有内容。"), _("请写 needs_note = true，或 is_answer = false。"))
    entry.done()
    return move


def _rules(entry: Entry, fields: Mapping[str, Field], moves: Sequence[str]) -> tuple[Rule, ...]:
    return tuple(_rule(rule, fields, moves) for rule in entry.entries("rule", 0))


def _rule(entry: Entry, fields: Mapping[str, Field], moves: Sequence[str]) -> Rule:
    id = entry.one_of("rule", KEYS)
    asked = {key.removeprefix("?"): not key.startswith("?") for key in KEYS[id]}

    def take(key: str, reader, empty, *allowed):
        if key not in asked:
            return empty
        return reader(key, *allowed) if asked[key] else reader(key, *allowed, empty)

    field = take("field", entry.one_of, "", fields)
    columns = [column.id for column in fields[field].columns] if field else []
    rule = Rule(
        id=id,
        clause=entry.text("clause"),
        field=field,
        fields=take("fields", entry.some_of, (), fields),
        values=take("values", entry.texts, ()),
        minutes=take("minutes", entry.number, 0),
        move=take("move", entry.one_of, "", moves),
        moves=take("moves", entry.some_of, (), moves),
        times=take("times", entry.whole, 1),
        since=take("since", entry.one_of, "", of_type(fields, "moment")),
        whole=take("whole", entry.one_of, "", columns),
        parts=take("parts", entry.some_of, (), columns),
        unless=take("unless", entry.one_of, "", fields),
        roles=take("roles", entry.texts, ()),
        source=entry.words("source", None),
    )
    _check_types(entry, rule, fields)
    entry.done()
    return rule


# Which types of field a rule can look at.
TYPES_OF = {
    "later_than": ("moment",), "working_time": ("moment",), "is": ("yes_no", "choice", "number", "whole"),
    "every": ("choices",), "balance": ("lines",),
}


def _check_types(entry: Entry, rule: Rule, fields: Mapping[str, Field]) -> None:
    types = TYPES_OF.get(rule.id, ())
    if rule.field and fields[rule.field].type not in types:
        raise entry.wrong("field", rule.field, _("一个 {types} 类型的栏").format(types="、".join(types)))
    if rule.id == "in_order" and len({_sort(fields[id].type) for id in rule.fields}) > 1:
        raise entry.wrong("fields", "、".join(rule.fields), _("同一类型的栏"))
    if rule.id == "is":
        field = fields[rule.field]
        allowed = [option.id for option in field.options] or ["yes", "no"]
        entry.some_of("values", allowed)


def _sort(type: str) -> str:
    return "number" if type in ("whole", "number") else type

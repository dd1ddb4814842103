"""cases/*.toml of a programme -> CaseKind: what a kind may declare stands in docs/decisions/0012."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from survey.declarations.case_moves import of_type, read_moves
from survey.declarations.clocks import read_clock
from survey.declarations.entry import Entry, read_entry, unique
from survey.declarations.remeasures import check_measured_rules, read_remeasures
from survey.domain.handling.clock import Clock
from survey.domain.handling.contact import FIELDS
from survey.domain.handling.field import READERS, Field, Option
from survey.domain.handling.kind import (
    ALWAYS,
    ASKS,
    CITIZEN,
    HANDLER,
    NEEDS,
    NEVER,
    NO,
    TARGET,
    CaseKind,
    Coverage,
    Escalation,
    FirstInLine,
    Move,
    Printout,
    Recurring,
    State,
    Topic,
)
from survey.locale import _

OF_LINES = ("text", "whole", "number")


def read_case_kinds(
    folder: Path, unit_kinds: Sequence[str], roles: Sequence[str], tables: Sequence[str] = ()
) -> tuple[CaseKind, ...]:
    """Those of the folder by their `order`, then their id; `tables` are the ids of the programme's limits."""
    kinds = [read_case_kind(file, unit_kinds, roles, tables) for file in sorted(folder.glob("*.toml"))]
    return tuple(sorted(kinds, key=lambda kind: (kind.order, kind.id)))


def read_case_kind(
    file: Path, unit_kinds: Sequence[str], roles: Sequence[str], tables: Sequence[str] = ()
) -> CaseKind:
    whole = read_entry(file)
    fields = {f.id: f for f in unique((_field(e) for e in whole.entries("field", 0)), whole, "field", lambda f: f.id)}
    states = unique((_state(entry) for entry in whole.entries("state")), whole, "state", lambda s: s.id)
    moves = read_moves(whole, fields, states, (*roles, CITIZEN, HANDLER, TARGET))
    opening, *later = moves
    kind = CaseKind(
        id=whole.id(),
        title=whole.words("title"),
        clauses=whole.texts("clauses"),
        channels=unique((topic_of(entry) for entry in whole.entries("channel")), whole, "channel", lambda c: c.id),
        states=states,
        moves=tuple(later),
        opening=opening,
        order=whole.whole("order", 0),
        unit_kinds=whole.some_of("unit_kinds", unit_kinds, tuple(unit_kinds)),
        contact=unique(whole.some_of("contact", FIELDS, ()), whole, "contact", str),
        contact_needs=unique(whole.some_of("contact_needs", whole.texts("contact", ()), ()), whole, "contact_needs", str),
        handler=whole.one_of("handler", of_type(fields, "person"), ""),
        target=whole.one_of("target", of_type(fields, "person"), ""),
        finding=whole.one_of("finding", of_type(fields, "choice"), ""),
        text_name=whole.words("text_name", None),
        text=whole.one_of("text", (NEEDS, ASKS, NO), NEEDS),
        answer=whole.one_of("answer", (ASKS, ALWAYS, NEVER), ASKS),
        has_topic=whole.yes("topic", True),
        first_in_line=_first_in_line(whole, fields),
        fields=fields,
        escalations=tuple(_escalation(entry, roles) for entry in whole.entries("escalation", 0)),
        recurring=_recurring(whole, fields, opening, unit_kinds),
        coverage=_coverage(whole.child("coverage", None), fields),
        remeasures=read_remeasures(whole.child("remeasures", None), fields, opening, later),
        clocks=(clocks := _clocks(whole, fields, moves, tables)),
        printouts=_printouts(whole, fields, states, [clock.id for clock in clocks]),
    )
    check_measured_rules(whole, kind)
    whole.done()
    return kind


def _clocks(
    whole: Entry, fields: Mapping[str, Field], moves: Sequence[Move], tables: Sequence[str]
) -> tuple[Clock, ...]:
    ids = [move.id for move in moves]
    found = (read_clock(entry, fields, ids, tables) for entry in whole.entries("clock", 0))
    return unique(found, whole, "clock", lambda clock: clock.id)


def topic_of(entry: Entry) -> Topic:
    topic = Topic(entry.id(), entry.words("name"))
    entry.done()
    return topic


def _field(entry: Entry, types: Sequence[str] = tuple(READERS)) -> Field:
    type = entry.one_of("type", types)
    field = Field(
        id=entry.id(),
        name=entry.words("name"),
        type=type,
        clauses=entry.texts("clauses", ()),
        help=entry.words("help", None),
        options=_options(entry) if type in ("choice", "choices") else (),
        measure=entry.text("measure", ""),
        least=entry.number("least", None),
        most=entry.number("most", None),
        usual=_pair(entry, "usual"),
        shortest=entry.whole("shortest", 0),
        roles=entry.texts("roles", ()),
        unit_kinds=entry.texts("unit_kinds", ()),
        is_past=entry.yes("is_past", False),
        columns=_columns(entry) if type == "lines" else (),
        source=entry.words("source", None),
    )
    entry.done()
    return field


def _options(entry: Entry) -> tuple[Option, ...]:
    return unique((_option(o) for o in entry.entries("option")), entry, "option", lambda option: option.id)


def _option(entry: Entry) -> Option:
    option = Option(entry.id(), entry.words("name"))
    entry.done()
    return option


def _columns(entry: Entry) -> tuple[Field, ...]:
    return unique((_field(column, OF_LINES) for column in entry.entries("column")), entry, "column", lambda f: f.id)


def _pair(entry: Entry, key: str) -> tuple[float, float] | None:
    pair = entry.take(key, list, None, _("两个数：[0.2, 0.6]"))
    if pair is None:
        return None
    if len(pair) != 2 or not all(isinstance(value, int | float) for value in pair) or pair[0] > pair[1]:
        raise entry.wrong(key, pair, _("两个数：[0.2, 0.6]"))
    return float(pair[0]), float(pair[1])


def _state(entry: Entry) -> State:
    state = State(entry.id(), entry.words("name"), entry.yes("is_final", False))
    entry.done()
    return state


def _first_in_line(whole: Entry, fields: Mapping[str, Field]) -> FirstInLine | None:
    entry = whole.child("first_in_line", None)
    if entry is None:
        return None
    field = entry.one_of("field", of_type(fields, "choice"))
    found = FirstInLine(field, entry.some_of("values", [option.id for option in fields[field].options]))
    entry.done()
    return found


def _escalation(entry: Entry, roles: Sequence[str]) -> Escalation:
    found = Escalation(entry.at_least(0, "working_days"), frozenset(entry.some_of("to", roles)))
    entry.words("source", None)
    entry.done()
    return found


def _recurring(
    whole: Entry, fields: Mapping[str, Field], opening: Move, unit_kinds: Sequence[str]
) -> Recurring | None:
    entry = whole.child("recurring", None)
    if entry is None:
        return None
    found = Recurring(
        unit_kinds=entry.some_of("unit_kinds", whole.some_of("unit_kinds", unit_kinds, tuple(unit_kinds))),
        planned=entry.one_of("planned", [id for id in of_type(fields, "day") if id in opening.fields]),
        months=entry.whole("months", 0),
        days=entry.whole("days", 0),
        opens_before=entry.at_least(0, "opens_before"),
        source=entry.words("source", None),
    )
    if (found.months > 0) == (found.days > 0):
        raise entry.refuse("months", _("要么写 months，要么写 days。"), _("请写一个大于 0 的数。"))
    _opens_by_itself(whole, entry, opening, found.planned)
    entry.done()
    return found


def _opens_by_itself(whole: Entry, entry: Entry, opening: Move, planned: str) -> None:
    """SurveyError where opening such a case asks for more than the day it is planned for."""
    missing = [id for id in opening.needs if id != planned] + ["contact_needs"] * bool(whole.texts("contact_needs", ()))
    missing += ["text"] * (whole.text("text", NEEDS) == NEEDS) + ["rule"] * bool(opening.rules)
    if missing:
        what = _("自动登记时没有：{missing}。").format(missing="、".join(missing))
        raise entry.refuse("planned", what, _("登记时只能必填计划日期，text 写 no 或 asks。"))


def _coverage(entry: Entry | None, fields: Mapping[str, Field]) -> Coverage | None:
    if entry is None:
        return None
    moments = of_type(fields, "moment")
    found = Coverage(
        starts=entry.one_of("starts", moments),
        ends=entry.one_of("ends", moments),
        days_ahead=entry.at_least(1, "days_ahead"),
        clause=entry.text("clause"),
        reachable=entry.one_of("reachable", of_type(fields, "yes_no"), ""),
    )
    entry.done()
    return found


def _printouts(
    whole: Entry, fields: Mapping[str, Field], states: Sequence[State], clocks: Sequence[str]
) -> tuple[Printout, ...]:
    found = (_printout(entry, fields, [state.id for state in states], clocks) for entry in whole.entries("printout", 0))
    return unique(found, whole, "printout", lambda p: p.id)


def _printout(entry: Entry, fields: Mapping[str, Field], states: Sequence[str], clocks: Sequence[str]) -> Printout:
    printout = Printout(
        id=entry.id(),
        title=entry.words("title"),
        clauses=entry.texts("clauses", ()),
        states=entry.some_of("states", states, tuple(states)),
        fields=entry.some_of("fields", fields, ()),
        clocks=entry.some_of("clocks", clocks, ()),
        contact=entry.yes("contact", False),
        steps=entry.yes("steps", False),
        signatures=entry.all_words("signatures"),
        texts=entry.all_words("texts"),
        is_for_citizen=entry.yes("is_for_citizen", False),
    )
    entry.done()
    return printout

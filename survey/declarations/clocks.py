"""[[clock]] of a kind of case -> Clock."""

from collections.abc import Mapping, Sequence

from survey.declarations.entry import Entry
from survey.domain.handling.clock import BY_CALENDAR, SPANS, Clock
from survey.domain.handling.field import NO, YES, Field
from survey.locale import _

BEFORE = ("hours", "minutes")


def read_clock(entry: Entry, fields: Mapping[str, Field], moves: Sequence[str], tables: Sequence[str]) -> Clock:
    """A clock of a kind with these fields and moves; `tables` are the ids of the programme's limits."""
    span = _span(entry)
    clock = Clock(
        id=entry.id(),
        name=entry.words("name"),
        starts=entry.some_of("starts", moves),
        stops=entry.some_of("stops", moves),
        span=span,
        number=0 if span == "per_km" else entry.number(span),
        drops=entry.some_of("drops", moves, ()),
        pauses=entry.some_of("pauses", moves, ()),
        resumes=entry.some_of("resumes", moves, ()),
        table=entry.one_of("per_km", tables) if span == "per_km" else "",
        base=entry.one_of("base", [id for id, field in fields.items() if field.type in ("day", "moment")], ""),
        is_before=entry.yes("is_before", False),
        when=_when(entry.child("when", None), fields),
        is_by_entry=entry.yes("is_by_entry", False),
        person=entry.one_of("person", [id for id, field in fields.items() if field.type == "person"], ""),
        clauses=entry.texts("clauses", ()),
        source=entry.words("source", None),
    )
    _check(entry, clock)
    entry.done()
    return clock


def _span(entry: Entry) -> str:
    given = [span for span in SPANS if span in entry.table]
    if len(given) != 1:
        raise entry.refuse("、".join(given) or "working_days", _("时限要写一种。"), _("可以用：{allowed}。").format(allowed="、".join(SPANS)))
    return given[0]


def _check(entry: Entry, clock: Clock) -> None:
    if clock.span in BY_CALENDAR and (clock.number < 1 or clock.number != int(clock.number)):
        raise entry.wrong(clock.span, clock.number, _("不小于 1 的整数"))
    if clock.span in BEFORE and clock.number < 0:
        raise entry.wrong(clock.span, clock.number, _("不小于 0 的数"))
    if clock.is_before and (clock.span not in BEFORE or not clock.base):
        raise entry.refuse("is_before", _("提前量要从一个时间往前算。"), _("请写 base，并用 hours 或 minutes。"))


def _when(entry: Entry | None, fields: Mapping[str, Field]) -> dict[str, tuple[str, ...]]:
    if entry is None:
        return {}
    found = {}
    for id in entry.table:
        if id not in fields:
            raise entry.refuse(id, _("没有这一栏。"), _("可以用：{allowed}。").format(allowed="、".join(fields)))
        allowed = [option.id for option in fields[id].options] or [YES, NO]
        found[id] = entry.some_of(id, allowed)
    entry.done()
    return found

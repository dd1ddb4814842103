"""A clock's rule in words: how long, from when, what stops and holds it."""

from collections.abc import Iterable, Mapping

from survey.domain.handling.clock import Clock
from survey.domain.handling.kind import CaseKind
from survey.domain.handling.limit import Limit
from survey.locale import _


def clock_facts(clock: Clock, kind: CaseKind, limits: Iterable[Limit] = ()) -> tuple[tuple[str, str], ...]:
    """(label, words) of everything that the clock's declaration says; what it leaves out has no words."""
    return (
        (_("时限"), span_words(clock, kind, limits)),
        (_("条款"), _("、").join(clock.clauses)),
        (_("起算"), _start_words(clock, kind)),
        (_("停止"), _moves(kind, clock.stops)),
        (_("暂停"), _moves(kind, clock.pauses)),
        (_("恢复"), _moves(kind, clock.resumes)),
        (_("不计"), _moves(kind, clock.drops)),
        (_("只在"), when_words(kind, clock.when)),
        (_("算到"), str(kind.fields[clock.person].name) if clock.person else _("单位")),
        (_("到时看"), _("录入的时刻") if clock.is_by_entry else ""),
        (_("来源"), str(clock.source or "")),
    )


def span_words(clock: Clock, kind: CaseKind, limits: Iterable[Limit] = ()) -> str:
    """5 个工作日; of a table its newest rates."""
    if clock.table:
        rows = [limit for limit in limits if limit.id == clock.table]
        return rate_words(max(rows, key=lambda limit: limit.valid_from), kind) if rows else ""
    pattern = {
        "working_days": _("{n:g} 个工作日"), "days": _("{n:g} 天"), "months": _("{n:g} 个月"), "hours": _("{n:g} 小时"),
        "minutes": _("{n:g} 分钟"),
    }[clock.span]
    words = pattern.format(n=clock.number)
    return _("至少提前 {span}").format(span=words) if clock.is_before else words


def rate_words(limit: Limit, kind: CaseKind) -> str:
    """Each kilometre's minutes, by the field that says which of them holds."""
    field = kind.fields[limit.field]
    rates = [_("{where} {minutes:g} 分钟").format(where=field.option(id), minutes=minutes) for id, minutes in limit.minutes.items()]
    rates.append(_("其他和未填 {minutes:g} 分钟").format(minutes=limit.otherwise))
    return _("每公里：{rates}").format(rates=_("、").join(rates))


def when_words(kind: CaseKind, when: Mapping[str, tuple[str, ...]]) -> str:
    """Which fields must have which values; "" for none."""
    names = {"yes": _("是"), "no": _("否")}
    told = [
        _("{field}＝{values}").format(
            field=kind.fields[id].name, values=_("、").join(names.get(value) or kind.fields[id].option(value) for value in values)
        )
        for id, values in when.items()
    ]
    return _("；").join(told)


def _start_words(clock: Clock, kind: CaseKind) -> str:
    starts = _moves(kind, clock.starts)
    return _("{moves}，从“{base}”算").format(moves=starts, base=kind.fields[clock.base].name) if clock.base else starts


def _moves(kind: CaseKind, ids: Iterable[str]) -> str:
    return _("、").join(str(kind.move(id).name) for id in ids)

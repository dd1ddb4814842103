"""What readings of cases count, what stands beside them, and a bar to awards, in plain words."""

from collections.abc import Mapping

from survey.domain.handling.field import Field
from survey.domain.handling.kind import CaseKind
from survey.domain.judging.bar import Bar, Done
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.mark import Reading
from survey.locale import _


def beside(reading: Reading) -> str:
    """How many cases stand beside a reading, in no denominator; "" for none."""
    sentences = []
    if reading.outside:
        sentences.append(_("另有 {n} 件不计入（撤回、放弃、改期、已在别处计等）。").format(n=reading.outside))
    if reading.open:
        sentences.append(_("另有 {n} 件未到期、暂停或说不清。").format(n=reading.open))
    return " ".join(sentences)


def counted_words(indicator: Indicator, kinds: Mapping[str, CaseKind]) -> str:
    """The kind of case, and what of it is counted: its clock, its fields, its states."""
    count = indicator.cases
    kind = kinds[count.kind]
    what = [kind.clock(count.clock).name] if count.clock else [_field_words(kind.fields[id], count.values) for id in count.fields]
    where = _("、").join(str(kind.state(state).name) for state in count.states)
    parts = [_("、").join(map(str, what)), _("状态：{states}").format(states=where) if where else ""]
    parts += [_("、").join(_field_words(kind.fields[id], values) for id, values in count.when.items())]
    parts += [_("每百件“{kind}”").format(kind=kinds[count.per].title)] if count.per else []
    told = _("；").join(part for part in parts if part)
    return _("{kind}（{what}）").format(kind=kind.title, what=told)


def base_words(indicator: Indicator, kinds: Mapping[str, CaseKind]) -> str:
    """What must hold for a case to be counted at all, and to whom and when it is counted; "" where all are."""
    count, kind = indicator.cases, kinds[indicator.cases.kind]
    names = {id: str(kind.fields[id].name) for id in (*count.fields, *count.given, count.on, count.person_field(kind)) if id in kind.fields}
    parts = [_("{fields}已填的").format(fields=_("、").join(names[id] for id in count.given))] if count.given else []
    if count.of:
        parts.append(_("、").join(_field_words(kind.fields[id], count.of) for id in count.fields))
    parts += [_("按“{field}”的日子归期").format(field=names[count.on])] if count.on else []
    parts += [_("{day} 以后发生的").format(day=count.since)] if count.since else []
    parts += [_("算到手上的单位")] if count.is_holders else []
    parts += [_("个人看“{field}”").format(field=names[person])] if (person := count.person_field(kind)) in names else []
    return _("；").join(parts)


def _field_words(field: Field, values: tuple[str, ...]) -> str:
    if not values:
        return str(field.name)
    words = {"yes": _("是"), "no": _("否")} | {option.id: str(option.name) for option in field.options}
    return _("{field}＝{values}").format(field=field.name, values=_("、").join(words[value] for value in values if value in words))


def show_bar(bar: Bar) -> str:
    """What is lost, by which rule, where the evidence lies, who verified it and when, and how the appeal ended."""
    month = _("月度（{month}）").format(month=f"{bar.happened_on:%Y-%m}")
    lost = {"month": month, "year": _("年度（{year}）").format(year=bar.happened_on.year)}
    return _("取消{awards}评优资格：{name}（{clause}）。证据编号 {code}，发生于 {day}；查实：{verified}；申诉：{ended}。").format(
        awards=_("、").join(lost[until] for until in bar.veto.until), name=bar.veto.name, clause=bar.veto.clause, code=bar.code,
        day=bar.happened_on, verified=_who(bar.verified), ended=_how(bar.ended),
    )


def _who(done: Done | None) -> str:
    return _("{by}，{day}").format(by=done.by, day=done.on) if done else "—"


def _how(done: Done | None) -> str:
    return _("{move}（{by}，{day}）").format(move=done.move, by=done.by, day=done.on) if done else "—"

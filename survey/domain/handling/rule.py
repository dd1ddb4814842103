"""What a move requires beyond its fields: a closed list of rules, each naming its clause."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from survey.domain.handling.field import Field
from survey.domain.noticing.remeasure import outcome_name
from survey.locale import Words, _

if TYPE_CHECKING:
    from survey.domain.handling.case import Step


@dataclass(frozen=True)
class Rule:
    """One line of a move's `rule`; which keys a rule takes stands in KEYS."""

    id: str
    clause: str
    field: str = ""
    fields: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    minutes: float = 0
    move: str = ""
    moves: tuple[str, ...] = ()
    times: int = 1
    since: str = ""
    whole: str = ""
    parts: tuple[str, ...] = ()
    unless: str = ""
    roles: tuple[str, ...] = ()
    source: Words | None = None


# Which keys each takes, besides the clause; those after a "?" may be left out.
KEYS: Mapping[str, tuple[str, ...]] = {
    "later_than": ("field", "minutes"),
    "tried": ("move", "times", "?since"),
    "is": ("field", "values"),
    "every": ("field",),
    "in_order": ("fields",),
    "balance": ("field", "whole", "parts"),
    "working_time": ("field", "?unless"),
    "somebody_else": ("?fields", "?moves", "?roles"),
    "reachable": (),
    "measured": ("values",),
}


@dataclass(frozen=True)
class Attempt:
    """A move that somebody wants to make, as the rules see it.

    given    values and words of the case as they would be after the move.
    steps    what was done before.
    actor    the account that moves, person the evaluated person it belongs to ("" for none).
    who      the roles that the actor holds at the case's units.
    is_open  whether the unit's office is open at a moment.
    outcome  what was measured again (domain/noticing/remeasure.py); "" while that goes on, or where nothing is measured.
    """

    happened_at: datetime
    actor: str
    person: str
    given: Mapping[str, object]
    steps: Sequence["Step"]
    fields: Mapping[str, Field]
    is_open: Callable[[datetime], bool]
    who: frozenset[str] = frozenset()
    is_reachable: bool = False
    outcome: str = ""

    def name(self, field: str) -> str:
        return str(self.fields[field].name)

    def moment(self, field: str) -> datetime | None:
        value = self.given.get(field)
        return datetime.fromisoformat(str(value)) if value else None


def broken(rule: Rule, attempt: Attempt) -> str:
    """What is wrong, in words, with the clause; "" when the rule is kept."""
    what = RULES[rule.id](rule, attempt)
    return _("{what}（{clause}）").format(what=what, clause=rule.clause) if what else ""


def _later_than(rule: Rule, attempt: Attempt) -> str:
    """Strictly more than the minutes: 30 min 00 s are not yet more than 30 minutes (rules.md 0-12)."""
    base = attempt.moment(rule.field)
    if base and attempt.happened_at > base + timedelta(minutes=rule.minutes):
        return ""
    return _("要超过“{field}”{minutes:g} 分钟以后才可以").format(field=attempt.name(rule.field), minutes=rule.minutes)


def _tried(rule: Rule, attempt: Attempt) -> str:
    since = attempt.moment(rule.since) if rule.since else None
    made = [step for step in attempt.steps if step.move == rule.move and (since is None or step.happened_at >= since)]
    if len(made) >= rule.times:
        return ""
    return _("前面要先有 {times} 次记录，现在有 {made} 次").format(times=rule.times, made=len(made))


def _is(rule: Rule, attempt: Attempt) -> str:
    field = attempt.fields[rule.field]
    if attempt.given.get(rule.field) in rule.values:
        return ""
    words = {"yes": _("是"), "no": _("否")}
    wanted = "、".join(words.get(value) or field.option(value) for value in rule.values)
    return _("“{field}”要是“{wanted}”").format(field=field.name, wanted=wanted)


def _every(rule: Rule, attempt: Attempt) -> str:
    field, ticked = attempt.fields[rule.field], attempt.given.get(rule.field) or ()
    missing = [str(option.name) for option in field.options if option.id not in ticked]
    return _("“{field}”还缺：{missing}").format(field=field.name, missing="、".join(missing)) if missing else ""


def _in_order(rule: Rule, attempt: Attempt) -> str:
    given = [(id, attempt.given[id]) for id in rule.fields if attempt.given.get(id) is not None]
    for (first, low), (second, high) in zip(given, given[1:], strict=False):
        if _comparable(low) > _comparable(high):
            return _("“{second}”不能小于“{first}”").format(first=attempt.name(first), second=attempt.name(second))
    return ""


def _comparable(value: object) -> object:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _balance(rule: Rule, attempt: Attempt) -> str:
    columns = {column.id: str(column.name) for column in attempt.fields[rule.field].columns}
    for place, line in enumerate(attempt.given.get(rule.field) or (), 1):
        if abs(line[rule.whole] - sum(line[part] for part in rule.parts)) > 1e-9:
            sum_of = " + ".join(columns[part] for part in rule.parts)
            return _("第 {place} 行不平：{whole}应等于{sum_of}").format(place=place, whole=columns[rule.whole], sum_of=sum_of)
    return ""


def _working_time(rule: Rule, attempt: Attempt) -> str:
    at = attempt.moment(rule.field)
    if at is None or attempt.is_open(at) or (rule.unless and attempt.given.get(rule.unless)):
        return ""
    return _("“{field}”不在正常工作时间").format(field=attempt.name(rule.field))


def _somebody_else(rule: Rule, attempt: Attempt) -> str:
    persons = {attempt.given.get(id) for id in rule.fields} - {None, ""}
    movers = {step.actor for step in attempt.steps if step.move in rule.moves} - {""}
    if (attempt.person and attempt.person in persons) or attempt.actor in movers or attempt.who & set(rule.roles):
        return _("要由另一个人来做")
    return ""


def _reachable(rule: Rule, attempt: Attempt) -> str:
    return "" if attempt.is_reachable else _("还没有留联系方式")


def _measured(rule: Rule, attempt: Attempt) -> str:
    if attempt.outcome in rule.values:
        return ""
    if not attempt.outcome:
        return _("复测还没有结束：要收满份数，或者过了截止日期")
    return _("复测的结果是“{outcome}”").format(outcome=outcome_name(attempt.outcome))


RULES: Mapping[str, Callable[[Rule, Attempt], str]] = {
    "later_than": _later_than, "tried": _tried, "is": _is, "every": _every, "in_order": _in_order, "balance": _balance,
    "working_time": _working_time, "somebody_else": _somebody_else, "reachable": _reachable,
    "measured": _measured,
}

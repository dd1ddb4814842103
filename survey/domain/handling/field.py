"""A field of a case: what may be written in it, and how it is kept."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from survey.domain.errors import SurveyError
from survey.domain.length import within
from survey.locale import Words, _

WORDS = ("text", "long")
LONGEST = {"text": 200, "long": 2000}
YES, NO = "yes", "no"
MOST_LINES = 60


@dataclass(frozen=True)
class Option:
    id: str
    name: Words


@dataclass(frozen=True)
class Field:
    """What its keys mean stands in docs/decisions/0012; `type` is a key of READERS."""

    id: str
    name: Words
    type: str
    clauses: tuple[str, ...] = ()
    help: Words | None = None
    options: tuple[Option, ...] = ()
    measure: str = ""
    least: float | None = None
    most: float | None = None
    usual: tuple[float, float] | None = None
    shortest: int = 0
    roles: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    is_past: bool = False
    columns: tuple["Field", ...] = ()
    source: Words | None = None

    @property
    def is_words(self) -> bool:
        """Whether it holds somebody's own words, which are erased after their time."""
        return self.type in WORDS

    def option(self, id: str) -> str:
        """An option in words; an id that is not declared any more stands for itself."""
        return next((str(option.name) for option in self.options if option.id == id), id)


@dataclass(frozen=True)
class Known:
    """What a field may point at: persons by role, units by kind, areas, the programme's rated questions."""

    persons: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    areas: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reading:
    """By what a field's text is read: the office's zone, the moment it is, and what is known."""

    zone: ZoneInfo
    now: datetime
    known: Known = Known()


@dataclass(frozen=True)
class Given:
    """What was given: coded values as JSON can hold them, and words."""

    coded: Mapping[str, object] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def accept(fields: Sequence[Field], needs: Sequence[str], raw: Mapping[str, object], reading: Reading) -> Given:
    """Everything that was given, each as it is kept; what was left empty is not in it.

    raw  by field id: text as it was typed, or what a widget gives (bool, number, date, datetime, list).
    Raises SurveyError naming the field: one that is needed and missing, a value that is wrong, a field not asked for.
    """
    known = {item.id: item for item in fields}
    if strangers := set(raw) - set(known):
        raise SurveyError("、".join(sorted(strangers)), _("这里没有这一栏。"), _("请从页面里填写。"))
    coded: dict[str, object] = {}
    words: dict[str, str] = {}
    for item in fields:
        value = read_value(item, raw.get(item.id), reading)
        if value is None:
            if item.id in needs:
                raise SurveyError(str(item.name), _("还没有填。") + _clauses(item), _("请填写后再提交。"))
        elif item.is_words:
            words[item.id] = str(value)
        else:
            coded[item.id] = value
    return Given(coded, words)


def _clauses(item: Field) -> str:
    return _("（{clauses}）").format(clauses="、".join(item.clauses)) if item.clauses else ""


def read_value(item: Field, raw: object, reading: Reading) -> object | None:
    """The value as it is kept; None for an empty one. SurveyError for one that the field cannot hold."""
    if raw is None or (isinstance(raw, str | list | tuple) and not raw) or (isinstance(raw, str) and not raw.strip()):
        return None
    return READERS[item.type](item, raw.strip() if isinstance(raw, str) else raw, reading)


def _words(item: Field, raw: object, reading: Reading) -> str:
    text = within(LONGEST[item.type], str(raw), str(item.name))
    if item.type == "text":
        text = " ".join(text.split())
    if len(text) < item.shortest:
        what = _("只有 {length} 个字。").format(length=len(text)) + _clauses(item)
        raise SurveyError(str(item.name), what, _("请写清楚，至少 {n} 个字。").format(n=item.shortest))
    return text


def _yes_no(item: Field, raw: object, reading: Reading) -> str:
    known = {True: YES, False: NO, YES: YES, NO: NO}
    return _known(item, raw, known, (YES, NO))


def _choice(item: Field, raw: object, reading: Reading) -> str:
    ids = [option.id for option in item.options]
    return _known(item, raw, {id: id for id in ids}, ids)


def _choices(item: Field, raw: object, reading: Reading) -> list[str]:
    ticked = [raw] if isinstance(raw, str) else list(raw)
    ids = [option.id for option in item.options]
    for id in ticked:
        _known(item, id, {id: id for id in ids}, ids)
    return [id for id in ids if id in ticked]


def _known(item: Field, raw: object, known: Mapping, shown: Sequence[str]) -> str:
    if not isinstance(raw, bool | str) or raw not in known:
        what = _("没有“{value}”。").format(value=str(raw)[:40])
        raise SurveyError(str(item.name), what, _("可以选：{allowed}。").format(allowed="、".join(list(shown)[:12])))
    return known[raw]


def _person(item: Field, raw: object, reading: Reading) -> str:
    ids = [id for id, role in reading.known.persons.items() if not item.roles or role in item.roles]
    return _known(item, raw, {id: id for id in ids}, ids)


def _unit(item: Field, raw: object, reading: Reading) -> str:
    ids = [id for id, kind in reading.known.units.items() if not item.unit_kinds or kind in item.unit_kinds]
    return _known(item, raw, {id: id for id in ids}, ids)


def _area(item: Field, raw: object, reading: Reading) -> str:
    ids = sorted(reading.known.areas)
    return _known(item, raw, {id: id for id in ids}, ids)


def _question(item: Field, raw: object, reading: Reading) -> str:
    ids = sorted(reading.known.questions)
    return _known(item, raw, {id: id for id in ids}, ids)


def _number(item: Field, raw: object, reading: Reading) -> float | int:
    try:
        value = float(str(raw).replace("，", "").replace(",", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise SurveyError(str(item.name), _("“{value}”不是数字。").format(value=str(raw)[:40]), _("请只写数字。"))
    if item.type == "whole" and value != int(value):
        raise SurveyError(str(item.name), _("“{value}”不是整数。").format(value=str(raw)[:40]), _("请写整数。"))
    low, high = -math.inf if item.least is None else item.least, math.inf if item.most is None else item.most
    if not low <= value <= high:
        what = _("{value:g} 超出了范围。").format(value=value)
        raise SurveyError(str(item.name), what, _("这里只能在 {low:g} 到 {high:g} 之间。").format(low=low, high=high))
    return int(value) if value == int(value) else value


def _day(item: Field, raw: object, reading: Reading) -> str:
    try:
        day = raw.date() if isinstance(raw, datetime) else raw if isinstance(raw, date) else date.fromisoformat(str(raw))
    except ValueError:
        raise _no_time(item, raw, "2026-01-31") from None
    if item.is_past and day > reading.now.astimezone(reading.zone).date():
        raise _in_the_future(item)
    return day.isoformat()


def _moment(item: Field, raw: object, reading: Reading) -> str:
    """Kept in UTC; without a zone it is the office's own time."""
    try:
        at = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw))
    except ValueError:
        raise _no_time(item, raw, "2026-01-31 09:30") from None
    at = at if at.tzinfo else at.replace(tzinfo=reading.zone)
    if item.is_past and at > reading.now:
        raise _in_the_future(item)
    return at.astimezone(reading.now.tzinfo).isoformat()


def _no_time(item: Field, raw: object, example: str) -> SurveyError:
    return SurveyError(str(item.name), _("“{value}”不是时间。").format(value=str(raw)[:40]), _("请写成 {example}。").format(example=example))


def _in_the_future(item: Field) -> SurveyError:
    return SurveyError(str(item.name), _("还没有到这个时间。"), _("请写已经发生的时间。"))


def _lines(item: Field, raw: object, reading: Reading) -> list[dict] | None:
    """Lines without anything in them are left out; all columns of a line are kept as the column's type says."""
    lines = []
    for place, given in enumerate(raw, 1):
        line = {column.id: read_value(column, given.get(column.id), reading) for column in item.columns}
        if any(value is not None for value in line.values()):
            lines.append(_complete(item, place, line))
    if len(lines) > MOST_LINES:
        raise SurveyError(str(item.name), _("超过 {n} 行。").format(n=MOST_LINES), _("请分几次填写。"))
    return lines or None


def _complete(item: Field, place: int, line: dict) -> dict:
    """Numbers that were left empty are none; a line of numbers without a name is nothing one could check."""
    for column in item.columns:
        if line[column.id] is None and column.is_words:
            where = _("{field}第 {place} 行").format(field=item.name, place=place)
            raise SurveyError(where, _("没有填“{column}”。").format(column=column.name), _("请填写后再提交。"))
    return {id: 0 if value is None else value for id, value in line.items()}


READERS: Mapping[str, Callable[[Field, object, Reading], object]] = {
    "yes_no": _yes_no, "choice": _choice, "choices": _choices, "text": _words, "long": _words, "whole": _number,
    "number": _number, "day": _day, "moment": _moment, "person": _person, "unit": _unit, "area": _area, "question": _question,
    "lines": _lines,
}


def is_unusual(item: Field, value: object) -> bool:
    """Whether a number lies outside of what is usual: kept, and flagged."""
    return item.usual is not None and isinstance(value, int | float) and not item.usual[0] <= value <= item.usual[1]

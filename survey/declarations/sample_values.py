"""How a sample case's fields are filled: a constant, or a table with one of the keys of READERS."""

from collections.abc import Callable, Mapping

from survey.declarations.entry import Entry
from survey.declarations.sample_case_plan import Span, Value
from survey.declarations.sample_survey import take_numbers
from survey.domain.handling.field import NO, YES, Field
from survey.locale import _

MINUTES = {"minutes": 1, "hours": 60, "days": 1440}


def read_values(entry: Entry | None, fields: Mapping[str, Field]) -> dict[str, Value]:
    """By field; SurveyError for a field that the kind does not have."""
    if entry is None:
        return {}
    found = {id: _value(entry, id, fields) for id in fields if id in entry.table}
    entry.asked.update(fields)
    entry.done()
    return found


def _value(whole: Entry, id: str, fields: Mapping[str, Field]) -> Value:
    if not isinstance(whole.table[id], dict):
        return Value("constant", whole.table[id])
    entry = whole.child(id)
    found = [key for key in READERS if key in entry.table]
    if len(found) != 1:
        raise entry.refuse("、".join(found), _("要写其中一个，且只写一个。"), _("可以用：{allowed}。").format(allowed="、".join(READERS)))
    value = READERS[found[0]](entry, fields[id], fields)
    entry.done()
    return value


def _options(item: Field) -> list[str]:
    return [option.id for option in item.options] or [YES, NO]


def _number(entry: Entry, item: Field, fields: Mapping[str, Field]) -> Value:
    low, high = read_pair(entry, "number")
    return Value("number", low=low, high=high, digits=entry.whole("digits", 0), plus=entry.one_of("plus", fields, ""))


def _known(entry: Entry, item: Field, fields: Mapping[str, Field]) -> Value:
    is_own = entry.one_of(item.type, ("own", "any")) == "own"
    return Value("known", is_own=is_own, other_than=entry.one_of("other_than", fields, ""))


def _time(entry: Entry, item: Field, fields: Mapping[str, Field]) -> Value:
    return Value("time", span=read_span(entry, fields))


READERS: Mapping[str, Callable[[Entry, Field, Mapping[str, Field]], Value]] = {
    "one_of": lambda entry, item, fields: Value("one_of", take_numbers(entry, "one_of", _options(item))),
    "some_of": lambda entry, item, fields: Value("some_of", take_numbers(entry, "some_of", _options(item))),
    "texts": lambda entry, item, fields: Value("texts", entry.texts("texts")),
    "lines": lambda entry, item, fields: Value("texts", entry.take("lines", list)),
    "number": _number,
    "person": _known,
    "area": _known,
    "unit": _known,
    "minutes": _time,
    "hours": _time,
    "days": _time,
}


def read_span(entry: Entry, fields: Mapping[str, Field], at_work: bool = False) -> Span:
    """`minutes`, `hours` or `days` = [least, most], `from` a field, `at_work`; the entry's other keys are left to others."""
    given = [unit for unit in MINUTES if unit in entry.table]
    if len(given) != 1:
        raise entry.refuse("、".join(given) or "minutes", _("要写其中一个，且只写一个。"), _("可以用：{allowed}。").format(allowed="、".join(MINUTES)))
    low, high = read_pair(entry, given[0])
    base = entry.one_of("from", [id for id, item in fields.items() if item.type in ("day", "moment")], "")
    return Span(low * MINUTES[given[0]], high * MINUTES[given[0]], base, entry.yes("at_work", at_work and not base))


def read_spans(
    whole: Entry, key: str, fields: Mapping[str, Field], at_work: bool, default: Span | None
) -> Span | None:
    entry = whole.child(key, None)
    if entry is None:
        return default
    span = read_span(entry, fields, at_work)
    entry.done()
    return span


def read_pair(entry: Entry, key: str) -> tuple[float, float]:
    word = _("两个数：[0.2, 0.6]")
    pair = entry.take(key, list, word=word)
    if len(pair) != 2 or not all(isinstance(value, int | float) for value in pair) or pair[0] > pair[1]:
        raise entry.wrong(key, pair, word)
    return pair[0], pair[1]

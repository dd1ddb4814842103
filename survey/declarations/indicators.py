"""indicators.toml of a programme -> Indicator: what one may declare of cases stands in docs/decisions/0013."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from survey.declarations.entry import Entry, read_entry, unique
from survey.domain.asking.question import Question
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.handling.field import NO, YES, Field
from survey.domain.handling.kind import CaseKind
from survey.domain.judging.indicator import (
    IN_TIME,
    MEASURES,
    OF_BOOK,
    OF_CASES,
    RECORDED,
    SHARE,
    VERIFIED,
    CaseCount,
    Indicator,
)
from survey.locale import _

Questions = Mapping[str, Mapping[str, Question]]
WITH_VALUES = ("yes_no", "choice", "choices")


def read_indicators(
    file: Path, programme: str, questionnaires: Sequence[Questionnaire], kinds: Sequence[CaseKind]
) -> tuple[Indicator, ...]:
    if not file.exists():
        return ()
    whole = read_entry(file)
    keys = {q.id: {question.key: question for question in q.questions if question.scale} for q in questionnaires}
    by_id = {kind.id: kind for kind in kinds}
    read = (_indicator(entry, programme, keys, by_id) for entry in whole.entries("indicator"))
    indicators = unique(read, whole, "indicator", lambda i: i.id)
    whole.done()
    return indicators


def _indicator(entry: Entry, programme: str, keys: Questions, kinds: Mapping[str, CaseKind]) -> Indicator:
    measure = entry.one_of("measure", MEASURES)
    asks = measure not in (OF_BOOK, *OF_CASES)
    questionnaire = entry.one_of("questionnaire", keys) if asks else ""
    questions = entry.some_of("questions", keys[questionnaire]) if asks else ()
    indicator = Indicator(
        id=entry.id(),
        programme=programme,
        name=entry.words("name"),
        measure=measure,
        questionnaire=questionnaire,
        questions=questions,
        subjects=frozenset(keys[questionnaire][key].subject for key in questions),
        clauses=entry.texts("clauses"),
        is_higher_better=entry.one_of("better", ("higher", "lower")) == "higher",
        why_it_matters=entry.words("why_it_matters"),
        owner=entry.words("owner"),
        next_review=entry.day("next_review"),
        source=entry.words("source"),
        cases=_cases(entry, measure, kinds) if measure in OF_CASES else None,
    )
    entry.done()
    return indicator


def _cases(entry: Entry, measure: str, kinds: Mapping[str, CaseKind]) -> CaseCount:
    """The keys that the measure takes; one that it does not take is refused as unknown."""
    kind = kinds[entry.one_of("kind", kinds)]
    counts_cases = measure != IN_TIME
    has_values = measure in (SHARE, VERIFIED)
    fields = _fields(entry, measure, kind)
    allowed = allowed_values(kind.fields[id] for id in fields)
    count = CaseCount(
        kind=kind.id,
        clock="" if counts_cases else entry.one_of("clock", [clock.id for clock in kind.clocks]),
        fields=fields,
        values=entry.some_of("values", allowed) if has_values and fields else (),
        of=entry.some_of("of", allowed, ()) if measure == SHARE else (),
        states=entry.some_of("states", [state.id for state in kind.states], ()) if counts_cases else (),
        given=entry.some_of("given", kind.fields, ()) if counts_cases else (),
        when=_when(entry.child("when", None), kind.fields),
        person=entry.one_of("person", fields_of(kind, "person"), "") if counts_cases else "",
        is_holders=entry.yes("is_holders", False),
        on=entry.one_of("on", fields_of(kind, "day", "moment"), "") if measure == VERIFIED else "",
        since=entry.day("since") if measure == VERIFIED and "since" in entry.table else None,
        per=entry.one_of("per", kinds, "") if measure == VERIFIED else "",
    )
    if measure == VERIFIED and not (count.fields or count.states):
        raise entry.refuse("states", _("没有写怎样才算查实。"), _("请写 fields 和 values，或者 states。"))
    return count


def _fields(entry: Entry, measure: str, kind: CaseKind) -> tuple[str, ...]:
    if measure == RECORDED:
        return entry.some_of("fields", kind.fields)
    with_values = fields_of(kind, *WITH_VALUES)
    if measure == SHARE:
        return entry.some_of("fields", with_values)
    return entry.some_of("fields", with_values, ()) if measure == VERIFIED else ()


def fields_of(kind: CaseKind, *types: str) -> list[str]:
    return [id for id, field in kind.fields.items() if field.type in types]


def allowed_values(fields) -> list[str]:
    """What any of the fields may say."""
    return list(dict.fromkeys(value for field in fields for value in ([option.id for option in field.options] or [YES, NO])))


def _when(entry: Entry | None, fields: Mapping[str, Field]) -> dict[str, tuple[str, ...]]:
    if entry is None:
        return {}
    found = {}
    for id in entry.table:
        if id not in fields or fields[id].type not in ("yes_no", "choice"):
            raise entry.refuse(id, _("没有这一栏，或它不是单选。"), _("可以用：{allowed}。").format(
                allowed="、".join(id for id, field in fields.items() if field.type in ("yes_no", "choice"))
            ))
        found[id] = entry.some_of(id, allowed_values([fields[id]]))
    entry.done()
    return found

"""One folder of data/programmes/ -> Programme."""

from collections.abc import Mapping
from pathlib import Path

from survey.declarations.entry import Entry, read_entry, unique
from survey.declarations.limits import read_limits
from survey.declarations.questionnaires import read_questionnaire
from survey.domain.asking.programme import Privacy, Programme, Quota
from survey.domain.asking.question import Question
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.scale import Scale
from survey.domain.handling.case import CaseKind, Move, State, Topic
from survey.domain.handling.contact import FIELDS
from survey.domain.judging.indicator import MEASURES, OF_BOOK, Indicator
from survey.locale import _


def read_programme(folder: Path, scales: Mapping[str, Scale], kinds: list[str]) -> Programme:
    whole = read_entry(folder / "programme.toml")
    id, unit_kinds = whole.as_id(_("文件夹名"), folder.name), whole.some_of("unit_kinds", kinds)
    questionnaires = _questionnaires(whole, folder, scales, unit_kinds)
    case_kinds = tuple(_case_kind(read_entry(file)) for file in sorted((folder / "cases").glob("*.toml")))
    programme = Programme(
        id=id,
        order=whole.whole("order"),
        icon=whole.text("icon"),
        title=whole.words("title"),
        organisation=whole.words("organisation"),
        summary=whole.words("summary"),
        supervision_phone=whole.text("supervision_phone"),
        unit_kinds=unit_kinds,
        privacy=_privacy(whole.child("privacy")),
        quota=_quota(whole.child("quota", None)),
        questionnaires=questionnaires,
        case_kinds=case_kinds,
        topics=_topics(folder / "topics.toml"),
        indicators=_indicators(folder / "indicators.toml", id, questionnaires),
        limits=read_limits(folder / "limits.toml"),
    )
    whole.done()
    return programme


def _questionnaires(
    whole: Entry, folder: Path, scales: Mapping[str, Scale], unit_kinds: tuple[str, ...]
) -> tuple[Questionnaire, ...]:
    """Those of the folder, in the order in which `questionnaires` names them."""
    files = sorted((folder / "questionnaires").glob("*.toml"))
    found = unique(
        (read_questionnaire(file, folder.name, scales, unit_kinds) for file in files),
        whole, "questionnaires", lambda q: (q.id, q.version),
    )
    order = whole.some_of("questionnaires", [q.id for q in found], ())
    return tuple(sorted(found, key=lambda q: order.index(q.id) if q.id in order else len(order)))


def _privacy(entry: Entry) -> Privacy:
    privacy = Privacy(entry.words("who"), entry.words("why"), entry.words("kept"), entry.words("how_long"))
    entry.done()
    return privacy


def _quota(entry: Entry | None) -> Quota | None:
    if entry is None:
        return None
    quota = Quota(
        entry.at_least(1, "collectors"), entry.at_least(1, "sheets_per_area"), entry.at_least(1, "months_per_round")
    )
    if 12 % quota.months_per_round:
        raise entry.wrong("months_per_round", quota.months_per_round, _("能整除 12 的月数：1、2、3、4、6 或 12"))
    entry.done()
    return quota


def _topics(file: Path) -> tuple[Topic, ...]:
    if not file.exists():
        return ()
    whole = read_entry(file)
    topics = unique((_topic(entry) for entry in whole.entries("topic")), whole, "topic", lambda t: t.id)
    whole.done()
    return topics


def _topic(entry: Entry) -> Topic:
    topic = Topic(entry.id(), entry.words("name"))
    entry.done()
    return topic


def _case_kind(whole: Entry) -> CaseKind:
    states = unique((_state(entry) for entry in whole.entries("state")), whole, "state", lambda s: s.id)
    names = [state.id for state in states]
    kind = CaseKind(
        id=whole.id(),
        title=whole.words("title"),
        clauses=whole.texts("clauses"),
        channels=unique((_topic(entry) for entry in whole.entries("channel")), whole, "channel", lambda c: c.id),
        states=states,
        moves=unique((_move(entry, names) for entry in whole.entries("move")), whole, "move", lambda m: m.id),
        contact=unique(whole.some_of("contact", FIELDS, ()), whole, "contact", str),
    )
    whole.done()
    return kind


def _state(entry: Entry) -> State:
    state = State(entry.id(), entry.words("name"), entry.yes("is_final", False))
    entry.done()
    return state


def _move(entry: Entry, states: list[str]) -> Move:
    move = Move(
        id=entry.id(),
        name=entry.words("name"),
        sources=entry.some_of("from", states),
        target=entry.one_of("to", states),
        needs_note=entry.yes("needs_note"),
        is_answer=entry.yes("is_answer"),
    )
    if move.is_answer and not move.needs_note:
        raise entry.refuse("needs_note", _("答复不能没有内容。"), _("请写 needs_note = true，或 is_answer = false。"))
    entry.done()
    return move


def _indicators(file: Path, programme: str, questionnaires: tuple[Questionnaire, ...]) -> tuple[Indicator, ...]:
    if not file.exists():
        return ()
    whole = read_entry(file)
    keys = {q.id: {question.key: question for question in q.questions if question.scale} for q in questionnaires}
    indicators = unique(
        (_indicator(entry, programme, keys) for entry in whole.entries("indicator")), whole, "indicator", lambda i: i.id
    )
    whole.done()
    return indicators


def _indicator(entry: Entry, programme: str, keys: Mapping[str, Mapping[str, Question]]) -> Indicator:
    measure = entry.one_of("measure", MEASURES)
    asks = measure != OF_BOOK
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
    )
    entry.done()
    return indicator

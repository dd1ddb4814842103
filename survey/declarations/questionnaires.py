"""One questionnaire file -> Questionnaire."""

from collections.abc import Mapping
from pathlib import Path

from survey.declarations.entry import Entry, read_entry, unique
from survey.domain.asking.question import Condition, Question
from survey.domain.asking.questionnaire import Questionnaire, Section
from survey.domain.asking.scale import Scale
from survey.locale import _

SUBJECTS = ("person", "unit", "network")


def read_questionnaire(file: Path, programme: str, scales: Mapping[str, Scale], unit_kinds: tuple[str, ...]) -> Questionnaire:
    whole = read_entry(file)
    sections = unique((_section(e) for e in whole.entries("section")), whole, "section", lambda s: s.id)
    questions = _questions(whole, sections, scales)
    questionnaire = Questionnaire(
        id=whole.id(),
        programme=programme,
        version=whole.at_least(1, "version"),
        title=whole.words("title"),
        audience=whole.words("audience"),
        source=whole.text("source"),
        headline=whole.one_of("headline", [q.key for q in questions if q.scale]),
        unit_kinds=whole.some_of("unit_kinds", unit_kinds),
        needs_area=whole.yes("needs_area", False),
        is_public=whole.yes("is_public"),
        sections=sections,
        questions=questions,
    )
    whole.done()
    return questionnaire


def _section(entry: Entry) -> Section:
    section = Section(entry.id(), entry.words("title"))
    entry.done()
    return section


def _questions(whole: Entry, sections: tuple[Section, ...], scales: Mapping[str, Scale]) -> tuple[Question, ...]:
    questions: list[Question] = []
    for entry in whole.entries("question"):
        questions.append(_question(entry, sections, scales, questions))
    return unique(questions, whole, "question", lambda q: q.key)


def _question(entry: Entry, sections: tuple[Section, ...], scales: Mapping[str, Scale], earlier: list[Question]) -> Question:
    scale = entry.one_of("scale", [*scales, "comment"])
    text = entry.words("text")
    question = Question(
        key=entry.id("key"),
        section=entry.one_of("section", [s.id for s in sections]),
        clauses=entry.texts("clauses", ()),
        text=text,
        short=entry.words("short", text),
        subject=entry.one_of("subject", SUBJECTS),
        scale=scales.get(scale),
        asked_if=_condition(entry, earlier),
        is_outcome=entry.yes("is_outcome", False),
    )
    entry.done()
    return question


def _condition(entry: Entry, earlier: list[Question]) -> Condition | None:
    child = entry.child("asked_if", None)
    if child is None:
        return None
    filters = {q.key: q for q in earlier if q.scale}
    key = child.one_of("question", filters)
    condition = Condition(key, child.some_of("answers", filters[key].scale.codes))
    if any(q.section == entry.table.get("section") and q.key == key for q in earlier):
        raise child.refuse("question", _("“{key}”与本题在同一页。").format(key=key), _("请把条件题放在前面的页。"))
    child.done()
    return condition

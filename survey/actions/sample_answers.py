"""What is answered in the sample year: an opinion on a scale of 1 to 5, and the answer it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from survey.actions.sample_chance import one_of, pick
from survey.actions.sample_visits import Visit
from survey.declarations.sample_plan import CommentPlan, Effect, ItemPlan, Remarks, SurveyPlan
from survey.domain.asking.question import Question
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.scale import DISSATISFIED, FAIR, VERY_SATISFIED, Option, Scale

EVEN_CHANCE, STEEPNESS = 2.0, 1.5  # where on 1-5 a yes-or-no question tips, and how sharply
TWO_REMARKS = 0.2  # share of the comments that say two things


@dataclass(frozen=True)
class Leanings:
    """How far units (overall, and by question) and persons lie from the general level, in scale points."""

    units: Mapping[tuple[str, str], float]
    persons: Mapping[str, float]


def draw_leanings(
    plan: SurveyPlan, questionnaire: Questionnaire, persons: list[str], rng: np.random.Generator
) -> Leanings:
    units = {}
    for unit in plan.units:
        whole = rng.normal(0, plan.spread.units)
        for question in questionnaire.rated:
            units[unit, question.key] = whole + rng.normal(0, plan.spread.units / 2)
    return Leanings(units, {person: rng.normal(0, plan.spread.persons) for person in persons})


def answer(
    plan: SurveyPlan, questionnaire: Questionnaire, leanings: Leanings, visit: Visit, rng: np.random.Generator
) -> dict[str, str]:
    """Raw texts by question key, as a respondent of this visit fills them in: codes and comments."""
    opinions = _opinions(plan, questionnaire, leanings, visit, rng)
    given: dict[str, str] = {}
    for question in questionnaire.questions:
        item = plan.items.get(question.key)
        if item and questionnaire.applies(question, given) and rng.random() >= plan.spread.blank:
            code = _code(question, item, opinions, given, questionnaire, rng)
            given |= {question.key: code} if code else {}
    for comment in plan.comments:
        text = _comment(comment, questionnaire, visit, given, rng)
        if text and questionnaire.applies(questionnaire.by_key[comment.question], given):
            given[comment.question] = text
    return given


def _opinions(
    plan: SurveyPlan, questionnaire: Questionnaire, leanings: Leanings, visit: Visit, rng: np.random.Generator
) -> dict[str, float]:
    """Scale points by question: the level, everybody's leanings, planted effects and chance."""
    spread = plan.spread
    mood = spread.level + rng.normal(0, spread.respondents)
    if rng.random() < spread.unhappy_share:
        mood += spread.unhappy_shift
    effects = [effect for effect in plan.effects if _holds(effect, visit)]
    opinions: dict[str, float] = {}
    for question, chance in zip(questionnaire.rated, rng.normal(0, spread.answers, len(questionnaire.rated))):
        item = plan.items[question.key]
        if item.made_of:
            value = sum(weight * opinions[key] for key, weight in item.made_of.items()) / sum(item.made_of.values())
        else:
            value = mood + leanings.units[visit.unit, question.key]
            value += leanings.persons.get(visit.person, 0.0) if question.subject == "person" else 0.0
        planted = sum(e.shift for e in effects if question.key in e.questions or not (e.questions or item.made_of))
        opinions[question.key] = value + item.shift + planted + chance
    return opinions


def _holds(effect: Effect, visit: Visit) -> bool:
    return (
        (not effect.units or visit.unit in effect.units)
        and (not effect.months or visit.day.month in effect.months)
        and (not effect.collectors or visit.collector in effect.collectors)
        and (not effect.modes or visit.mode in effect.modes)
    )


def _code(
    question: Question, item: ItemPlan, opinions: Mapping[str, float], given: Mapping[str, str],
    questionnaire: Questionnaire, rng: np.random.Generator,
) -> str:
    """The option's code; "" where the scale has none for it."""
    if item.shares:
        return pick(rng, _raised(item, given, questionnaire))
    if rng.random() < item.unknown:
        return next((o.code for o in question.scale.options if o.grade is None and o.points is None), "")
    return _graded(question.scale, opinions[question.key], rng).code


def _raised(item: ItemPlan, given: Mapping[str, str], questionnaire: Questionnaire) -> dict[str, float]:
    """The shares, each raised when the question it hangs on got a low grade."""
    weights = dict(item.shares)
    for code, key in (item.raised_by or {}).items():
        grade = _grade(questionnaire, given, key)
        if grade is not None and grade >= FAIR:
            weights[code] *= 5 if grade == FAIR else 20
    return weights


def _graded(scale: Scale, opinion: float, rng: np.random.Generator) -> Option:
    options = sorted((o for o in scale.options if o.grade is not None), key=lambda o: o.grade)
    if len(options) > 2:
        return options[5 - min(5, max(1, round(opinion)))]
    is_bad = rng.random() < 1 / (1 + np.exp(STEEPNESS * (opinion - EVEN_CHANCE)))
    return options[-1] if is_bad else options[0]


def _grade(questionnaire: Questionnaire, given: Mapping[str, str], key: str) -> int | None:
    return questionnaire.by_key[key].scale.by_code[given[key]].grade if key in given else None


def _comment(
    plan: CommentPlan, questionnaire: Questionnaire, visit: Visit, given: Mapping[str, str], rng: np.random.Generator
) -> str:
    """Remarks that fit the answers: on the worst where something is low, else on what is best; often none."""
    graded = [
        (grade, remarks)
        for remarks in plan.remarks
        if _fits(remarks, visit) and (grade := _grade(questionnaire, given, remarks.about)) is not None
    ]
    worst = max((grade for grade, remarks in graded if remarks.bad), default=VERY_SATISFIED)
    if rng.random() >= (plan.share_unhappy if worst >= DISSATISFIED else plan.share):
        return ""
    bad = [text for grade, remarks in graded if grade == worst for text in remarks.bad] if worst >= FAIR else []
    texts = bad or [text for grade, remarks in graded if grade == VERY_SATISFIED for text in remarks.good]
    if not texts:
        return ""
    chosen = rng.choice(texts, size=min(len(texts), 1 + int(rng.random() < TWO_REMARKS)), replace=False)
    return one_of(rng, plan.openings) + "".join(chosen) + one_of(rng, plan.endings_bad if bad else plan.endings_good)


def _fits(remarks: Remarks, visit: Visit) -> bool:
    return (not remarks.units or visit.unit in remarks.units) and (
        not remarks.months or visit.day.month in remarks.months
    )

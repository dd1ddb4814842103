"""The sample year's answers to a question that is asked again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from survey.actions.remeasuring import question_of
from survey.actions.sample_chance import one_of
from survey.declarations.sample_case_plan import AgainPlan
from survey.domain.asking.again import ask_again
from survey.domain.asking.programme import Programme
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.response import Response
from survey.domain.asking.scale import DISSATISFIED
from survey.domain.handling.case import Case
from survey.domain.handling.kind import CaseKind


def answers_again(
    programme: Programme, kind: CaseKind, case: Case, plan: AgainPlan, accepted_at: datetime, rng: np.random.Generator
) -> list[Response]:
    """Those who answer by the case's link after it was accepted, in order; exactly the planned share is dissatisfied."""
    questionnaire, key = question_of(kind, case.coded)
    short = ask_again(programme.questionnaire(questionnaire), key)
    unhappy = [number < round(plan.responses * plan.dissatisfied) for number in rng.permutation(plan.responses)]
    minutes = sorted(rng.choice(np.arange(60, plan.days * 24 * 60), plan.responses, replace=False))
    return [
        _response(short, case, accepted_at + timedelta(minutes=int(after)), _answers(short, is_unhappy, rng))
        for after, is_unhappy in zip(minutes, unhappy, strict=True)
    ]


def _response(short: Questionnaire, case: Case, at: datetime, answers: dict[str, str]) -> Response:
    return Response(
        id=f"{case.id}-{at:%m%d%H%M}", programme=case.programme, questionnaire=short.id, version=short.version, unit=case.unit,
        mode="qr", happened_on=at.date(), entered_at=at, origin=case.origin, answers=answers, comments={}, about=case.id,
    )


def _answers(short: Questionnaire, is_unhappy: bool, rng: np.random.Generator) -> dict[str, str]:
    return {question.key: one_of(rng, _codes(question.scale.options, is_unhappy)) for question in short.rated}


def _codes(options: Sequence, is_unhappy: bool) -> list[str]:
    """Of the options with a grade those that are as bad, or not."""
    return [option.code for option in options if option.grade is not None and (option.grade >= DISSATISFIED) == is_unhappy]

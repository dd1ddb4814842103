"""Scores of persons adjusted for who carried the sheets: kept as studies, renewed at night, beside the marks and never in them (0019)."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime

import numpy as np
import pandas as pd

from survey.actions.office import Office
from survey.domain.counting.period import Period, year_period
from survey.domain.counting.points import points_of
from survey.domain.counting.reading import answer_values
from survey.domain.judging.evaluation import Evaluation
from survey.domain.judging.fair_score import FairScore, fair_scores
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.year_end import named_by, used_indicators
from survey.domain.noticing.study import Study, kept_rows
from survey.store.response_reading import sheets_about_persons
from survey.store.studies import find_study, save_study
from survey.store.tallies import responses_by_month

AT_ONCE = 10_000  # default: responses that a page may wait for
SCORES, PERSON = "score", "person"


def fair_scores_of(office: Office, evaluation: Evaluation, now: datetime) -> Mapping[tuple[str, str], FairScore]:
    """By person and indicator, for other actions, which have asked; of many responses what the last night found."""
    found: dict[tuple[str, str], FairScore] = {}
    for indicator in _adjustable(office, evaluation):
        study = _study(office, indicator, year_period(evaluation.year), now, AT_ONCE)
        found |= {(row["person"], indicator.id): _read(row) for row in (study.found["rows"] if study else ())}
    return found


def renew_fair_scores(office: Office, year: int, now: datetime) -> int:
    """Adjust anew whatever other responses came for, in a year with an evaluation; how many indicators that was."""
    office.leave("read_dashboard")
    evaluation = office.declarations.evaluations.get(year)
    if evaluation is None:
        return 0
    studies = [_study(office, indicator, year_period(year), now, None) for indicator in _adjustable(office, evaluation)]
    return sum(study is not None and study.made_at == now for study in studies)


def _adjustable(office: Office, evaluation: Evaluation) -> list[Indicator]:
    """Scores on sheets of persons that ask about the person alone: never the network's, nor a unit's (measures.md 9)."""
    used = used_indicators(evaluation, office.declarations)
    return [used[id] for id in named_by(evaluation, True) if used[id].measure == SCORES and not used[id].is_of_cases and _asked(office, used[id])]


def _asked(office: Office, indicator: Indicator) -> list[str]:
    """Its questions, or none where one of them is about anything else."""
    asked = office.declarations.programme(indicator.programme).questionnaire(indicator.questionnaire).by_key
    questions = [key for key in indicator.questions if key in asked]
    return questions if all(asked[key].subject == PERSON for key in questions) else []


def _study(office: Office, indicator: Indicator, period: Period, now: datetime, most: int | None) -> Study | None:
    """The kept one, or a new one where other responses came and there are not more than `most`."""
    where = (office.database, indicator.programme, indicator.questionnaire, period)
    key = (indicator.programme, indicator.questionnaire, f"{period.first}..{period.last}", f"fair:{indicator.id}")
    count, kept = sum(responses_by_month(*where).values()), find_study(office.database, *key)
    if (kept and kept.responses == count) or not count or (most is not None and count > most):
        return kept
    made = Study(*key, count, now, {"rows": kept_rows(fair_scores(_sheets(office, indicator, where)))})
    save_study(office.database, made)
    return made


def _sheets(office: Office, indicator: Indicator, where: tuple) -> pd.DataFrame:
    """Person, collector and the mean points of the indicator's questions, of the responses that have any."""
    programme, questions = office.declarations.programme(indicator.programme), _asked(office, indicator)
    values = answer_values(programme.versions(indicator.questionnaire))
    rows: list[tuple[str, str, float]] = []
    for block in sheets_about_persons(*where):
        points = points_of([(version, answers) for _person, _collector, version, answers in block], values, questions)
        has = ~np.isnan(points).all(axis=1)
        rows += [(block[at][0], block[at][1], float(np.nanmean(points[at]))) for at in np.flatnonzero(has)]
    return pd.DataFrame(rows, columns=["person", "collector", "score"])


def _read(row: Mapping) -> FairScore:
    return FairScore(**{item.name: row[item.name] for item in fields(FairScore)})

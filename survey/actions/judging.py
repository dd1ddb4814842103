"""The year end: readings become everybody's marks, bands and focal issues."""

from collections.abc import Mapping

import pandas as pd

from survey.actions.keeping import has_sample
from survey.actions.noticing import Dashboard, Selection, read_book, read_dashboard
from survey.actions.office import Office
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.columns import empty, shaped
from survey.domain.counting.period import Period, year_period
from survey.domain.counting.reading import answer_values
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.judging.evaluation import Sheet
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.indicator_reading import read_answers, read_cases
from survey.domain.judging.mark import Reading, ScoreCard, score_card
from survey.domain.judging.year_end import ISSUES, TREND, YearEnd, stand, subjects_of, used_indicators
from survey.store.tallies import tallies_frame


def indicator_readings(office: Office, indicator: Indicator, period: Period, by: str) -> dict[str, Reading]:
    """Readings of every "unit" or "person" in the period; those with n under 10 stay here.

    Cases name no person, so the book gives no reading by person.
    """
    count = _of_book if indicator.is_of_book else _of_answers
    readings = count(office, indicator, period, by)
    return {subject: reading for subject, reading in readings.items() if reading.n >= MINIMUM}


def _of_book(office: Office, indicator: Indicator, period: Period, by: str) -> dict[str, Reading]:
    return read_cases(indicator, read_book(office, indicator.programme, period).cases) if by == "unit" else {}


def _of_answers(office: Office, indicator: Indicator, period: Period, by: str) -> dict[str, Reading]:
    programme = office.declarations.programme(indicator.programme)
    values = answer_values([q for q in programme.questionnaires if q.id == indicator.questionnaire])
    tallies = tallies_frame(
        office.database, programme.id, indicator.questionnaire, period,
        keep=(by, "question", "answer", "version"),
        questions=indicator.questions,
    )
    return read_answers(indicator, tallies, values, by)


def evaluate(office: Office, year: int) -> YearEnd:
    """Everybody's marks of a year; SurveyError for a year without an evaluation file."""
    evaluation, period = office.declarations.evaluation(year), year_period(year)
    indicators = used_indicators(evaluation, office.declarations)
    readings = {
        by: {id: indicator_readings(office, indicator, period, by) for id, indicator in indicators.items()}
        for by in ("unit", "person")
    }
    dashboards = _dashboards(office, period)
    cards = {sheet.id: _cards(office, sheet, readings, evaluation.minimum) for sheet in evaluation.sheets}
    return YearEnd(
        evaluation=evaluation,
        declarations=office.declarations,
        period=period,
        standings={id: stand(of_sheet) for id, of_sheet in cards.items()},
        focal=_gathered([(q, dashboard.focal) for q, dashboard in dashboards], ISSUES),
        trend=_gathered([(q, dashboard.trend) for q, dashboard in dashboards], TREND),
        is_sample=has_sample(office),
    )


def _cards(
    office: Office, sheet: Sheet, readings: Mapping[str, Mapping[str, Mapping[str, Reading]]], minimum: int
) -> list[ScoreCard]:
    of_all = readings["person" if sheet.is_for_persons else "unit"]
    return [
        score_card(subject, sheet, {id: found[subject] for id, found in of_all.items() if subject in found}, minimum)
        for subject in subjects_of(sheet, office.declarations)
    ]


def _dashboards(office: Office, period: Period) -> list[tuple[Questionnaire, Dashboard]]:
    read = [
        (questionnaire, read_dashboard(office, Selection(programme.id, questionnaire.id, period)))
        for programme in office.declarations.programmes.values()
        for questionnaire in programme.current_questionnaires
    ]
    return [(questionnaire, dashboard) for questionnaire, dashboard in read if not dashboard.is_empty]


def _gathered(parts: list[tuple[Questionnaire, pd.DataFrame]], columns: tuple[str, ...]) -> pd.DataFrame:
    frames = [
        shaped(frame.assign(programme=questionnaire.programme, questionnaire=questionnaire.id), columns)
        for questionnaire, frame in parts
        if len(frame)
    ]
    return pd.concat(frames, ignore_index=True) if frames else empty(columns)

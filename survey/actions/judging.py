"""The year end: readings become everybody's marks and bands."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from survey.actions.book_reading import book_of
from survey.actions.case_readings import CaseRows, is_shown, read_indicator
from survey.actions.fair_scores import fair_scores_of
from survey.actions.keeping import has_sample
from survey.actions.office import Office
from survey.actions.vetoes import find_bars
from survey.actions.year_notices import notice_year
from survey.domain.counting.period import Period, year_period
from survey.domain.counting.reading import answer_values
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.judging.evaluation import Sheet
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.indicator_reading import read_answers, read_cases
from survey.domain.judging.mark import Reading, ScoreCard, score_card
from survey.domain.judging.year_end import (
    Standing,
    YearEnd,
    named_by,
    stand,
    subjects_of,
    used_indicators,
)
from survey.domain.keeping.permission import Leave
from survey.store.log import record
from survey.store.tallies import responses_by_month, tallies_frame


def indicator_readings(
    office: Office, indicator: Indicator, period: Period, by: str, rows: CaseRows | None = None
) -> dict[str, Reading]:
    """Readings of every "unit" or "person" in the period; those with n under 10 stay here, whole counts aside.

    `rows` are the cases, for indicators of cases. The answered share of the book is no person's.
    """
    if indicator.is_of_cases:
        readings = read_indicator(rows, indicator, by)
    else:
        readings = (_of_book if indicator.is_of_book else _of_answers)(office, indicator, period, by)
    return {subject: reading for subject, reading in readings.items() if is_shown(reading)}


def _of_book(office: Office, indicator: Indicator, period: Period, by: str) -> dict[str, Reading]:
    return read_cases(indicator, book_of(office, indicator.programme, period).cases) if by == "unit" else {}


def _of_answers(office: Office, indicator: Indicator, period: Period, by: str) -> dict[str, Reading]:
    programme = office.declarations.programme(indicator.programme)
    values = answer_values(programme.versions(indicator.questionnaire))
    tallies = tallies_frame(
        office.database, programme.id, indicator.questionnaire, period,
        keep=(by, "question", "answer", "version"),
        questions=indicator.questions,
    )
    return read_answers(indicator, tallies, values, by)


def evaluate(office: Office, year: int, now: datetime) -> YearEnd:
    """The marks of a year that the actor may see; SurveyError for a year without an evaluation file.

    Places are those among all.
    """
    leave = office.leave("read_scores")
    whole = evaluation_of(office, year, now)
    if leave.units is None and not leave.is_own_only:
        return whole
    seen = {id: tuple(s for s in of_sheet if _is_seen(office, leave, s)) for id, of_sheet in whole.standings.items()}
    subjects = {standing.card.subject for of_sheet in seen.values() for standing in of_sheet}
    return replace(whole, standings=seen, fair={key: score for key, score in whole.fair.items() if key[0] in subjects})


def _is_seen(office: Office, leave: Leave, standing: Standing) -> bool:
    subject, is_person = standing.card.subject, standing.card.sheet.is_for_persons
    if leave.is_own_only:
        return is_person and subject == office.actor.person
    return leave.covers(office.declarations.person(subject).unit if is_person else subject)


def year_end(office: Office, year: int, now: datetime) -> YearEnd:
    """Everything the year-end workbook holds, for who may take it away; the log says who did."""
    office.leave("export_year_end")
    found = replace(evaluation_of(office, year, now), noticed=notice_year(office, year_period(year), now))
    record(office.database, office.entry("export_year_end", now, str(year)))
    return found


def years_begun(office: Office) -> set[int]:
    """The years of which enough responses are there to be judged."""
    office.leave("read_scores")
    years = Counter()
    for programme in office.declarations.programmes.values():
        for questionnaire in programme.current_questionnaires:
            for month, count in responses_by_month(office.database, programme.id, questionnaire.id).items():
                years[month[:4]] += count
    return {int(year) for year, count in years.items() if year and count >= MINIMUM}


def evaluation_of(office: Office, year: int, now: datetime) -> YearEnd:
    """Everybody's marks, without asking who reads."""
    evaluation, period = office.declarations.evaluation(year), year_period(year)
    indicators = used_indicators(evaluation, office.declarations)
    of_cases = tuple(indicator for indicator in indicators.values() if indicator.is_of_cases)
    rows = CaseRows(office, of_cases, period, now)
    readings = {
        by: {id: indicator_readings(office, indicators[id], period, by, rows) for id in named_by(evaluation, by == "person")}
        for by in ("unit", "person")
    }
    bars = find_bars(office, evaluation)
    cards = {sheet.id: _cards(office, sheet, readings, evaluation.minimum) for sheet in evaluation.sheets}
    return YearEnd(
        evaluation=evaluation,
        declarations=office.declarations,
        period=period,
        standings={id: stand(of_sheet, bars) for id, of_sheet in cards.items()},
        is_sample=has_sample(office),
        fair=fair_scores_of(office, evaluation, now),
    )


def _cards(
    office: Office, sheet: Sheet, readings: Mapping[str, Mapping[str, Mapping[str, Reading]]], minimum: int
) -> list[ScoreCard]:
    of_all = readings["person" if sheet.is_for_persons else "unit"]
    return [
        score_card(subject, sheet, {id: found[subject] for id, found in of_all.items() if subject in found}, minimum)
        for subject in subjects_of(sheet, office.declarations)
    ]

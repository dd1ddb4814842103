"""Two coded fields of the same responses against each other."""

from datetime import date

import numpy as np
import pandas as pd

from survey.actions.office import Office
from survey.actions.selecting import Selection, check_shown, within_reach
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.counting.differencing import Guard, spans
from survey.domain.counting.period import Period, parse_period
from survey.domain.counting.reading import answer_values
from survey.domain.errors import SurveyError
from survey.domain.noticing.cross_table import CrossTable, cross_table, hide_cells, hide_small_cells
from survey.locale import _
from survey.store.response_reading import responses_frame

QUARTER = "quarter"
PLACES = ("unit", "area", "mode", QUARTER)


def crossable(office: Office, selection: Selection) -> tuple[str, ...]:
    """What may be a row or a column: a place, the way of answering, the quarter, and every question with coded answers."""
    questionnaire = office.declarations.programme(selection.programme).questionnaire(selection.questionnaire)
    return (*PLACES, *(question.key for question in questionnaire.questions if not question.is_comment))


def read_cross_table(office: Office, selection: Selection, row: str, column: str) -> CrossTable:
    """Two of what is crossable, small cells hidden; answers as codes, units, areas and modes as ids, quarters as 2025-Q3.

    Reads whole responses, for tallies count every question apart: its cost grows with the responses of the period.
    A response counts when it says something to both; 不清楚/没接触 says nothing where the others have points or grades.
    NotShown for a selection that the guard doesn't show, and its groups of units, modes and quarters are hidden
    (decision 0015). SurveyError for a field that there is not, or for one against itself.
    """
    guard, selection = check_shown(office, selection), within_reach(office, selection)
    fields = crossable(office, selection)
    if row == column or {row, column} - set(fields):
        raise SurveyError(
            _("交叉表"), _("不能用“{row}”和“{column}”做交叉表。").format(row=row[:40], column=column[:40]),
            _("请选两个不同的：{ids}。").format(ids="、".join(fields)),
        )
    frame = _responses(office, selection)
    programme = office.declarations.programme(selection.programme)
    versions = programme.versions(selection.questionnaire)
    pairs = pd.DataFrame({"row": _field(frame, row, versions), "column": _field(frame, column, versions)}, dtype=object)
    told = pairs[(pairs["row"] != "") & (pairs["column"] != "")]
    counts = told.groupby(["row", "column"]).size().rename("count").reset_index()
    found = hide_small_cells(cross_table(counts))
    return hide_cells(found, _hidden_groups(guard, selection, found.cells, row, column))


def _hidden_groups(guard: Guard, selection: Selection, cells: pd.DataFrame, row: str, column: str) -> np.ndarray:
    """By cell whether the guard hides the group that it is part of."""
    def is_hidden(of_row: str, of_column: str) -> bool:
        group = {row: of_row, column: of_column}
        units, modes = ([group[name]] if name in group else chosen for name, chosen in (("unit", selection.units), ("mode", selection.modes)))
        pieces = guard.pieces(units, modes, selection.period)
        if QUARTER in group:
            pieces = [piece._replace(span=span) for piece in pieces for span in spans(_within(selection.period, group[QUARTER]))]
        return bool(guard.hidden_of(pieces))

    return np.array([is_hidden(*pair) for pair in zip(cells["row"], cells["column"])], dtype=bool)


def _within(period: Period, quarter: str) -> Period:
    """The months of a quarter that the period holds."""
    whole = parse_period(quarter)
    return Period(max(period.first, whole.first), min(period.last, whole.last))


def _responses(office: Office, selection: Selection) -> pd.DataFrame:
    frame = responses_frame(office.database, selection.programme, selection.questionnaire, selection.period)
    for name, wanted in (("unit", selection.units), ("mode", selection.modes)):
        frame = frame[frame[name].isin(wanted)] if wanted else frame
    return frame


def _field(frame: pd.DataFrame, name: str, versions: list[Questionnaire]) -> list[str]:
    """One value a response, "" for none; of a question only answers in the newest words that were asked."""
    if name == QUARTER:
        return [_quarter(day) for day in frame["happened_on"]]
    if name in PLACES:
        return frame[name].tolist()
    values = answer_values(versions)
    of_question = values[values["question"] == name]
    telling = of_question[of_question["in_base"] | of_question["points"].notna()]
    allowed = telling if len(telling) else of_question
    segments = dict(zip(zip(allowed["version"], allowed["answer"]), allowed["segment"]))
    given = [(version, answers.get(name, "")) for version, answers in zip(frame["version"], frame["answers"])]
    newest = max((segments[pair] for pair in given if pair in segments), default=0)
    return [pair[1] if segments.get(pair) == newest else "" for pair in given]


def _quarter(day: date | None) -> str:
    return "" if pd.isna(day) else f"{day.year}-Q{(day.month + 2) // 3}"

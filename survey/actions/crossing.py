"""Two coded fields of the same responses against each other."""

from datetime import date

import pandas as pd

from survey.actions.office import Office
from survey.actions.selecting import Selection, within_reach
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.counting.reading import answer_values
from survey.domain.errors import SurveyError
from survey.domain.noticing.cross_table import CrossTable, cross_table, hide_small_cells
from survey.locale import _
from survey.store.responses import responses_frame

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
    SurveyError for a field that there is not, or for one against itself.
    """
    selection = within_reach(office, selection)
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
    return hide_small_cells(cross_table(counts))


def _responses(office: Office, selection: Selection) -> pd.DataFrame:
    frame = responses_frame(office.database, selection.programme, selection.questionnaire, selection.period)
    for name, wanted in (("unit", selection.units), ("mode", selection.modes)):
        frame = frame[frame[name].isin(wanted)] if wanted else frame
    return frame


def _field(frame: pd.DataFrame, name: str, versions: list[Questionnaire]) -> list[str]:
    """One value a response, "" for none."""
    if name == QUARTER:
        return [_quarter(day) for day in frame["happened_on"]]
    if name in PLACES:
        return frame[name].tolist()
    values = answer_values(versions)
    of_question = values[values["question"] == name]
    telling = of_question[of_question["in_base"] | of_question["points"].notna()]
    allowed = telling if len(telling) else of_question
    known = set(zip(allowed["version"], allowed["answer"]))
    given = [(version, answers.get(name, "")) for version, answers in zip(frame["version"], frame["answers"])]
    return [pair[1] if pair in known else "" for pair in given]


def _quarter(day: date | None) -> str:
    return "" if pd.isna(day) else f"{day.year}-Q{(day.month + 2) // 3}"

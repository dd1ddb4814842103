"""Exporting whole responses, for the office itself: they hold no contacts, but they are not made small-number safe."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd

from survey.actions.office import Office
from survey.domain.asking.programme import Declarations
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.counting.period import Period
from survey.locale import _
from survey.store.log import record
from survey.store.response_reading import comments_frame, responses_frame
from survey.workbook.export import write_table

EVERY_COMMENT = 10**9


def export_responses(
    office: Office, programme: str, questionnaire: str, period: Period, path: Path, now: datetime,
    with_labels: bool = False,
) -> int:
    """Write all responses of a period to .csv or .xlsx; how many there were.

    Column names are in the reader's language; cells hold codes and ids, or what they are called.
    All versions stand together: a question that a response was not asked is blank.
    """
    office.leave("export_responses", programme)
    declared = office.declarations.programme(programme)
    asked = declared.questionnaire(questionnaire)
    versions = declared.versions(asked.id)
    frame = responses_frame(office.database, programme, asked.id, period)
    comments = comments_frame(office.database, programme, asked.id, period, most=EVERY_COMMENT)
    table = _table(frame, comments, versions, _names(office.declarations) if with_labels else {}, office)
    write_table(table, path, str(asked.title))
    told = {"programme": programme, "questionnaire": asked.id, "period": str(period), "rows": len(table)}
    record(office.database, office.entry("export_responses", now, path.name, after=told))
    return len(table)


def _names(declared: Declarations) -> Mapping[str, Mapping[str, str]]:
    groups = {
        "unit": declared.units, "area": declared.areas, "person": declared.persons,
        "collector": declared.collectors, "mode": declared.modes,
    }
    return {column: {id: str(thing.name) for id, thing in things.items()} for column, things in groups.items()}


def _table(
    frame: pd.DataFrame, comments: pd.DataFrame, versions: Sequence[Questionnaire],
    names: Mapping[str, Mapping[str, str]], office: Office,
) -> pd.DataFrame:
    """One row per response under readable headings; blank cells are None."""
    headings = {
        "id": _("答卷编号"), "version": _("问卷版本"), "unit": _("责任单位"), "area": _("片区"), "person": _("被考核人"),
        "collector": _("访员"), "mode": _("填写方式"), "happened_on": _("日期"), "entered_at": _("录入时间"), "origin": _("来源"),
    }
    entered = pd.to_datetime(frame["entered_at"], utc=True).dt.tz_convert(office.zone).dt.strftime("%Y-%m-%d %H:%M")
    frame = frame.assign(entered_at=entered)
    columns = {heading: _called(frame[column], names.get(column, {})) for column, heading in headings.items()}
    questions = {question.key: question for asked in versions for question in asked.questions}
    for key, question in questions.items():
        heading = f"{key} {question.short}"
        is_comment, with_labels = question.is_comment, bool(names)
        columns[heading] = _said(frame, comments, key) if is_comment else _given(frame, versions, key, with_labels)
    return pd.DataFrame(columns, dtype=object)


def _called(ids: pd.Series, names: Mapping[str, str]) -> list:
    return [names.get(id, id) or None for id in ids.tolist()]


def _given(frame: pd.DataFrame, versions: Sequence[Questionnaire], key: str, with_labels: bool) -> list:
    shown = {
        (asked.version, option.code): str(option.label) if with_labels else _number(option.code)
        for asked in versions
        if key in asked.by_key and asked.by_key[key].scale
        for option in asked.by_key[key].scale.options
    }
    codes = [answers.get(key) for answers in frame["answers"]]
    return [shown.get(pair, pair[1]) for pair in zip(frame["version"].tolist(), codes)]


def _number(code: str) -> int | str:
    """Codes that are numbers are written as numbers, which a spreadsheet can count."""
    return int(code) if code.isdecimal() and str(int(code)) == code else code


def _said(frame: pd.DataFrame, comments: pd.DataFrame, key: str) -> list:
    mine = comments[comments["question"] == key]
    texts = dict(zip(mine["id"].tolist(), mine["text"].tolist()))
    return [texts.get(id) for id in frame["id"].tolist()]

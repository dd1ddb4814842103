"""Rows of a file -> responses, or reasons why not: every row is checked before any is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pandas as pd

from survey.domain.asking.cells import Fault, read_days, unreadable_days
from survey.domain.asking.given import Given, read_given
from survey.domain.asking.mapping import ImportMapping, Keep, tidy
from survey.domain.asking.misfits import groups_of_misfits, misfit_faults
from survey.domain.asking.programme import Declarations
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.response import Response
from survey.domain.asking.same_id import group_rows, merge_days, partners, response_id
from survey.domain.columns import REFUSED, empty, shaped
from survey.domain.errors import SurveyError
from survey.locale import _


@dataclass(frozen=True)
class Notes:
    """What was counted instead of guessed.

    unreadable_days  rows whose day fits no format.
    several_days     responses whose rows name different days; their day is unknown.
    merged_rows      rows that went into the response of an earlier row.
    cut_comments     comments shortened, as the mapping says.
    undated          responses that are stored without a day, for whatever reason.
    """

    unreadable_days: int
    several_days: int
    merged_rows: int
    cut_comments: int
    undated: int


@dataclass(frozen=True)
class Checked:
    """`refused` has the columns REFUSED; a line stands either there or behind a response, never both.

    ids  the response that each line belongs to, indexed by line.
    """

    responses: list[Response]
    ids: pd.Series
    refused: pd.DataFrame
    notes: Notes


def check_rows(
    cells: pd.DataFrame, misfits: Mapping[int, Sequence[str]], mapping: ImportMapping, questionnaire: Questionnaire,
    declarations: Declarations, now: datetime, today: date,
) -> Checked:
    """`cells` hold texts and are indexed by line; `misfits` are the lines that have more or fewer cells.

    Raises SurveyError when the file lacks a column that the mapping names.
    """
    refuse_missing_columns(cells, mapping.columns)
    outside = unwanted(cells, mapping.keeps)
    rows = cells.drop(index=list({fault.line for fault in outside}))
    groups, faults = group_rows(rows, mapping)
    given = read_given(groups, mapping, questionnaire, declarations)
    days = read_days(rows, mapping.day, today)
    unreadable = unreadable_days(rows, mapping.day, days)
    faults += given.faults
    faults += unreadable if mapping.day and mapping.day.is_refused_unreadable else []
    faults += partners(faults, groups, groups_of_misfits(misfits, groups, mapping.id_columns))
    happened_on, several = merge_days(days, groups)
    bad = groups.with_lines([fault.line for fault in faults])
    good = [group for group in range(len(groups.keys)) if group not in bad]
    ids = [response_id(key, questionnaire.programme, questionnaire.id, mapping.series) for key in groups.keys]
    responses = _responses(good, ids, given, happened_on, questionnaire, now)
    notes = Notes(
        unreadable_days=len(unreadable),
        several_days=several,
        merged_rows=int(np.isin(groups.of_row, good).sum()) - len(good),
        cut_comments=sum(group not in bad for group in given.cut),
        undated=sum(response.happened_on is None for response in responses),
    )
    refused = refused_frame([*outside, *faults, *misfit_faults(misfits, len(cells.columns))])
    return Checked(responses, pd.Series(np.array(ids, dtype=object)[groups.of_row], index=rows.index), refused, notes)


def refuse_missing_columns(cells: pd.DataFrame, columns: Sequence[str]) -> None:
    """SurveyError for a file that lacks one of these."""
    missing = [column for column in columns if column not in cells]
    if missing:
        raise SurveyError(
            _("对应文件"), _("表里没有这些列：{names}。").format(names="、".join(missing)),
            _("表里有：{names}。").format(names="、".join(cells.columns)),
        )


def unwanted(cells: pd.DataFrame, keeps: Sequence[Keep]) -> list[Fault]:
    """The rows that the mapping leaves out."""
    faults = []
    for keep in keeps:
        wanted = {tidy(value) for value in keep.values}
        reason = _("只收这一列是 {values} 的行。").format(values="、".join(f"“{value}”" for value in keep.values))
        values = cells[keep.column]
        outside = values[[tidy(value) not in wanted for value in values]]
        faults += [Fault(line, keep.column, value, reason) for line, value in outside.items()]
    return faults


def _responses(
    good: Sequence[int], ids: Sequence[str], given: Given, happened_on: Sequence[date | None],
    questionnaire: Questionnaire, now: datetime,
) -> list[Response]:
    """In the order of their ids, which are as good as random: an index grows much faster at its end."""
    good = sorted(good, key=ids.__getitem__)
    parts = (_dicts(frame, good) for frame in (given.places, given.answers, given.comments))
    return [
        Response(
            id=ids[group],
            programme=questionnaire.programme,
            questionnaire=questionnaire.id,
            version=questionnaire.version,
            happened_on=happened_on[group],
            entered_at=now,
            origin="import",
            answers=answers,
            comments=comments,
            **places,
        )
        for group, places, answers, comments in zip(good, *parts)
    ]


def _dicts(frame: pd.DataFrame, rows: Sequence[int]) -> list[dict[str, str]]:
    """Each row as a dict of what is given."""
    names, columns = list(frame.columns), [frame[name].to_numpy()[rows].tolist() for name in frame.columns]
    if not columns:
        return [{} for _row in rows]
    return [{name: value for name, value in zip(names, values) if value} for values in zip(*columns)]


def refused_frame(faults: Sequence[Fault]) -> pd.DataFrame:
    """Columns REFUSED, by line."""
    if not faults:
        return empty(REFUSED)
    return shaped(pd.DataFrame(faults).sort_values("line", kind="stable", ignore_index=True), REFUSED)

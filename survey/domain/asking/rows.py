"""Rows of a file -> responses, or reasons why not: every row is checked before any is saved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pandas as pd

from survey.domain.asking.cells import Fault, read_cells, read_comments, read_days, unreadable_days
from survey.domain.asking.mapping import ImportMapping, Keep, Source, tidy
from survey.domain.asking.place import accept_place
from survey.domain.asking.programme import Declarations
from survey.domain.asking.question import LONGEST_COMMENT
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.response import Response
from survey.domain.asking.same_id import (
    Groups, group_rows, merge_codes, merge_comments, merge_days, partners, response_id,
)
from survey.domain.columns import REFUSED, empty, shaped
from survey.domain.errors import SurveyError
from survey.locale import _

PLACES = ("unit", "area", "person", "collector", "mode")
WHERE = ("unit", "area", "person", "collector")


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
    """`refused` has the columns REFUSED; a line stands either there or behind a response, never both."""

    responses: list[Response]
    refused: pd.DataFrame
    notes: Notes


def check_rows(
    cells: pd.DataFrame, mapping: ImportMapping, questionnaire: Questionnaire, declarations: Declarations,
    now: datetime, today: date, digest: str,
) -> Checked:
    """`cells` hold texts and are indexed by line; `digest` is the file's, for the ids of rows that have none.

    Raises SurveyError when the file lacks a column that the mapping names.
    """
    _refuse_missing_columns(cells, mapping)
    unwanted = _unwanted(cells, mapping.keeps)
    rows = cells.drop(index=list({fault.line for fault in unwanted}))
    groups, faults = group_rows(rows, mapping, digest)
    places, place_faults = _places(groups, mapping, questionnaire, declarations)
    answers, answer_faults = _answers(groups, mapping, questionnaire)
    comments, comment_faults, cut = _comments(groups, mapping, questionnaire)
    days = read_days(rows, mapping.day, today)
    undated = unreadable_days(rows, mapping.day, days)
    faults += [*place_faults, *answer_faults, *comment_faults]
    faults += undated if mapping.day and mapping.day.is_refused_unreadable else []
    faults += _contradictions(answers.join(comments), groups, mapping, questionnaire, faults)
    faults += partners(faults, groups)
    happened_on, several = merge_days(days, groups)
    bad = groups.with_lines([fault.line for fault in faults])
    good = [group for group in range(len(groups.keys)) if group not in bad]
    responses = _responses(good, groups, places, answers, comments, happened_on, mapping, questionnaire, now)
    notes = Notes(
        unreadable_days=len(undated),
        several_days=several,
        merged_rows=int(np.isin(groups.of_row, good).sum()) - len(good),
        cut_comments=sum(group not in bad for group in cut),
        undated=sum(response.happened_on is None for response in responses),
    )
    return Checked(responses, _refused(unwanted + faults), notes)


def _refuse_missing_columns(cells: pd.DataFrame, mapping: ImportMapping) -> None:
    missing = [column for column in mapping.columns if column not in cells]
    if missing:
        raise SurveyError(
            _("对应文件"), _("表里没有这些列：{names}。").format(names="、".join(missing)),
            _("表里有：{names}。").format(names="、".join(cells.columns)),
        )


def _unwanted(cells: pd.DataFrame, keeps: Sequence[Keep]) -> list[Fault]:
    faults = []
    for keep in keeps:
        wanted = {tidy(value) for value in keep.values}
        reason = _("只收这一列是 {values} 的行。").format(values="、".join(f"“{value}”" for value in keep.values))
        values = cells[keep.column]
        outside = values[[tidy(value) not in wanted for value in values]]
        faults += [Fault(line, keep.column, value, reason) for line, value in outside.items()]
    return faults


def _read_all(
    groups: Groups, sources: Mapping[str, Source], accept: Callable[[str], Callable[[str], str]]
) -> tuple[pd.DataFrame, list[Fault]]:
    """Codes of every source, one row per group, with what was refused on the way."""
    codes, faults = {}, []
    for name, source in sources.items():
        codes[name], refused = read_cells(groups.rows, source, accept(name))
        faults += refused
    frame = pd.DataFrame(codes, index=groups.rows.index, dtype=object)
    merged, contradicting = merge_codes(frame, groups, sources)
    return merged, faults + contradicting


def _answers(
    groups: Groups, mapping: ImportMapping, questionnaire: Questionnaire
) -> tuple[pd.DataFrame, list[Fault]]:
    return _read_all(groups, mapping.answers, lambda key: questionnaire.by_key[key].accept)


def _places(
    groups: Groups, mapping: ImportMapping, questionnaire: Questionnaire, declarations: Declarations
) -> tuple[pd.DataFrame, list[Fault]]:
    """Who and where, checked one by one and then together, once for each combination that occurs."""
    known = {name: getattr(declarations, name) for name in PLACES}
    places, faults = _read_all(groups, mapping.places, lambda name: lambda id: known[name](id).id)
    places = places.assign(**{name: "" for name in PLACES if name not in places}).astype(object)
    seen = groups.with_lines([fault.line for fault in faults])
    units, wrong = [], {}
    judged: dict[tuple, tuple[str, str]] = {}
    for group, where in enumerate(zip(*(places[name] for name in PLACES))):
        if where not in judged:
            judged[where] = _judge_place(where, questionnaire, declarations)
        unit, reason = judged[where]
        units.append(unit)
        if reason and group not in seen:
            wrong[group] = reason
    columns = [column for source in mapping.places.values() for column in source.columns]
    return places.assign(unit=np.array(units, dtype=object)), faults + groups.faults(wrong, columns)


def _judge_place(
    where: tuple[str, ...], questionnaire: Questionnaire, declarations: Declarations
) -> tuple[str, str]:
    *place, mode = where
    try:
        if not mode:
            raise SurveyError(_("填写方式"), _("没有写。"), _("请补上，或在对应文件里写一个固定值。"))
        if not (place[0] or place[1]):
            raise SurveyError(_("责任单位"), _("没有写。"), _("请补上，或在对应文件里说明空白是哪个单位。"))
        return accept_place(declarations, questionnaire, *place), ""
    except SurveyError as refusal:
        return "", str(refusal)


def _comments(
    groups: Groups, mapping: ImportMapping, questionnaire: Questionnaire
) -> tuple[pd.DataFrame, list[Fault], list[int]]:
    """Merged comments, what was refused, and the groups whose comment was cut, once for each comment."""
    accepted, faults, cut = {}, [], []
    for key, source in mapping.comments.items():
        texts = merge_comments(read_comments(groups.rows, source), groups)
        if source.is_cut:
            cut += [group for group, text in enumerate(texts) if len(text) > LONGEST_COMMENT]
            texts = [text[:LONGEST_COMMENT] for text in texts]
        wrong = {}
        for group, text in enumerate(texts):
            try:
                texts[group] = questionnaire.by_key[key].accept(text) if text else ""
            except SurveyError as refusal:
                wrong[group] = str(refusal)
        accepted[key] = texts
        faults += groups.faults(wrong, source.columns)
    return pd.DataFrame(accepted, index=range(len(groups.keys)), dtype=object), faults, cut


def _contradictions(
    given: pd.DataFrame, groups: Groups, mapping: ImportMapping, questionnaire: Questionnaire, faults: list[Fault]
) -> list[Fault]:
    """Responses that the questionnaire refuses as a whole: it is asked only where that can be."""
    doubtful = (given == "").all(axis=1)
    for question in questionnaire.questions:
        condition = question.asked_if
        if condition and question.key in given and condition.question in given:
            filtered = given[condition.question]
            doubtful |= (filtered != "") & ~filtered.isin(condition.answers) & (given[question.key] != "")
    seen = groups.with_lines([fault.line for fault in faults])
    wrong = {}
    for group in np.flatnonzero(doubtful):
        try:
            questionnaire.accept(given.loc[group].to_dict())
        except SurveyError as refusal:
            wrong |= {} if group in seen else {group: str(refusal)}
    return groups.faults(wrong)


def _responses(
    good: Sequence[int], groups: Groups, places: pd.DataFrame, answers: pd.DataFrame, comments: pd.DataFrame,
    happened_on: Sequence[date | None], mapping: ImportMapping, questionnaire: Questionnaire, now: datetime,
) -> list[Response]:
    """In the order of their ids, which are as good as random: an index grows much faster at its end."""
    scope = (questionnaire.programme, questionnaire.id, mapping.series)
    ordered = sorted((response_id(groups.keys[group], *scope), group) for group in good)
    good = [group for _id, group in ordered]
    return [
        Response(
            id=id,
            programme=questionnaire.programme,
            questionnaire=questionnaire.id,
            version=questionnaire.version,
            happened_on=happened_on[group],
            entered_at=now,
            origin="import",
            answers=given,
            comments=said,
            **where,
        )
        for (id, group), where, given, said in zip(ordered, _dicts(places, good), _dicts(answers, good), _dicts(comments, good))
    ]


def _dicts(frame: pd.DataFrame, rows: Sequence[int]) -> list[dict[str, str]]:
    """Each row as a dict of what is given."""
    names, columns = list(frame.columns), [frame[name].to_numpy()[rows].tolist() for name in frame.columns]
    if not columns:
        return [{} for _row in rows]
    return [{name: value for name, value in zip(names, values) if value} for values in zip(*columns)]


def _refused(faults: Sequence[Fault]) -> pd.DataFrame:
    if not faults:
        return empty(REFUSED)
    return shaped(pd.DataFrame(faults).sort_values("line", kind="stable", ignore_index=True), REFUSED)

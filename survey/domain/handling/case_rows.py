"""Rows of a file -> cases with their history, or reasons why not: every row is checked before any is saved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from survey.domain.asking.cells import Fault, read_cells, read_comments
from survey.domain.asking.mapping import Source, tidy
from survey.domain.asking.misfits import misfit_faults
from survey.domain.asking.rows import refuse_missing_columns, refused_frame, unwanted
from survey.domain.asking.same_id import group_rows, response_id
from survey.domain.errors import SurveyError
from survey.domain.handling.case import IMPORT, IMPORT_BY_DAY, Case, Wanted, check_text, place_of
from survey.domain.handling.case_mapping import CaseMapping, MomentSource, Replay
from survey.domain.handling.history import History, Setting, by_days, replay
from survey.domain.handling.kind import ALWAYS, OPENING, CaseKind
from survey.domain.handling.moment_format import Moment, beginning_of, read_moment
from survey.locale import _


@dataclass(frozen=True)
class CheckedCases:
    """`lines` are those of the histories, in their order; `refused` has the columns REFUSED."""

    histories: list[History]
    lines: list[int]
    refused: pd.DataFrame


@dataclass(frozen=True)
class Row:
    """What one line says."""

    id: str
    opened: Moment
    places: Mapping[str, str]
    text: str
    fields: Mapping[str, str]
    state: str
    moves: Sequence[tuple[Wanted, Moment]]


def check_case_rows(
    cells: pd.DataFrame, misfits: Mapping[int, Sequence[str]], mapping: CaseMapping, programme: str, kind: CaseKind,
    setting_at: Callable[[str], Setting], now: datetime, entered_by: str = "",
) -> CheckedCases:
    """`cells` hold texts and are indexed by line; `misfits` are the lines that have more or fewer cells.

    Raises SurveyError when the file lacks a column that the mapping names.
    """
    refuse_missing_columns(cells, mapping.columns)
    faults = unwanted(cells, mapping.keeps)
    kept = cells.drop(index=list({fault.line for fault in faults}))
    ids, nameless = _ids(kept, mapping, programme, kind)
    columns = _Columns(kept, mapping)
    columns.faults += nameless
    bad = {fault.line for fault in columns.faults}
    histories, lines, refusals = [], [], []
    for place, line in enumerate(kept.index):
        if line in bad:
            continue
        row = columns.row(place, ids[place])
        case = _case(row, mapping, programme, kind, now, entered_by)
        try:
            histories.append(_history(case, row, mapping, kind, setting_at(case.unit)))
            lines.append(line)
        except SurveyError as refusal:
            refusals.append(_fault(line, case, refusal))
    faults += [*columns.faults, *refusals, *misfit_faults(misfits, len(cells.columns))]
    return CheckedCases(histories, lines, refused_frame(faults))


def _ids(rows: pd.DataFrame, mapping: CaseMapping, programme: str, kind: CaseKind) -> tuple[list[str], list[Fault]]:
    """The id of each row; two rows of one id are both refused, since nobody can say which of them holds."""
    groups, faults = group_rows(rows, mapping)
    counts = pd.Series(groups.of_row).value_counts()
    nameless = groups.with_lines([fault.line for fault in faults])
    several = set(counts.index[counts > 1]) - nameless
    faults += groups.faults(dict.fromkeys(several, _("同一编号有好几行。")), mapping.id_columns)
    by_group = [response_id(key, programme, kind.id, mapping.series) for key in groups.keys]
    return [by_group[group] for group in groups.of_row], faults


class _Columns:
    """The file's columns, each read once as a whole; `faults` are what could not be read."""

    def __init__(self, rows: pd.DataFrame, mapping: CaseMapping) -> None:
        self.rows, self.mapping, self.faults = rows, mapping, []
        self.opened = self._moments(mapping.opened)
        self._refuse_empty(self.opened, mapping.opened.column, _("没有写什么时候来的。"))
        self.places = {name: self._codes(source) for name, source in mapping.places.items()}
        for name, reason in (("unit", _("没有写责任单位。")), ("channel", _("没有写来源。"))):
            self._refuse_empty(self.places[name], "、".join(mapping.places[name].columns), reason)
        self.text = self._words(mapping.text)
        self.fields = {id: self._codes(source) for id, source in mapping.fields.items()}
        self.state = self._codes(mapping.state) if mapping.state else [""] * len(rows)
        self.moves = [
            (item, self._moments(item.at), self._words(item.note), {id: self._codes(s) for id, s in item.fields.items()})
            for item in mapping.replays
        ]

    def row(self, place: int, id: str) -> Row:
        moves = [
            (Wanted(item.move, notes[place], _given(fields, place), at[place].at), at[place])
            for item, at, notes, fields in self.moves
            if at[place] and self._is_made(item, place)
        ]
        return Row(
            id, self.opened[place], {name: codes[place] for name, codes in self.places.items()}, self.text[place],
            _given(self.fields, place), self.state[place], moves,
        )

    def _is_made(self, item: Replay, place: int) -> bool:
        return not item.states or self.state[place] in item.states

    def _codes(self, source: Source) -> Sequence[str]:
        codes, faults = read_cells(self.rows, source, lambda text: text)
        self.faults += faults
        return codes

    def _words(self, source: Source) -> list[str]:
        if source.columns:
            return read_comments(self.rows, source)
        return [source.fixed] * len(self.rows)

    def _moments(self, source: MomentSource) -> list[Moment | None]:
        """None where none is given; what fits no format is refused."""
        if source.day:
            return [beginning_of(source.day, self.mapping.zone)] * len(self.rows)
        texts = [tidy(text) for text in self.rows[source.column].tolist()]
        blank = {"", *source.blank}
        read = {text: read_moment(text, source.formats, self.mapping.zone) for text in set(texts) - blank}
        formats = "、".join(form.text for form in source.formats)
        reason = _("时间看不懂；可以写成 {formats}。").format(formats=formats)
        self.faults += [
            Fault(line, source.column, text, reason)
            for line, text in zip(self.rows.index, texts, strict=True)
            if text not in blank and read[text] is None
        ]
        return [read.get(text) for text in texts]

    def _refuse_empty(self, values: Sequence[object], column: str, reason: str) -> None:
        """What every case needs; a cell that could not be read has its own reason already."""
        known = {fault.line for fault in self.faults}
        self.faults += [
            Fault(line, column, "", reason)
            for line, value in zip(self.rows.index, values, strict=True)
            if not value and line not in known
        ]


def _given(columns: Mapping[str, Sequence[str]], place: int) -> dict[str, str]:
    return {id: codes[place] for id, codes in columns.items() if codes[place]}


def _case(row: Row, mapping: CaseMapping, programme: str, kind: CaseKind, now: datetime, entered_by: str) -> Case:
    has_time = all(moment.has_time for moment in (row.opened, *(moment for _wanted, moment in row.moves)))
    return Case(
        id=row.id, programme=programme, kind=kind.id, unit=row.places["unit"], at_unit=row.places["unit"],
        topic=row.places.get("topic", ""), text="", wants_answer=kind.answer == ALWAYS or mapping.wants_answer,
        channel=row.places["channel"], state=kind.states[0].id, opened_on=row.opened.at.date(), entered_at=now,
        origin=IMPORT if has_time else IMPORT_BY_DAY, entered_by=entered_by,
    )


def _history(case: Case, row: Row, mapping: CaseMapping, kind: CaseKind, setting: Setting) -> History:
    case = replace(case, text=check_text(row.text, kind.text, kind.text_name or ""))
    opening = Wanted(OPENING, fields=row.fields, happened_at=row.opened.at)
    history = replay(case, kind, [opening, *(wanted for wanted, _moment in row.moves)], setting)
    if row.state and history.case.state != row.state:
        raise SurveyError(
            mapping.state.columns[0],
            _("表里的状态是“{told}”，按写下的时间却是“{found}”。").format(
                told=kind.state(row.state).name, found=kind.state(history.case.state).name
            ),
            _("请核对状态和时间。"),
        )
    return by_days(history, kind) if case.origin == IMPORT_BY_DAY else history


def _fault(line: int, case: Case, refusal: SurveyError) -> Fault:
    where = "" if refusal.where == place_of(case) else refusal.where
    return Fault(line, where, "", f"{refusal.what} {refusal.instead}".strip())

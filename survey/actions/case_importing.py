"""Importing cases from a file: their histories are replayed, and saved all at once or not at all."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from survey.actions.importing import Progress, free_path, reasons_of, shown_lines, write_refused_rows
from survey.actions.office import Office
from survey.actions.scenes import case_kind, scene_at
from survey.declarations.case_mapping import read_case_mapping
from survey.domain.handling.case import IMPORT_BY_DAY, Case
from survey.domain.handling.case_rows import check_case_rows
from survey.domain.handling.clock import Place
from survey.domain.handling.history import Setting
from survey.domain.handling.kind import CaseKind
from survey.domain.typed_text import shown
from survey.locale import _
from survey.store.log import append
from survey.store.many_cases import insert_histories
from survey.workbook.tables import read_table


@dataclass(frozen=True)
class CaseReport:
    """What became of a file of cases.

    rows          rows of data in the file; every one is a case or refused.
    cases         cases that were right; `saved` of them are new, the others were there already.
    closed        how many of them are in a final state; untimed: how many the file knows by their days alone.
    differing     lines of those that are there but stand otherwise: these are not changed.
    refused       columns REFUSED, one row a fault.
    refused_file  where the refused rows stand, None when there are none.
    sheet         the title of the sheet that was read, "" for a file that has none; unread: those of the others.
    """

    file: str
    rows: int
    cases: int
    saved: int
    closed: int
    untimed: int
    differing: list[int]
    refused: pd.DataFrame
    refused_file: Path | None
    sheet: str
    unread: tuple[str, ...]

    @property
    def refused_rows(self) -> int:
        return self.refused["line"].nunique()


def import_cases(
    office: Office, programme: str, kind: str, path: Path, mapping_file: Path, now: datetime,
    progress: Progress = lambda done, total: None, folder: Path = Path(),
) -> CaseReport:
    """Read, replay, save; then write the refused rows to a new file <stem>.refused.csv in the folder.

    SurveyError, with nothing saved, when the mapping or the file as a whole is not right.
    Done twice, the second time saves nothing new. `progress` hears (saved, of) as saving goes on.
    """
    office.leave("import_file", programme)
    declared = case_kind(office, programme, kind)
    mapping = read_case_mapping(mapping_file, office.declarations, office.declarations.programme(programme), declared)
    table = read_table(path, mapping.header_rows, mapping.sheet, mapping.encoding)

    @cache
    def setting_at(unit: str) -> Setting:
        return _setting(office, programme, declared, unit, mapping.zone, now)

    checked = check_case_rows(
        table.cells, table.misfits, mapping, programme, declared, setting_at, now, office.actor.id
    )
    with office.database.writing() as connection:  # a fault or an interruption on the way leaves nothing
        inserted = insert_histories(office.database, connection, checked.histories, progress)
        told = {"programme": programme, "kind": kind, "saved": inserted.saved}
        append(office.database, connection, office.entry("import_file", now, path.name, after=told))
    stored = [history.case for history in checked.histories]
    differing = set(inserted.differing)
    return CaseReport(
        file=path.name,
        rows=len(table.cells) + len(table.misfits),
        cases=len(stored),
        saved=inserted.saved,
        closed=sum(declared.state(case.state).is_final for case in stored),
        untimed=sum(case.origin == IMPORT_BY_DAY for case in stored),
        differing=[line for line, case in zip(checked.lines, stored, strict=True) if case.id in differing],
        refused=checked.refused,
        refused_file=write_refused_rows(table, checked.refused, free_path(path.name, folder)),
        sheet=table.sheet,
        unread=table.unread,
    )


def _setting(office: Office, programme: str, kind: CaseKind, unit: str, zone: ZoneInfo, now: datetime) -> Setting:
    """The actor at a unit; a moment without a zone is the file's own."""
    there = Case("", programme, kind.id, unit, "", "", False, "", kind.states[0].id, office.day_of(now), now, "", at_unit=unit)
    scene = scene_at(office, there, kind, now, is_reachable=False)
    scene = replace(scene, reading=replace(scene.reading, zone=zone))
    declared = office.declarations
    return Setting(scene, Place(declared.calendar, declared.unit(unit), declared.programme(programme).limits))


def describe_cases(report: CaseReport) -> list[str]:
    """The report in lines for a person: figures first, then each reason with its lines."""
    lines = [
        _("{file}：{rows} 行，收下 {taken} 行，退回 {refused} 行。").format(
            file=report.file, rows=report.rows, taken=report.rows - report.refused_rows, refused=report.refused_rows
        ),
        _("事项 {cases} 件，其中办结 {closed} 件：新存 {saved} 件，原来就有 {known} 件。").format(
            cases=report.cases, closed=report.closed, saved=report.saved, known=report.cases - report.saved
        ),
    ]
    if report.unread:
        lines.append(_("读的是工作表“{sheet}”；没有读：{unread}。").format(
            sheet=report.sheet, unread="、".join(report.unread)
        ))
    if report.differing:
        lines.append(_("其中 {n} 件与原来存的不同，原来的没有改动（第 {lines} 行）。").format(
            n=len(report.differing), lines=shown_lines(report.differing)
        ))
    if report.untimed:
        lines.append(_("{n} 件只有日期没有时刻，不计办理用时。").format(n=report.untimed))
    return [shown(line) for line in lines + reasons_of(report.refused, report.refused_file)]

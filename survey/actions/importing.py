"""Importing a file: every row is checked before any is saved, and what is saved is saved at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from survey.actions.office import Office
from survey.declarations.mapping import read_mapping
from survey.domain.asking.response import Response
from survey.domain.asking.rows import Notes, check_rows
from survey.domain.columns import REFUSED
from survey.locale import _
from survey.store.many import insert_many
from survey.workbook.refused import write_refused
from survey.workbook.tables import Table, read_table

CHUNK = 20_000
SHOWN_LINES = 12
SHOWN_REASONS = 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ImportReport:
    """What became of a file.

    rows          rows of data in the file; every one is in a response or refused.
    responses     responses that were right; `saved` of them are new, the others were there already.
    refused       columns REFUSED, one row a fault.
    refused_file  where the refused rows stand, None when there are none.
    """

    file: str
    rows: int
    responses: int
    saved: int
    refused: pd.DataFrame
    refused_file: Path | None
    notes: Notes

    @property
    def refused_rows(self) -> int:
        return self.refused["line"].nunique()


def import_file(
    office: Office, programme: str, questionnaire: str, path: Path, mapping_file: Path, now: datetime,
    progress: Progress = lambda done, total: None, refused_file: Path | None = None,
) -> ImportReport:
    """Read, check, write the refused rows beside (default: <stem>.refused.csv here), save the others.

    SurveyError, with nothing saved, when the mapping or the file as a whole is not right.
    Done twice, the second time saves nothing new. `progress` hears (saved, of) as saving goes on.
    """
    declared = office.declarations.programme(programme)
    mapping = read_mapping(mapping_file, office.declarations, declared, questionnaire)
    asked = declared.questionnaire(questionnaire, mapping.version)
    table = read_table(path, mapping.header_rows, mapping.sheet, mapping.encoding)
    checked = check_rows(table.cells, mapping, asked, office.declarations, now, office.day_of(now), table.digest)
    refused = _with_misfits(table, checked.refused)
    written = _write_refused(table, refused, refused_file or Path(f"{path.name.split('.')[0]}.refused.csv"))
    saved = _save(office, checked.responses, progress)
    rows = len(table.cells) + len(table.misfits)
    return ImportReport(path.name, rows, len(checked.responses), saved, refused, written, checked.notes)


def _with_misfits(table: Table, refused: pd.DataFrame) -> pd.DataFrame:
    """The refused rows and those that have more or fewer cells than the header."""
    width = len(table.headers[0])
    faults = [
        (line, "", "", _("这一行有 {n} 格，表头有 {width} 格。").format(n=len(cells), width=width))
        for line, cells in table.misfits.items()
    ]
    if not faults:
        return refused
    both = pd.concat([refused, pd.DataFrame(faults, columns=list(REFUSED))])
    return both.sort_values("line", kind="stable", ignore_index=True)


def _write_refused(table: Table, refused: pd.DataFrame, path: Path) -> Path | None:
    if refused.empty:
        return None
    reasons: dict[int, list[str]] = {}
    for line, column, value, reason in refused.itertuples(index=False):
        reasons.setdefault(line, []).append(f"{column} “{value}” {reason}" if column else reason)
    write_refused(table, {line: "；".join(several) for line, several in reasons.items()}, path)
    return path


def _save(office: Office, responses: list[Response], progress: Progress) -> int:
    """All of them in one transaction: a fault or an interruption on the way leaves nothing."""
    saved = 0
    with office.database.writing() as connection:
        for start in range(0, len(responses), CHUNK):
            chunk = responses[start : start + CHUNK]
            saved += insert_many(office.database, connection, chunk)
            progress(start + len(chunk), len(responses))
    return saved


def describe(report: ImportReport) -> list[str]:
    """The report in lines for a person: figures first, then each reason with its lines."""
    notes = report.notes
    lines = [
        _("{file}：{rows} 行，收下 {taken} 行，退回 {refused} 行。").format(
            file=report.file, rows=report.rows, taken=report.rows - report.refused_rows, refused=report.refused_rows
        ),
        _("答卷 {responses} 份：新存 {saved} 份，原来就有 {known} 份。").format(
            responses=report.responses, saved=report.saved, known=report.responses - report.saved
        ),
    ]
    counted = (
        (notes.merged_rows, _("{n} 行并入同一编号的答卷。")),
        (notes.unreadable_days, _("{n} 行的日期看不懂，没有猜。")),
        (notes.several_days, _("{n} 份答卷有几个不同的日期，按日期不明处理。")),
        (notes.undated, _("{n} 份答卷存下时没有日期。")),
        (notes.cut_comments, _("{n} 条意见太长，截短了。")),
    )
    lines += [text.format(n=n) for n, text in counted if n]
    return lines + _reasons(report)


def _reasons(report: ImportReport) -> list[str]:
    if report.refused.empty:
        return []
    groups = report.refused.groupby(["column", "value", "reason"])["line"].unique()
    groups = groups.loc[groups.map(len).sort_values(ascending=False, kind="stable").index]
    lines = []
    for (column, value, reason), found in groups.head(SHOWN_REASONS).items():
        shown = "、".join(map(str, found[:SHOWN_LINES])) + ("……" if len(found) > SHOWN_LINES else "")
        cell = _("“{column}”是“{value}”：{reason}").format(column=column, value=value[:40], reason=reason)
        lines.append(_("退回 {n} 行（第 {lines} 行）{what}").format(n=len(found), lines=shown, what=cell if column else reason))
    if len(groups) > SHOWN_REASONS:
        lines.append(_("还有 {n} 种原因，见退回的文件。").format(n=len(groups) - SHOWN_REASONS))
    return [*lines, _("退回的行在 {path}，改好后可以再导入。").format(path=report.refused_file)]

"""Importing a file: every row is checked before any is saved, and what is saved is saved at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

import pandas as pd

from survey.actions.office import Office
from survey.declarations.mapping import read_mapping
from survey.domain.asking.mapping import tidy
from survey.domain.asking.rows import Notes, check_rows
from survey.domain.typed_text import shown
from survey.locale import _
from survey.store.log import append
from survey.store.many import insert_many
from survey.workbook.refused import write_refused
from survey.workbook.tables import Table, read_table

SHOWN_LINES = 12
SHOWN_REASONS = 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ImportReport:
    """What became of a file.

    rows          rows of data in the file; every one is in a response or refused.
    responses     responses that were right; `saved` of them are new, the others were there already.
    differing     responses that were there already but say something else: these are not changed.
    differing_lines   the lines of the differing responses.
    has_ids       whether the rows have ids of their own; otherwise equal content is the same row.
    refused       columns REFUSED, one row a fault.
    refused_file  where the refused rows stand, None when there are none.
    sheet         the title of the sheet that was read, "" for a file that has none; unread: those of the others.
    """

    file: str
    rows: int
    responses: int
    saved: int
    differing: int
    differing_lines: list[int]
    has_ids: bool
    refused: pd.DataFrame
    refused_file: Path | None
    notes: Notes
    sheet: str
    unread: tuple[str, ...]

    @property
    def refused_rows(self) -> int:
        return self.refused["line"].nunique()

    @property
    def known(self) -> int:
        return self.responses - self.saved


def import_file(
    office: Office, programme: str, questionnaire: str, path: Path, mapping_file: Path, now: datetime,
    progress: Progress = lambda done, total: None, folder: Path = Path(),
) -> ImportReport:
    """Read, check, save; then write the refused rows to a new file <stem>.refused.csv in the folder.

    SurveyError, with nothing saved, when the mapping or the file as a whole is not right.
    Done twice, the second time saves nothing new. `progress` hears (saved, of) as saving goes on.
    """
    office.leave("import_file", programme)
    declared = office.declarations.programme(programme)
    mapping = read_mapping(mapping_file, office.declarations, declared, questionnaire)
    asked = declared.questionnaire(questionnaire, mapping.version)
    table = read_table(path, mapping.header_rows, mapping.sheet, mapping.encoding)
    checked = check_rows(
        table.cells, table.misfits, mapping, asked, office.declarations, now, office.day_of(now)
    )
    with office.database.writing() as connection:  # a fault or an interruption on the way leaves nothing
        inserted = insert_many(office.database, connection, checked.responses, progress)
        told = {"programme": programme, "questionnaire": asked.id, "saved": inserted.saved}
        append(office.database, connection, office.entry("import_file", now, path.name, after=told))
    return ImportReport(
        file=path.name,
        rows=len(table.cells) + len(table.misfits),
        responses=len(checked.responses),
        saved=inserted.saved,
        differing=len(inserted.differing),
        differing_lines=checked.ids.index[checked.ids.isin(inserted.differing)].tolist(),
        has_ids=bool(mapping.id_columns),
        refused=checked.refused,
        refused_file=write_refused_rows(table, checked.refused, free_path(path.name, folder)),
        notes=checked.notes,
        sheet=table.sheet,
        unread=table.unread,
    )


def free_path(name: str, folder: Path) -> Path:
    """A name that no file has: neither the imported file nor refused rows that somebody is mending are overwritten."""
    stem = name.split(".")[0]
    first = folder / f"{stem}.refused.csv"
    numbered = (folder / f"{stem}.refused-{number}.csv" for number in count(2))
    return first if not first.exists() else next(path for path in numbered if not path.exists())


def write_refused_rows(table: Table, refused: pd.DataFrame, path: Path) -> Path | None:
    """The rows as they stood, each with its reasons; None where all were taken."""
    if refused.empty:
        return None
    reasons: dict[int, list[str]] = {}
    for line, column, value, reason in refused.itertuples(index=False):
        reasons.setdefault(line, []).append(f"{column} “{value}” {reason}" if column else reason)
    rows = zip(reasons.items(), table.rows_at(list(reasons)))
    write_refused(table.headers, ([line, "；".join(several), *cells] for (line, several), cells in rows), path)
    return path


def describe(report: ImportReport) -> list[str]:
    """The report in lines for a person: figures first, then each reason with its lines."""
    notes = report.notes
    lines = [
        _("{file}：{rows} 行，收下 {taken} 行，退回 {refused} 行。").format(
            file=report.file, rows=report.rows, taken=report.rows - report.refused_rows, refused=report.refused_rows
        ),
        _("答卷 {responses} 份：新存 {saved} 份，原来就有 {known} 份。").format(
            responses=report.responses, saved=report.saved, known=report.known
        ),
    ]
    if report.unread:
        lines.append(_("读的是工作表“{sheet}”；没有读：{unread}。").format(
            sheet=report.sheet, unread="、".join(report.unread)
        ))
    if report.differing:
        lines.append(_("其中 {n} 份与原来存的内容不同，原来的没有改动（第 {lines} 行）。").format(
            n=report.differing, lines=shown_lines(report.differing_lines)
        ))
    if report.known and not report.has_ids:
        lines.append(_("这个文件没有编号列，内容完全相同的行当作同一份；如果是另一批答卷，请在对应文件里写 series。"))
    counted = (
        (notes.merged_rows, _("{n} 行并入同一编号的答卷。")),
        (notes.unreadable_days, _("{n} 行的日期看不懂，没有猜。")),
        (notes.several_days, _("{n} 份答卷有几个不同的日期，按日期不明处理。")),
        (notes.undated, _("{n} 份答卷存下时没有日期。")),
        (notes.cut_comments, _("{n} 条意见太长，截短了。")),
    )
    lines += [text.format(n=n) for n, text in counted if n]
    return [shown(line) for line in lines + reasons_of(report.refused, report.refused_file)]


def reasons_of(refused: pd.DataFrame, file: Path | None) -> list[str]:
    """Each reason with its lines, the most frequent first, and where the refused rows stand."""
    if refused.empty:
        return []
    groups = refused.groupby(["column", "value", "reason"])["line"].unique()
    groups = groups.loc[groups.map(len).sort_values(ascending=False, kind="stable").index]
    lines = []
    for (column, value, reason), found in groups.head(SHOWN_REASONS).items():
        cell = _("“{column}”是“{value}”：{reason}").format(column=column, value=tidy(value)[:40], reason=reason)
        what = cell if column else reason
        lines.append(_("退回 {n} 行（第 {lines} 行）{what}").format(n=len(found), lines=shown_lines(found), what=what))
    if len(groups) > SHOWN_REASONS:
        lines.append(_("还有 {n} 种原因，见退回的文件。").format(n=len(groups) - SHOWN_REASONS))
    return [*lines, _("退回的行在 {path}，改好后可以再导入。").format(path=file)]


def shown_lines(lines: Sequence[int]) -> str:
    """The first of them, as a report tells them."""
    return "、".join(map(str, lines[:SHOWN_LINES])) + ("……" if len(lines) > SHOWN_LINES else "")

"""A table file, .csv or .xlsx, as cells of text under named columns."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.file_kind import is_workbook, table_bytes
from survey.workbook.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from survey.workbook.refused import Record, without_reasons
from survey.workbook.separated import separated_records
from survey.workbook.sheets import read_sheet


@dataclass(frozen=True)
class Table:
    """A file that has been read.

    headers  the header rows; the first names the columns.
    cells    one column of texts for each header, indexed by line: the line of the file
             where the row begins, as an editor or Excel counts.
    misfits  line -> cells of the rows that have more or fewer cells than the header.
    sheet    the title of the sheet that was read, "" for a file that has none; unread: those of the others.
    """

    name: str
    headers: tuple[tuple[str, ...], ...]
    cells: pd.DataFrame
    misfits: dict[int, tuple[str, ...]]
    sheet: str = ""
    unread: tuple[str, ...] = ()

    def rows_at(self, lines: Sequence[int]) -> list[Sequence[str]]:
        """The cells of these lines, misfits or not."""
        place, cells = {line: place for place, line in enumerate(self.cells.index)}, self.cells.to_numpy()
        return [self.misfits[line] if line in self.misfits else cells[place[line]] for line in lines]


def read_table(path: Path, header_rows: int = 1, sheet: str = "", encoding: str = "") -> Table:
    """Read .csv, .tsv, .txt (gzipped or not) or .xlsx; what the file is, its content tells, not its name.

    A file of refused rows is read as the rows it was made of.
    Raises SurveyError for what is no table or too large a one, and for columns without names of their own.
    """
    content = table_bytes(path)
    if is_workbook(content):
        found = read_sheet(path.name, content, sheet)
        table = _table(path.name, without_reasons(found.records), header_rows)
        return replace(table, sheet=found.title, unread=found.unread)
    return _table(path.name, without_reasons(separated_records(path.name, content, encoding)), header_rows)


def _table(name: str, records: Iterable[Record], header_rows: int) -> Table:
    headers: list[tuple[str, ...]] = []
    lines, rows, misfits = [], [], {}
    count = 0
    for line, cells in records:
        count += len(cells)
        _refuse_large(name, line, len(cells), count)
        if len(headers) < header_rows:
            headers.append(tuple(cells))
        elif len(cells) == len(headers[0]):
            lines.append(line)
            rows.append(cells)
        else:
            misfits[line] = tuple(cells)
    if not rows and not misfits:
        raise SurveyError(name, _("只有表头，没有一行数据。"), _("请重新导出。"))
    columns, index = _column_names(name, headers[0]), pd.Index(lines, name="line")
    return Table(name, tuple(headers), pd.DataFrame(rows, columns=columns, index=index, dtype=object), misfits)


def _refuse_large(name: str, line: int, columns: int, cells: int) -> None:
    """Each cell is an object of its own: a small file of nothing but separators would fill the memory."""
    if line > MOST_ROWS or columns > MOST_COLUMNS or cells > MOST_CELLS:
        raise SurveyError(
            _("{name} 第 {line} 行").format(name=name, line=line), _("到这里行、列或格子太多了。"),
            _("请分成几个文件，每个不超过 {rows} 行、{columns} 列、{cells} 格。").format(
                rows=MOST_ROWS, columns=MOST_COLUMNS, cells=MOST_CELLS
            ),
        )


def _column_names(name: str, header: tuple[str, ...]) -> list[str]:
    names = [cell.strip() or f"#{place}" for place, cell in enumerate(header, 1)]
    twice = [column for column, count in Counter(names).items() if count > 1]
    if twice:
        raise SurveyError(
            name, _("这些列名出现了不止一次：{names}。").format(names="、".join(twice)), _("请改名，使每一列的名字不同。")
        )
    return names

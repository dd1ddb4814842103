"""A table file, .csv or .xlsx, as cells of text under named columns."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.file_kind import is_workbook, table_bytes
from survey.workbook.refused import Record, without_reasons
from survey.workbook.separated import separated_records
from survey.workbook.sheets import sheet_records


@dataclass(frozen=True)
class Table:
    """A file that has been read.

    headers  the header rows; the first names the columns.
    cells    one column of texts for each header, indexed by line: the line of the file
             where the row begins, as an editor or Excel counts.
    misfits  line -> cells of the rows that have more or fewer cells than the header.
    """

    name: str
    headers: tuple[tuple[str, ...], ...]
    cells: pd.DataFrame
    misfits: dict[int, tuple[str, ...]]

    def rows_at(self, lines: Sequence[int]) -> list[Sequence[str]]:
        """The cells of these lines, misfits or not."""
        place, cells = {line: place for place, line in enumerate(self.cells.index)}, self.cells.to_numpy()
        return [self.misfits[line] if line in self.misfits else cells[place[line]] for line in lines]


def read_table(path: Path, header_rows: int = 1, sheet: str = "", encoding: str = "") -> Table:
    """Read .csv, .tsv, .txt (gzipped or not) or .xlsx; what the file is, its content tells, not its name.

    A file of refused rows is read as the rows it was made of.
    Raises SurveyError for what is no table, and for columns without names of their own.
    """
    content = table_bytes(path)
    if is_workbook(content):
        records = sheet_records(path.name, content, sheet)
    else:
        records = separated_records(path.name, content, encoding)
    return _table(path.name, without_reasons(records), header_rows)


def _table(name: str, records: Iterable[Record], header_rows: int) -> Table:
    headers: list[tuple[str, ...]] = []
    lines, rows, misfits = [], [], {}
    for line, cells in records:
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


def _column_names(name: str, header: tuple[str, ...]) -> list[str]:
    names = [cell.strip() or f"#{place}" for place, cell in enumerate(header, 1)]
    twice = [column for column, count in Counter(names).items() if count > 1]
    if twice:
        raise SurveyError(
            name, _("这些列名出现了不止一次：{names}。").format(names="、".join(twice)), _("请改名，使每一列的名字不同。")
        )
    return names

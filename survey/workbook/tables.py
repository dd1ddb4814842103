"""A table file, .csv or .xlsx, as cells of text under named columns."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pandas as pd

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.file_kind import is_workbook, table_bytes
from survey.workbook.separated import separated_records
from survey.workbook.sheets import sheet_records

Records = Iterable[tuple[int, list[str]]]


@dataclass(frozen=True)
class Table:
    """A file that has been read.

    headers  the header rows; the first names the columns.
    cells    one column of texts for each header, indexed by line: the line of the file
             where the row begins, as an editor or Excel counts.
    misfits  line -> cells of the rows that have more or fewer cells than the header.
    digest   of the file's content; the same content has the same.
    """

    name: str
    headers: tuple[tuple[str, ...], ...]
    cells: pd.DataFrame
    misfits: dict[int, tuple[str, ...]]
    digest: str


def read_table(path: Path, header_rows: int = 1, sheet: str = "", encoding: str = "") -> Table:
    """Read .csv, .tsv, .txt (gzipped or not) or .xlsx; what the file is, its content tells, not its name.

    Raises SurveyError for what is no table, and for columns without names of their own.
    """
    content = table_bytes(path)
    if is_workbook(content):
        records = sheet_records(path.name, content, sheet)
    else:
        records = separated_records(path.name, content, encoding)
    return _table(path.name, records, header_rows, sha256(content).hexdigest())


def _table(name: str, records: Records, header_rows: int, digest: str) -> Table:
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
    return Table(name, tuple(headers), pd.DataFrame(rows, columns=columns, index=index, dtype=object), misfits, digest)


def _column_names(name: str, header: tuple[str, ...]) -> list[str]:
    names = [cell.strip() or f"#{place}" for place, cell in enumerate(header, 1)]
    twice = [column for column, count in Counter(names).items() if count > 1]
    if twice:
        raise SurveyError(
            name, _("这些列名出现了不止一次：{names}。").format(names="、".join(twice)), _("请改名，使每一列的名字不同。")
        )
    return names

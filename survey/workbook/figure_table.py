"""The rows behind one chart or table -> .xlsx: what they are of, then the rows, in which text stays text."""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.export import MOST_ROWS, NOT_IN_TITLES, safe_cells, text_cell
from survey.workbook.look import display_width

ABSENT = "—"
NARROWEST, WIDEST = 8, 48


def write_figure_table(title: str, about: Sequence[tuple[str, str]], frame: pd.DataFrame, target: BinaryIO) -> None:
    """A sheet: the title, `about` as name and text, an empty line, the frame under its column names.

    Cells are texts, numbers, days, or missing, which is "—". Text that a spreadsheet would calculate is kept text
    (see `write_table`). SurveyError for more rows than a sheet has.
    """
    if len(frame) + len(about) + 3 > MOST_ROWS:
        raise SurveyError(title, _("{n} 行，一张工作表放不下。").format(n=len(frame)), _("请缩短时间范围。"))
    book = Workbook(write_only=True)
    sheet = book.create_sheet(NOT_IN_TITLES.sub("-", title)[:31] or _("数据"))
    for place, name in enumerate(frame, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _width(name, frame[name])
    sheet.freeze_panes = f"A{len(about) + 4}"
    sheet.append([_bold(sheet, title, 14)])
    for name, text in about:
        sheet.append([_bold(sheet, name), text_cell(sheet, text)])
    sheet.append([])
    sheet.append([_bold(sheet, str(name)) for name in frame])
    columns = [[_right(sheet) if cell is None else cell for cell in safe_cells(sheet, _plain(frame[name]))] for name in frame]
    for row in zip(*columns):
        sheet.append(row)
    book.save(target)


def _plain(column: pd.Series) -> list[str | int | float | date | None]:
    """Python's own kinds, which openpyxl knows; what is missing is None."""
    return [None if pd.isna(cell) else cell.item() if hasattr(cell, "item") else cell for cell in column.tolist()]


def _width(name: str, column: pd.Series) -> float:
    longest = max((display_width(str(cell)) for cell in column.head(200) if isinstance(cell, str)), default=0)
    return min(WIDEST, max(NARROWEST, display_width(str(name)), longest) + 3)


def _bold(sheet, text: str, size: float = 11):
    cell = text_cell(sheet, text)
    cell.font = Font(bold=True, size=size)
    return cell


def _right(sheet):
    """A dash where figures stand."""
    cell = WriteOnlyCell(sheet, value=ABSENT)
    cell.alignment = Alignment(horizontal="right")
    return cell

"""A table of ours -> .csv or .xlsx, in which text stays text."""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.cell_text import cell_text
from survey.workbook.formulas import STARTS, harmless

MOST_ROWS = 1_048_575  # an Excel sheet, less its header
WIDEST = 40
NOT_IN_TITLES = re.compile(r"[\\/*?:\[\]\x00-\x1f]|^'|'$")  # what Excel refuses in the name of a sheet


def write_table(frame: pd.DataFrame, path: Path, title: str) -> None:
    """The frame under its column names, as the file's ending says; SurveyError for another ending.

    Cells are texts, numbers, days or None; `title` names the sheet. Text that begins with
    = + - @ tab or a line's end is never calculated by a spreadsheet.
    """
    writers: dict[str, Callable] = {".csv": _write_csv, ".xlsx": _write_xlsx}
    if path.suffix.lower() not in writers:
        raise SurveyError(path.name, _("不会写这种文件。"), _("请用 .csv 或 .xlsx 结尾。"))
    try:
        writers[path.suffix.lower()](frame, path, title)
    except OSError as fault:
        raise SurveyError(str(path), _("写不进去：{fault}").format(fault=fault.strerror), _("请换一个位置。")) from None


def _write_csv(frame: pd.DataFrame, path: Path, _title: str) -> None:
    columns = [[harmless(cell) if isinstance(cell, str) else cell for cell in frame[name].tolist()] for name in frame]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([harmless(name) for name in frame])
        writer.writerows(zip(*columns))


def _write_xlsx(frame: pd.DataFrame, path: Path, title: str) -> None:
    if len(frame) > MOST_ROWS:
        raise SurveyError(path.name, _("{n} 行，一张工作表放不下。").format(n=len(frame)), _("请导出 .csv，或缩短时间范围。"))
    book = Workbook(write_only=True)
    sheet = book.create_sheet(NOT_IN_TITLES.sub("-", cell_text(title)[:31]))
    sheet.freeze_panes = "A2"
    for place, name in enumerate(frame, 1):
        sheet.column_dimensions[get_column_letter(place)].width = min(WIDEST, 4 + 2 * len(name))
    header = [text_cell(sheet, name) for name in frame]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    columns = [safe_cells(sheet, frame[name].tolist()) for name in frame]
    for row in zip(*columns):
        sheet.append(row)
    book.save(path)


def safe_cells(sheet, cells: Sequence[str | int | float | date | None]) -> Iterable:
    """The cells, with those that openpyxl would read as a formula or an error marked as text."""
    return [_safe(sheet, cell) if isinstance(cell, str) else cell for cell in cells]


def _safe(sheet, text: str) -> str | Cell:
    held = cell_text(text)
    return text_cell(sheet, text) if held.startswith(STARTS) or held in ERROR_CODES else held


def text_cell(sheet, text: str) -> Cell:
    """A cell that stays text whatever it begins with."""
    cell = WriteOnlyCell(sheet)
    cell.value = held = cell_text(text)
    cell.data_type = "s"
    cell.quotePrefix = held.startswith(STARTS)  # or Excel makes a formula of it at the next edit
    return cell

"""A register -> .xlsx: a cover that says what it is of, and sheets of rows, written as they come."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.cell_text import cell_text
from survey.workbook.export import NOT_IN_TITLES, safe_cells, text_cell
from survey.workbook.look import display_width
from survey.workbook.rows import Cell, styles_of, with_rows

NARROWEST, WIDEST, COVER_WIDTHS = 10, 48, (24, 28, 80)


@dataclass(frozen=True)
class Column:
    """Its name, and what it means."""

    name: str
    meaning: str = ""


@dataclass(frozen=True)
class LedgerSheet:
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def write_ledger(title: str, about: Sequence[tuple[str, str]], sheets: Sequence[LedgerSheet], target: Path | BinaryIO) -> None:
    """Write the cover and the sheets in order; texts stay texts (see `write_table`).

    SurveyError for a file that cannot be written, or more rows than a sheet of Excel has.
    """
    if isinstance(target, Path) and (target.suffix.lower() != ".xlsx" or not target.parent.is_dir() or target.is_dir()):
        raise SurveyError(str(target), _("不能写到这里。"), _("请写一个已有文件夹里的 .xlsx 文件名。"))
    book, bare = Workbook(write_only=True), BytesIO()
    _write_cover(book, title, about, sheets)
    heads = [_write_head(book, sheet) for sheet in sheets]
    styles = styles_of(heads[0])
    book.save(bare)
    rows = {f"xl/worksheets/sheet{number}.xml": sheet.rows for number, sheet in enumerate(sheets, 2)}
    try:
        with target.open("wb") if isinstance(target, Path) else nullcontext(target) as file:
            with_rows(bare, file, rows, styles)
    except OSError as fault:
        raise SurveyError(str(target), _("写不进去：{fault}").format(fault=fault.strerror), _("请换一个位置。")) from None


def _write_cover(book: Workbook, title: str, about: Sequence[tuple[str, str]], sheets: Sequence[LedgerSheet]) -> None:
    cover = _sheet(book, _("说明"), COVER_WIDTHS)
    cover.append([_bold(cover, title, 16)])
    for name, text in about:
        cover.append([_bold(cover, name), text_cell(cover, text)])
    cover.append([])
    cover.append([_bold(cover, name) for name in (_("工作表"), _("列"), _("含义"))])
    for sheet in sheets:
        for column in sheet.columns:
            cover.append(safe_cells(cover, [sheet.title, column.name, column.meaning]))


def _write_head(book: Workbook, content: LedgerSheet):
    widths = [min(WIDEST, max(NARROWEST, display_width(column.name) + 4)) for column in content.columns]
    sheet = _sheet(book, content.title, widths)
    sheet.freeze_panes = "B2"
    sheet.append([_bold(sheet, column.name) for column in content.columns])
    return sheet


def _sheet(book: Workbook, title: str, widths: Sequence[float]):
    sheet = book.create_sheet(NOT_IN_TITLES.sub("-", cell_text(title)[:31]))
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    return sheet


def _bold(sheet, text: str, size: float = 11):
    cell = text_cell(sheet, text)
    cell.font = Font(bold=True, size=size)
    return cell

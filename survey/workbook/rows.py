"""Many rows of a sheet, written as XML at once: openpyxl takes ten times as long for each cell."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from typing import BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.cell_text import cell_text
from survey.workbook.export import MOST_ROWS
from survey.workbook.formulas import STARTS

Cell = str | int | float | date | None
END = b"</sheetData>"
DIMENSION = re.compile(rb"<dimension [^>]*/>")
AT_ONCE = 500  # rows


@dataclass(frozen=True)
class Styles:
    """Where a workbook keeps two looks of a cell: text that begins like a formula, and a day."""

    text: int
    day: int


def styles_of(sheet) -> Styles:
    text, day = WriteOnlyCell(sheet), WriteOnlyCell(sheet)
    text.quotePrefix = True  # or Excel makes a formula of it at the next edit
    day.number_format = "yyyy-mm-dd"
    return Styles(text.style_id, day.style_id)


def with_rows(bare: BytesIO, whole: BinaryIO, rows: Mapping[str, Iterable[Sequence[Cell]]], styles: Styles) -> None:
    """The workbook with these rows under the first one of the sheets, by the name of their part."""
    with ZipFile(bare) as source, ZipFile(whole, "w", ZIP_DEFLATED, compresslevel=3) as target:
        for part in source.namelist():
            content = source.read(part)
            if part not in rows:
                target.writestr(part, content)
                continue
            before, end, after = DIMENSION.sub(b"", content).partition(END)
            with target.open(part, "w") as sheet:
                sheet.write(before)
                for piece in _pieces(rows[part], styles):
                    sheet.write(piece.encode())
                sheet.write(end + after)


def _pieces(rows: Iterable[Sequence[Cell]], styles: Styles) -> Iterator[str]:
    pieces: list[str] = []
    for number, row in enumerate(rows, 2):
        if number > MOST_ROWS + 1:
            raise SurveyError(_("台账"), _("一张工作表放不下。"), _("请缩短时间范围。"))
        pieces.append(_row(number, row, styles))
        if len(pieces) == AT_ONCE:
            yield "".join(pieces)
            pieces.clear()
    yield "".join(pieces)


def _row(number: int, row: Sequence[Cell], styles: Styles) -> str:
    cells = [_cell(f"{_letter(place)}{number}", cell, styles) for place, cell in enumerate(row, 1) if cell is not None]
    return f'<row r="{number}">{"".join(cells)}</row>'


_letter = cache(get_column_letter)


def _cell(name: str, cell: Cell, styles: Styles) -> str:
    if isinstance(cell, str):
        text = cell_text(cell)
        look = f' s="{styles.text}"' if text.startswith(STARTS) else ""
        return f'<c r="{name}" t="inlineStr"{look}><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    if isinstance(cell, date):
        return f'<c r="{name}" s="{styles.day}"><v>{to_excel(cell):.0f}</v></c>'
    return f'<c r="{name}"><v>{cell}</v></c>'

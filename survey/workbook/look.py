"""The look of printed workbooks: fonts, colours, number formats, widths, pages."""

import math
import unicodedata
from dataclasses import dataclass
from functools import cache

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

FONT = "Microsoft YaHei"  # Excel's usual face for Chinese; others replace it by their own
INK, MUTED, MAIN, ACCENT, LINE = "1C2B33", "5B6B73", "0B5563", "C2477A", "C9D3D7"
PALE, WARNING = "E8F1F2", "B3261E"

INTEGER, POINTS, SCORE, PERCENT, WEIGHT = "0", "0.00", "0.0", "0.0%", "0.##"
A4 = 9


@dataclass(frozen=True)
class Look:
    """How a cell appears."""

    number_format: str = "General"
    is_bold: bool = False
    size: float = 10
    colour: str = INK
    fill: str = ""
    align: str = "left"
    has_line: bool = True
    wraps: bool = True


TITLE = Look(is_bold=True, size=16, colour=MAIN, has_line=False, wraps=False)
NOTE = Look(size=9, colour=MUTED, has_line=False, wraps=False)
ALARM = Look(is_bold=True, size=12, colour=WARNING, has_line=False, wraps=False)
SECTION = Look(is_bold=True, size=12, colour=MAIN, has_line=False, wraps=False)
HEAD = Look(is_bold=True, colour="FFFFFF", fill=MAIN, align="center")
TEXT = Look()
STRONG = Look(is_bold=True)
PARAGRAPH = Look(has_line=False)


def figure(number_format: str, is_bold: bool = False, fill: str = "") -> Look:
    return Look(number_format, is_bold=is_bold, fill=fill, align="right")


def apply(cell, look: Look) -> None:
    cell.font, cell.alignment, cell.fill, cell.border = _parts(look)
    cell.number_format = look.number_format


@cache
def _parts(look: Look) -> tuple[Font, Alignment, PatternFill, Border]:
    side = Side(style="thin", color=LINE) if look.has_line else Side()
    indent = 1 if look.has_line and look.align == "left" else 0  # keeps a text off the figure before it
    return (
        Font(name=FONT, size=look.size, bold=look.is_bold, color=look.colour),
        Alignment(horizontal=look.align, vertical="center", wrap_text=look.wraps, indent=indent),
        PatternFill("solid", start_color=look.fill) if look.fill else PatternFill(),
        Border(left=side, right=side, top=side, bottom=side),
    )


def display_width(text: str) -> int:
    """Columns a text takes in a fixed pitch: a Chinese character is two wide."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def height_of(texts_and_widths: list[tuple[str, float]], size: float = 10) -> float:
    """The height in points of a row in which every text is wrapped in its column.

    Excel fits heights by itself only while nothing is merged; others do not at all.
    """
    lines = max((math.ceil((display_width(text) * 1.05 + 2) / width) for text, width in texts_and_widths), default=1)
    return max(lines, 1) * size * 1.5 + 5


def set_page(sheet: Worksheet, title: str, mark: str, footer: str) -> None:
    """A4 across, as wide as the paper, with page numbers and the sample mark."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.8, 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.35
    sheet.print_options.horizontalCentered = True
    sheet.oddHeader.left.text = title.replace("&", "&&")
    sheet.oddHeader.right.text = mark.replace("&", "&&")
    sheet.oddHeader.right.color = WARNING
    sheet.oddFooter.left.text = sheet.title.replace("&", "&&")
    sheet.oddFooter.right.text = footer
    sheet.sheet_view.showGridLines = False

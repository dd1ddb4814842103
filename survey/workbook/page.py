"""A worksheet while it is written: texts stay texts, and every formula knows what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import Formatter

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from survey.locale import Words
from survey.workbook.cell_text import cell_text
from survey.workbook.formulas import STARTS
from survey.workbook.look import HEAD, TEXT, Look, apply, height_of


@dataclass(frozen=True)
class Formula:
    """A formula without its "=", and the value it comes to."""

    text: str
    value: float | int | str


Content = str | Words | float | int | date | Formula | None


class Page:
    """One worksheet; `values` gathers what its formulas come to, by cell."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        self.sheet, self.widths = sheet, list(widths)
        self.values: dict[str, float | int | str] = {}
        for column, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width

    def put(self, row: int, column: int, content: Content, look: Look = TEXT) -> str:
        """Write one cell; its name, as other sheets' formulas know it."""
        cell = self.sheet.cell(row, column)
        if isinstance(content, Formula):
            cell.value = f"={content.text}"
            self.values[cell.coordinate] = content.value
        elif isinstance(content, str | Words):
            self._put_text(cell, str(content))
        else:
            cell.value = content
        apply(cell, look)
        if cell.data_type == "s" and cell.value.startswith(STARTS):
            cell.quotePrefix = True  # or Excel makes a formula of it at the next edit
        return self.name(row, column)

    @staticmethod
    def _put_text(cell, text: str) -> None:
        cell.value = cell_text(text)
        cell.data_type = "s"  # openpyxl would take "=…" for a formula

    def put_row(self, row: int, contents: Sequence[Content], looks: Sequence[Look] | Look = TEXT) -> None:
        """Write cells side by side, in a row as high as its longest wrapped text."""
        looks = [looks] * len(contents) if isinstance(looks, Look) else looks
        for column, (content, look) in enumerate(zip(contents, looks, strict=True), 1):
            self.put(row, column, content, look)
        texts = [
            (str(content), width)
            for content, look, width in zip(contents, looks, self.widths)
            if isinstance(content, str | Words) and look.wraps
        ]
        self.sheet.row_dimensions[row].height = height_of(texts)

    def put_head(self, row: int, titles: Sequence[Content]) -> None:
        self.put_row(row, titles, HEAD)

    def put_line(self, row: int, text: str | Words, look: Look) -> None:
        """A title or note that runs on over the empty cells to its right."""
        self.put(row, 1, text, look)
        self.sheet.row_dimensions[row].height = height_of([], look.size)

    def put_paragraph(self, row: int, text: str, look: Look, columns: int) -> None:
        """A text across several columns, in a row high enough for it."""
        self.put(row, 1, text, look)
        self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
        self.sheet.row_dimensions[row].height = height_of([(text, sum(self.widths[:columns]))], look.size)

    def new_paper(self, row: int) -> None:
        """Begin a new printed page before this row."""
        self.sheet.row_breaks.append(Break(id=row - 1))

    def freeze(self, row: int, column: int) -> None:
        """Keep the rows above and the columns before in sight, and repeat those rows on every printed page."""
        self.sheet.freeze_panes = self.sheet.cell(row, column)
        self.sheet.print_title_rows = f"1:{row - 1}"

    def name(self, row: int, column: int) -> str:
        """A cell as formulas of any sheet can name it."""
        return f"{quote_sheetname(self.sheet.title)}!${get_column_letter(column)}${row}"

    def span(self, first_row: int, last_row: int, column: int) -> str:
        """Cells of one column as formulas of any sheet can name them."""
        letter = get_column_letter(column)
        return f"{quote_sheetname(self.sheet.title)}!${letter}${first_row}:${letter}${last_row}"


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def joined(pattern: str, cells: Mapping[str, str]) -> str:
    """A formula that fills a pattern like "{best} of {count}" from cells."""
    parts = []
    for text, name, _format, _conversion in Formatter().parse(pattern):
        parts += [quoted(text)] if text else []
        parts += [cells[name]] if name else []
    return "&".join(parts)

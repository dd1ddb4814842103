"""A look at a sheet before it is read: how much it holds, and what its reader would take for blank though it is not."""

from collections.abc import Sequence
from functools import cache
from typing import IO
from xml.parsers import expat

from openpyxl.utils import get_column_letter

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.limits import LONGEST_TEXTS, MOST_CELLS

DIGITS = "0123456789"
SHARED, ERROR, TEXT = "s", "e", "str"  # the kinds of cells whose value matters here


class Cells:
    """What is gathered from a sheet on the way through it.

    errors        (row, column), both from 1 -> "#N/A" and its kind, as the sheet shows them.
    uncalculated  the address of the first formula that has no value beside it, "" when there is none. A program
                  that only writes leaves it so. A formula may well come to the empty text, which has t="str".
    """

    def __init__(self, name: str, lengths: Sequence[int]) -> None:
        """`lengths` are those of the texts that the cells point at."""
        self.name, self.lengths = name, lengths
        self.errors: dict[tuple[int, int], str] = {}
        self.uncalculated = ""
        self.rows = self.columns = self.length = 0
        self._row = self._column = 0
        self._kind, self._value, self._has_formula = "", "", False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._on_start
        self._parser.StartCdataSectionHandler = _refuse_raw

    def look_through(self, sheet: IO[bytes]) -> "Cells":
        """SurveyError for a sheet that is too large to read; LookupError, ValueError or ExpatError for a damaged one."""
        self._parser.ParseFile(sheet)
        self._leave_cell()
        return self

    # A sheet has millions of elements, and each costs a call: ends and plain numbers are not asked about.
    def _on_start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            if self._kind or self._has_formula:
                self._leave_cell()
            kind = attributes.get("t", "")
            self._kind = kind if kind in (SHARED, ERROR, TEXT) else ""
            self._go_to(attributes.get("r", ""))
        elif tag == "v" or tag == "is":
            # A cell that has only a look does not count, as far out as it may be.
            if self._row > self.rows or self._column > self.columns:
                self._refuse_large()
            if self._kind or self._has_formula:
                self._parser.CharacterDataHandler = self._on_text
        elif tag == "f":
            self._has_formula = True
        elif tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0

    def _go_to(self, address: str) -> None:
        """Cells may leave out their address, and then follow the one before."""
        if not address:
            self._column += 1
            return
        letters = address.rstrip(DIGITS)
        self._row, self._column = int(address[len(letters) :]), _number(letters)

    def _on_text(self, text: str) -> None:
        self._value += text

    def _leave_cell(self) -> None:
        value = self._value.strip()
        if self._kind == SHARED and value:
            self.length += self.lengths[int(value)]
            self._refuse_large()
        elif self._kind == ERROR:
            self.errors[self._row, self._column] = value
        elif self._has_formula and not value and self._kind != TEXT:
            self.uncalculated = self.uncalculated or f"{get_column_letter(self._column)}{self._row}"
        self._kind, self._value, self._has_formula = "", "", False
        self._parser.CharacterDataHandler = None

    def _refuse_large(self) -> None:
        """As soon as reading would take too much memory: the reader holds every cell from A1 to the last one."""
        self.rows, self.columns = max(self._row, self.rows), max(self._column, self.columns)
        if self.rows * self.columns > MOST_CELLS or self.length > LONGEST_TEXTS:
            raise SurveyError(
                _("{name} 第 {line} 行").format(name=self.name, line=self._row),
                _("这张工作表太大：到这里有 {rows} 行 × {columns} 列，{length} 字。").format(
                    rows=self.rows, columns=self.columns, length=self.length
                ),
                _("请删去表格以外零散的格子，或分成几个文件，再导入。"),
            )


@cache
def _number(letters: str) -> int:
    """A -> 1, AA -> 27; ValueError for what names no column."""
    if not letters.isascii() or not letters.isalpha():
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def text_lengths(texts: IO[bytes]) -> list[int]:
    """How long each of the workbook's shared texts is."""
    lengths: list[int] = []

    def on_start(tag: str, _attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "si":
            lengths.append(0)

    def on_text(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.CharacterDataHandler = on_start, on_text
    parser.StartCdataSectionHandler = _refuse_raw
    parser.ParseFile(texts)
    return lengths


def _refuse_raw() -> None:
    raise ValueError("CDATA")  # the reader of sheets would take it for blank

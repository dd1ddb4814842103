"""Separated text -> records: the encoding and the separator are found out, line numbers are kept."""

import codecs
import csv
import io
from collections.abc import Iterator

from charset_normalizer import from_bytes

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.formulas import ESCAPED, original

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
LEGACY = ("gb18030", "cp1252")
SEPARATORS = ",;\t|"
ENOUGH = 64 * 1024
LONGEST_CELL = 1_000_000


def separated_records(name: str, content: bytes, encoding: str = "") -> Iterator[tuple[int, list[str]]]:
    """(first line, cells) of every record that is not blank; SurveyError where quotes don't fit."""
    text = _decoded(name, content, encoding)
    cells_of = _unescaped if any(start in text for start in ESCAPED) else list
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield line, cells_of(cells)
            line = reader.line_num + 1
    except csv.Error as fault:
        raise SurveyError(
            _("{name} 第 {line} 行").format(name=name, line=line),
            _("引号没有配对：{fault}").format(fault=fault), _("请改这一行，再导入。"),
        ) from None


def _unescaped(cells: list[str]) -> list[str]:
    return [original(cell) for cell in cells]


def _decoded(name: str, content: bytes, encoding: str) -> str:
    try:
        text = content.decode(_marked(content) or encoding or _guessed(content))
        text.encode()  # some codecs give halves of surrogate pairs, which cannot be written again
    except (ValueError, LookupError):  # faults of text are ValueErrors, and so is a codec's name with a NUL
        raise SurveyError(
            name, _("认不出文字编码。"), _("请另存为 UTF-8，或在对应文件里写 encoding。")
        ) from None
    if "\0" in text:
        raise SurveyError(name, _("这不是文字，也不是 Excel 工作簿。"), _("请另存为 .xlsx 或 .csv（UTF-8）。"))
    return text


def _marked(content: bytes) -> str:
    """The encoding that the file itself names: a refused file of ours has a mark, whatever the mapping says."""
    return next((name for mark, name in BOMS if content.startswith(mark)), "")


def _guessed(content: bytes) -> str:
    try:
        content.decode()
        return "utf-8"
    except UnicodeDecodeError:
        pass
    if b"\0" in content[:ENOUGH]:  # Latin letters, digits and separators leave a zero in each pair
        return "utf-16-le" if content[1:ENOUGH:2].count(0) > content[:ENOUGH:2].count(0) else "utf-16-be"
    telling = b"\n".join(line for line in content.splitlines() if not line.isascii())
    best = from_bytes(telling[:ENOUGH].rpartition(b"\n")[0] or telling[:ENOUGH], cp_isolation=list(LEGACY)).best()
    return best.encoding if best else "unknown"


def _separator(text: str) -> str:
    """The separator that cuts the first records into the most columns of equal number."""
    head = text[:ENOUGH]
    return max(SEPARATORS, key=lambda separator: _evenness(head, separator))


def _evenness(head: str, separator: str) -> tuple[float, int]:
    widths = [len(cells) for cells in csv.reader(io.StringIO(head, newline=""), delimiter=separator) if any(cells)][:50]
    if not widths or widths[0] < 2:
        return 0.0, 0
    return widths.count(widths[0]) / len(widths), widths[0]

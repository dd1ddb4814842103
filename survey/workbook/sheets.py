"""A sheet of an .xlsx -> records of text, with Excel's own row numbers; looked through before it is read."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.etree import ElementTree
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.sheet_cells import Cells, text_lengths
from survey.workbook.sheet_files import sheet_files
from survey.workbook.unpacking import TORN_ARCHIVE, check_archive

MIDNIGHT = time(0)
TEXTS = "xl/sharedstrings.xml"
# What we meet in the archive, or calamine raises for it: torn data, broken XML, a sheet without its file, a text or
# an error value outside of what there is (LookupError), an address that names no cell (ValueError).
DAMAGES = (CalamineError, *TORN_ARCHIVE, ElementTree.ParseError, expat.ExpatError, LookupError, ValueError)


@dataclass(frozen=True)
class SheetRecords:
    """The records of one sheet, its title, and the titles of the others, which were not read."""

    title: str
    unread: tuple[str, ...]
    records: Iterator[tuple[int, list[str]]]


def read_sheet(name: str, content: bytes, sheet: str = "") -> SheetRecords:
    """(row number, cells) of every row that is not blank, of the named sheet or the first that one sees.

    Dates become ISO texts, whole numbers lose their ".0", TRUE, FALSE and #N/A are as Excel shows them. A formula
    gives the value that was stored with it. SurveyError for one without, which would be read as blank; for a hidden
    sheet, even when named: who sent the file may not know of it; and for what is too large to be read.
    """
    workbook = _checked(name, content)
    title = _title(name, workbook.sheets_metadata, sheet)
    try:
        cells = _look_through(name, content, title)
        rows = _rows(workbook, title)
        for (row, column), text in cells.errors.items():
            rows[row - 1][column - 1] = text
    except DAMAGES as fault:
        raise _damaged(name, fault) from None
    if cells.uncalculated:
        where = f"{name} {cells.uncalculated}"
        raise SurveyError(where, _("这个公式还没有算出值。"), _("请用 Excel 打开并保存，再导入。"))
    unread = tuple(other.name for other in workbook.sheets_metadata if other.name != title)
    return SheetRecords(title, unread, _records(name, rows))


def _checked(name: str, content: bytes) -> CalamineWorkbook:
    """The workbook, opened after its archive was found harmless."""
    try:
        check_archive(name, content)
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except DAMAGES as fault:
        raise _damaged(name, fault) from None


def _look_through(name: str, content: bytes, title: str) -> Cells:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        lengths: list[int] = []
        for file in archive.namelist():
            if file.lower() == TEXTS:
                with archive.open(file) as texts:
                    lengths = text_lengths(texts)
        with archive.open(sheet_files(archive)[title]) as sheet:
            return Cells(name, lengths).look_through(sheet)


def _rows(workbook: CalamineWorkbook, title: str) -> list[list]:
    try:
        return workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
    except BaseException as fault:
        # What calamine's Rust raises for a date long before the world was; nothing exports the name of its class.
        if type(fault).__name__ == "PanicException":
            raise ValueError(fault) from None
        raise


def _damaged(name: str, fault: Exception) -> SurveyError:
    return SurveyError(name, _("工作簿打不开：{fault}").format(fault=fault), _("请用 Excel 打开并另存。"))


def _title(name: str, sheets: list[SheetMetadata], wanted: str) -> str:
    tables = [sheet for sheet in sheets if sheet.typ == SheetTypeEnum.WorkSheet]
    visible = [sheet.name for sheet in tables if sheet.visible == SheetVisibleEnum.Visible]
    titles = _("可以用：{names}。").format(names="、".join(visible))
    if not tables:
        raise SurveyError(name, _("这个工作簿里没有工作表。"), _("请用 Excel 打开并另存。"))
    if wanted and wanted not in {sheet.name for sheet in tables}:
        raise SurveyError(name, _("没有工作表“{sheet}”。").format(sheet=wanted), titles)
    if not visible or wanted and wanted not in visible:
        hidden = wanted or tables[0].name
        raise SurveyError(
            name, _("工作表“{sheet}”是隐藏的。").format(sheet=hidden),
            titles if visible else _("请在 Excel 里取消隐藏，看过内容，另存后再导入。"),
        )
    return wanted or visible[0]


def _records(name: str, rows: list[list]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, 1):
        cells = [value if type(value) is str else _text(value) for value in row]
        if "\0" in "".join(cells):
            raise SurveyError(
                _("{name} 第 {line} 行").format(name=name, line=number),
                _("有看不见的 NUL 字符，存不进数据库。"), _("请删去这个字符，再导入。"),
            )
        if any(cells):
            yield number, cells


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)

"""A sheet of an .xlsx -> records of text, with Excel's own row numbers."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.file_kind import TORN_ARCHIVE
from survey.workbook.sheet_cells import error_values, uncalculated
from survey.workbook.sheet_files import sheet_files

MIDNIGHT = time(0)
# calamine raises its own errors alone. What it lets pass we may meet in the archive: torn data, broken XML,
# a sheet without its file (KeyError), an error value outside of the sheet (IndexError).
DAMAGES = (CalamineError, *TORN_ARCHIVE, ElementTree.ParseError, LookupError)


def sheet_records(name: str, content: bytes, sheet: str = "") -> Iterator[tuple[int, list[str]]]:
    """(row number, cells) of every row that is not blank, of the named sheet or the first.

    Dates become ISO texts, whole numbers lose their ".0", TRUE, FALSE and #N/A are as Excel shows them.
    SurveyError for a formula without its value, which would be read as blank.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        title = _title(name, workbook.sheet_names, sheet)
        rows = workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            xml = archive.read(sheet_files(archive)[title])
        for (row, column), text in error_values(xml).items():
            rows[row - 1][column - 1] = text
    except DAMAGES as fault:
        raise SurveyError(name, _("工作簿打不开：{fault}").format(fault=fault), _("请用 Excel 打开并另存。")) from None
    if formula := uncalculated(xml):
        raise SurveyError(f"{name} {formula}", _("这个公式还没有算出值。"), _("请用 Excel 打开并保存，再导入。"))
    return _records(name, rows)


def _title(name: str, titles: list[str], wanted: str) -> str:
    if not titles:
        raise SurveyError(name, _("这个工作簿里没有工作表。"), _("请用 Excel 打开并另存。"))
    if wanted and wanted not in titles:
        raise SurveyError(
            name, _("没有工作表“{sheet}”。").format(sheet=wanted), _("可以用：{names}。").format(names="、".join(titles))
        )
    return wanted or titles[0]


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

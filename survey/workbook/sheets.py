"""A sheet of an .xlsx -> records of text, with Excel's own row numbers."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time

from python_calamine import CalamineError, CalamineWorkbook

from survey.domain.errors import SurveyError
from survey.locale import _

MIDNIGHT = time(0)


def sheet_records(name: str, content: bytes, sheet: str = "") -> Iterator[tuple[int, list[str]]]:
    """(row number, cells) of every row that is not blank, of the named sheet or the first.

    Dates become ISO texts, whole numbers lose their ".0", TRUE and FALSE are as Excel shows them.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        if sheet and sheet not in workbook.sheet_names:
            raise SurveyError(
                name, _("没有工作表“{sheet}”。").format(sheet=sheet),
                _("可以用：{names}。").format(names="、".join(workbook.sheet_names)),
            )
        rows = workbook.get_sheet_by_name(sheet or workbook.sheet_names[0]).to_python(skip_empty_area=False)
    except CalamineError as fault:
        raise SurveyError(name, _("工作簿打不开：{fault}").format(fault=fault), _("请用 Excel 打开并另存。")) from None
    for number, row in enumerate(rows, 1):
        cells = [value if type(value) is str else _text(value) for value in row]
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

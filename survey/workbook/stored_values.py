"""Stored values of formulas, put into a workbook that was saved without them.

openpyxl writes a formula or a value. Viewers that do not calculate (a phone, a preview, a script)
show the value stored beside the formula, so both have to stand in the cell.
"""

import io
import math
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from survey.workbook.sheet_files import sheet_files

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

Value = float | int | str


def store_values(source: Path, target: Path, values: Mapping[str, Mapping[str, Value]]) -> None:
    """Copy a workbook that openpyxl saved, storing for each formula its value: sheet -> cell -> value.

    Raises ValueError unless exactly the formulas of the workbook have values, all of them finite:
    a formula without its value would be shown as empty, and nobody would see the fault.
    """
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        sheets = {file: title for title, file in sheet_files(old).items()}
        if unknown := set(values) - set(sheets.values()):
            raise ValueError(f"no such sheets: {sorted(unknown)}")
        for item in old.infolist():
            content = old.read(item)
            if item.filename in sheets:
                content = _filled(content, values.get(sheets[item.filename], {}), sheets[item.filename])
            new.writestr(item, content, zipfile.ZIP_DEFLATED)


def _filled(xml: bytes, values: Mapping[str, Value], title: str) -> bytes:
    for _event, (prefix, uri) in ElementTree.iterparse(io.BytesIO(xml), events=["start-ns"]):
        ElementTree.register_namespace(prefix, uri)  # or the copy would speak of ns0, ns1
    root = ElementTree.fromstring(xml)
    formulas = {cell.get("r"): cell for cell in root.iter(f"{MAIN}c") if cell.find(f"{MAIN}f") is not None}
    if formulas.keys() != values.keys():
        differing = sorted(formulas.keys() ^ values.keys())[:10]
        raise ValueError(f"{title}: either a formula or a value is missing in {differing}")
    for reference, cell in formulas.items():
        _store(cell, values[reference], f"{title}!{reference}")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _store(cell: ElementTree.Element, value: Value, where: str) -> None:
    if not isinstance(value, str) and not math.isfinite(value):
        raise ValueError(f"{where}: {value} cannot be stored")
    stored = cell.find(f"{MAIN}v")
    stored = ElementTree.SubElement(cell, f"{MAIN}v") if stored is None else stored
    cell.attrib.pop("t", None)
    if isinstance(value, str):
        cell.set("t", "str")
    stored.text = value if isinstance(value, str) else repr(value)

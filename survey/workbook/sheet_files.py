"""Where the sheets of a workbook lie in its archive."""

import zipfile
from collections.abc import Iterable
from xml.etree import ElementTree


def sheet_files(archive: zipfile.ZipFile) -> dict[str, str]:
    """Title of each sheet -> file in the archive, under either of the format's two sets of names.

    LookupError where a title or a relation stands twice: each reader would take another of the two.
    """
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = _once((relation.get("Id", ""), relation.get("Target", "")) for relation in relations)
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).findall(".//{*}sheet")
    paths = _once((sheet.get("name", ""), _path(targets[_relation(sheet)])) for sheet in sheets)
    files = {file.lower(): file for file in archive.namelist()}  # some programs write Sheet1.xml and mean sheet1.xml
    return {title: files.get(path.lower(), path) for title, path in paths.items()}


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    pairs = list(pairs)
    found = dict(pairs)
    if len(found) < len(pairs):
        raise LookupError("two of one name")
    return found


def _relation(sheet: ElementTree.Element) -> str:
    return _once(("", value) for name, value in sheet.attrib.items() if name.endswith("}id"))[""]


def _path(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"

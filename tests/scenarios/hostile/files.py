"""Workbooks changed by hand, and what reading a file costs in memory."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def parts_of(*rows: Sequence) -> dict[str, bytes]:
    """The parts of a workbook with these rows, which a test changes before it packs them."""
    book, file = Workbook(), io.BytesIO()
    for row in rows or (["id", "what"], [1, "good"]):
        book.active.append(row)
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(folder: Path, parts: Mapping[str, bytes], name: str = "table.xlsx", packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(folder / name, "w", packing) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return folder / name


def a_sheet(rows: str, dimension: str = "A1:B2") -> dict[str, bytes]:
    """The parts of a workbook whose sheet has these rows, in XML."""
    xml = f'<worksheet xmlns="{NAMESPACE}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    return parts_of() | {SHEET: xml.encode()}


def a_row(number: int, **cells: object) -> str:
    """A row of numbers by column: a_row(1, A=1, B=2)."""
    inner = "".join(f'<c r="{column}{number}"><v>{value}</v></c>' for column, value in cells.items())
    return f'<row r="{number}">{inner}</row>'


READING = """
import resource, sys
from pathlib import Path
from survey.domain.errors import SurveyError
from survey.workbook.tables import read_table

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000

before = peak()
try:
    print("rows:", len(read_table(Path(sys.argv[1])).cells))
except SurveyError as refusal:
    print(refusal.what)
print(peak() - before)
"""


def read_apart(path: Path) -> tuple[str, int]:
    """What reading in a process of its own says, and by how many megabytes its memory grew at most."""
    done = subprocess.run([sys.executable, "-c", READING, path], capture_output=True, text=True, check=True)
    said, megabytes = done.stdout.splitlines()
    return said, int(megabytes)

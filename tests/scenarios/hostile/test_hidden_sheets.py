"""A hidden sheet is never read silently, and a formula never as blank."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from survey.actions.importing import describe, import_file
from survey.domain.errors import SurveyError
from survey.workbook.tables import read_table
from tests.conftest import NOW
from tests.scenarios.hostile.files import a_sheet, pack, parts_of

MAP = """
[unit]
value = "ward-urology"
[mode]
value = "qr"
[[question]]
key = "overall"
column = "o"
"""


def a_workbook(folder: Path, **sheets: str) -> Path:
    """Sheets by title, each "visible", "hidden" or "veryHidden"; the one cell of each holds its title."""
    book = Workbook()
    book.remove(book.active)
    for title, state in sheets.items():
        sheet = book.create_sheet(title)
        sheet.append(["o"])
        sheet.append([title])
        sheet.sheet_state = state
    book.save(folder / "table.xlsx")
    return folder / "table.xlsx"


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_the_first_sheet_that_one_sees_is_read_and_the_others_are_named(tmp_path, state):
    path = a_workbook(tmp_path, trap=state, seen="visible", more="visible")

    table = read_table(path)

    assert table.cells["o"].tolist() == ["seen"]
    assert (table.sheet, table.unread) == ("seen", ("trap", "more"))


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_refused_even_when_the_mapping_names_it(tmp_path, state):
    path = a_workbook(tmp_path, seen="visible", trap=state)

    with pytest.raises(SurveyError, match="隐藏") as refused:
        read_table(path, sheet="trap")

    assert "trap" in refused.value.what and "seen" in refused.value.instead and "trap" not in refused.value.instead


def test_a_workbook_that_shows_no_sheet_is_refused(tmp_path):
    parts = parts_of()
    xml = parts["xl/workbook.xml"].replace(b'state="visible"', b'state="hidden"')

    with pytest.raises(SurveyError, match="隐藏"):
        read_table(pack(tmp_path, parts | {"xl/workbook.xml": xml}))


def test_the_report_of_an_import_says_which_sheets_were_not_read(office, tmp_path):
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    path = a_workbook(tmp_path, trap="hidden", **{"5": "visible"})

    report = import_file(office, "lianxin", "inpatient", path, tmp_path / "map.toml", NOW, folder=tmp_path)

    assert report.saved == 1
    assert any("“5”" in line and "trap" in line for line in describe(report))


def test_two_sheets_of_one_title_are_refused(tmp_path):
    parts = parts_of()
    xml = parts["xl/workbook.xml"].replace(b"<sheets>", b'<sheets><sheet name="Sheet" sheetId="9" r:id="rId1" xmlns:r="'
                                           b'http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>')

    with pytest.raises(SurveyError, match="打不开"):
        read_table(pack(tmp_path, parts | {"xl/workbook.xml": xml}))


def test_a_formula_is_read_by_the_value_that_was_stored_with_it(tmp_path):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><f>1+1</f><v>7</v></c></row>'

    assert read_table(pack(tmp_path, a_sheet(rows))).cells.to_numpy().tolist() == [["7"]]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B7"><f>A1</f></c>', '<c r="B7"><f>A1</f><v></v></c>', '<c r="B7"><f/><v/></c>', '<c r="B7" ><f >A1</f ></c >',
        '<c a=">" r="B7"><f>A1</f></c>', '<c r="B7"><!-- <v>1</v> --><f>A1</f></c>', '<x:c xmlns:x="{}" r="B7"><x:f>A1</x:f></x:c>',
    ],
)
def test_a_formula_without_a_value_is_refused_at_its_place_however_it_is_written(tmp_path, cell):
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="7"><c r="A7"><v>1</v></c>{cell}</row>'

    with pytest.raises(SurveyError, match="还没有算出值") as refused:
        read_table(pack(tmp_path, a_sheet(rows)))

    assert "B7" in refused.value.where

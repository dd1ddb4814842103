"""Stored values stand beside their formulas, and nothing else in the workbook changes."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference

from survey.workbook.stored_values import store_values


def a_workbook(path: Path, **cells) -> Path:
    workbook = Workbook()
    workbook.active.title = "表一"
    for name, content in cells.items():
        workbook.active[name] = content
    workbook.save(path)
    return path


def stored(path: Path, sheet: str = "表一") -> dict:
    cells = (cell for row in load_workbook(path, data_only=True)[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.value for cell in cells if cell.value is not None}


def test_numbers_and_texts_are_stored_and_the_formulas_stay(tmp_path):
    source = a_workbook(tmp_path / "a.xlsx", A1=2, A2="=A1/3", A3='="第"&A1&"名 <&>"', A4='=IF(A1>3,1,"")')

    store_values(source, tmp_path / "b.xlsx", {"表一": {"A2": 2 / 3, "A3": "第2名 <&>", "A4": ""}})

    assert stored(tmp_path / "b.xlsx") == {"A1": 2, "A2": 2 / 3, "A3": "第2名 <&>"}
    formulas = load_workbook(tmp_path / "b.xlsx")["表一"]
    assert [formulas[name].value for name in ("A2", "A3", "A4")] == ["=A1/3", '="第"&A1&"名 <&>"', '=IF(A1>3,1,"")']


def test_a_number_keeps_all_of_its_digits(tmp_path):
    source = a_workbook(tmp_path / "a.xlsx", A1="=1/3+1E-9")

    store_values(source, tmp_path / "b.xlsx", {"表一": {"A1": 1 / 3 + 1e-9}})

    assert stored(tmp_path / "b.xlsx")["A1"] == 1 / 3 + 1e-9


def test_what_looks_like_a_formula_but_is_text_gets_no_value(tmp_path):
    workbook = Workbook()
    workbook.active["A1"] = "=1+1"
    workbook.active["A1"].data_type = "s"
    workbook.save(tmp_path / "a.xlsx")

    store_values(tmp_path / "a.xlsx", tmp_path / "b.xlsx", {})

    assert stored(tmp_path / "b.xlsx", "Sheet")["A1"] == "=1+1"


def test_charts_styles_and_other_parts_are_copied_as_they_are(tmp_path):
    workbook = Workbook()
    for row in ((1, "=A1"), (2, "=A2")):
        workbook.active.append(row)
    chart = BarChart()
    chart.add_data(Reference(workbook.active, min_col=2, min_row=1, max_row=2))
    workbook.active.add_chart(chart, "D2")
    workbook.save(tmp_path / "a.xlsx")

    store_values(tmp_path / "a.xlsx", tmp_path / "b.xlsx", {"Sheet": {"B1": 1, "B2": 2}})

    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx") as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert changed == ["xl/worksheets/sheet1.xml"]
        assert b"r:id" in new.read("xl/worksheets/sheet1.xml")  # the drawing is still tied to its sheet
        assert b"ns0" not in new.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("values", [{}, {"表一": {"A1": 1}}, {"表一": {"A1": 1, "A2": 2, "A3": 3}}, {"表二": {"A1": 1}}])
def test_every_formula_has_a_value_and_every_value_a_formula(tmp_path, values):
    source = a_workbook(tmp_path / "a.xlsx", A1="=1", A2="=2", A3=3)

    with pytest.raises(ValueError):
        store_values(source, tmp_path / "b.xlsx", values)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_not_stored(tmp_path, value):
    source = a_workbook(tmp_path / "a.xlsx", A1="=1")

    with pytest.raises(ValueError):
        store_values(source, tmp_path / "b.xlsx", {"表一": {"A1": value}})

"""What is written stays text: no spreadsheet calculates what a citizen wrote."""

import csv

import pandas as pd
import pytest
from openpyxl import load_workbook

from survey.domain.errors import SurveyError
from survey.workbook.export import write_table
from survey.workbook.tables import read_table

SLY = ["=1+1", "+86 10", "-3", "@SUM(A1)", "\tx", "\rx", "#N/A", "plain"]


def a_frame() -> pd.DataFrame:
    return pd.DataFrame({"n": [*range(len(SLY))], "=text": SLY}, dtype=object)


def test_sly_text_in_a_csv_begins_with_an_apostrophe(tmp_path):
    path = tmp_path / "out.csv"

    write_table(a_frame(), path, "t")

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["n", "'=text"]
    assert [row[1] for row in rows[1:]] == ["'=1+1", "'+86 10", "'-3", "'@SUM(A1)", "'\tx", "'\rx", "#N/A", "plain"]


def test_a_csv_of_ours_reads_back_as_it_was(tmp_path):
    path = tmp_path / "out.csv"

    write_table(a_frame(), path, "t")

    assert read_table(path).cells["=text"].tolist() == SLY


def test_sly_text_in_a_workbook_is_a_text_cell_as_it_was(tmp_path):
    path = tmp_path / "out.xlsx"

    write_table(a_frame(), path, "t")

    sheet = load_workbook(path).active
    written = [sheet.cell(row, 2) for row in range(2, 2 + len(SLY))]
    assert {cell.data_type for cell in written} <= {"s", "inlineStr"}
    assert [cell.value for cell in written] == [text.replace("\r", "\n") for text in SLY]  # as XML reads a return
    assert sheet["B1"].data_type in {"s", "inlineStr"}
    assert sheet["A2"].value == 0


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(SurveyError) as refused:
        write_table(a_frame(), tmp_path / "out.pdf", "t")

    assert ".xlsx" in refused.value.instead


@pytest.mark.parametrize("title", ["住院/门诊", "'问卷'", "[1]: 满意?*\\", "长" * 40, ""])
def test_whatever_a_questionnaire_is_called_its_sheet_has_a_name(tmp_path, title):
    write_table(a_frame(), tmp_path / "out.xlsx", title)

    assert load_workbook(tmp_path / "out.xlsx").active["B1"].value == "=text"

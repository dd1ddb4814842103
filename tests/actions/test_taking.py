"""Figures taken out of the house: who may, what stands in the workbook, and that nothing hidden leaks."""

from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from survey.actions.reading_log import read_log
from survey.actions.taking import About, take_table
from survey.domain.keeping.actor import NotAllowed
from tests.actions.cast import actor_of
from tests.conftest import NOW


def cells(book: bytes) -> list[tuple]:
    return list(openpyxl.load_workbook(BytesIO(book)).active.iter_rows(values_only=True))


def a_frame() -> pd.DataFrame:
    return pd.DataFrame({
        "单位": ["泌尿外科", "心血管内科"], "回答数 n": [40, 7], "得分": [74.25, 31.5], "shown": [True, False],
    })  # fmt: skip


def test_a_row_that_is_not_shown_has_dashes_and_no_figure(office):
    about = About("2025", "住院问卷", "答卷 47 份", "得分", "95%")

    rows = cells(take_table(office.acting(actor_of("reviewer")), "各单位", about, a_frame(), NOW))

    assert rows[0][0] == "各单位"
    assert [row[:2] for row in rows[1:6]] == [
        ("时间", "2025"), ("范围", "住院问卷"), ("人数或件数", "答卷 47 份"), ("怎么算", "得分"), ("区间", "95%"),
    ]  # fmt: skip
    assert rows[-3:] == [("单位", "回答数 n", "得分"), ("泌尿外科", 40, 74.25), ("心血管内科", "—", "—")]


def test_what_people_wrote_is_never_calculated(office):
    frame = pd.DataFrame({"=1+1": ["=HYPERLINK(1)", "+2"], "n": [10, None]})

    book = openpyxl.load_workbook(BytesIO(take_table(office, "@a", About("2025"), frame, NOW))).active

    assert {cell.data_type for row in book.iter_rows() for cell in row if isinstance(cell.value, str)} == {"s"}


def test_a_download_stands_in_the_log_with_title_period_and_rows(office):
    take_table(office.acting(actor_of("head_of_unit")), "各单位", About("2025"), a_frame(), NOW)

    line = read_log(office, action="take_figures").iloc[0]
    assert (line["actor"], line["after"]) == ("head_of_unit", {"title": "各单位", "period": "2025", "rows": 2})


def test_a_collector_takes_nothing_away(office):
    with pytest.raises(NotAllowed):
        take_table(office.acting(actor_of("collector")), "各单位", About("2025"), a_frame(), NOW)

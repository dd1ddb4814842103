"""Figures taken out of the house: who may, what stands in the workbook, and that nothing hidden leaks."""

from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from survey.actions.reading_log import read_log
from survey.actions.taking import About, take_cases, take_table
from survey.domain.keeping.actor import NotAllowed
from tests.actions.cast import CARDIOLOGY, UROLOGY, a_case, actor_of
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


def test_what_is_seen_by_a_right_of_its_own_asks_that_right_too(office):
    with pytest.raises(NotAllowed):
        take_table(office.acting(actor_of("team_leader")), "回访名单", About("2025"), a_frame(), NOW, "read_radar")


def test_of_single_cases_only_those_go_out_that_one_may_take_in_a_register(office):
    cases = [a_case(office, UROLOGY, 1), a_case(office, CARDIOLOGY, 2)]
    frame = pd.DataFrame({"programme": "complaints", "id": cases, "编号": ["甲", "乙"]})

    rows = cells(take_cases(office.acting(actor_of("head_of_unit")), "事项", About("2025"), frame, NOW))

    assert [row[0] for row in rows[-2:]] == ["编号", "甲"]
    assert ("人数或件数", "1 件") in [row[:2] for row in rows]
    line = read_log(office, action="export_ledger").iloc[0]
    assert line["after"] == {"title": "事项", "period": "2025", "rows": 1}


def test_whoever_takes_no_register_out_takes_no_list_of_cases_out(office):
    frame = pd.DataFrame({"programme": "complaints", "id": [a_case(office)], "编号": ["甲"]})

    with pytest.raises(NotAllowed):
        take_cases(office.acting(actor_of("team_leader")), "事项", About("2025"), frame, NOW)

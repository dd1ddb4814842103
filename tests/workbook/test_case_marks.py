"""Marks of cases in the workbook: deductions that keep their weight, what stands beside, and bars to awards."""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from survey.domain.handling.clock import Clock
from survey.domain.handling.kind import CaseKind, Move, State
from survey.domain.judging.bar import Bar, Done
from survey.domain.judging.evaluation import Block, Item, Veto
from survey.domain.judging.indicator import CaseCount
from survey.domain.judging.mark import Reading, score_card
from survey.domain.judging.year_end import stand
from survey.locale import Words
from survey.workbook.year_end import build_workbook
from tests.workbook.conftest import WARD, a_rate, a_score, a_year_end, an_indicator
from tests.workbook.test_year_end import CLOSE, convert, row_of, texts, written  # noqa: F401

TIME = Block("time", Words("时限", "Time"))
SHEET = replace(WARD, items=(
    Item("score", 60, 60, 95), Item("in_time", 25, 0.5, 1.0, TIME), Item("events", 15, 3, 0),
))  # fmt: skip
NAME = Words("上门", "Visit")
KIND = CaseKind(
    "visit", NAME, (), (), (State("done", Words("办结", "Done"), True),), (), Move("open", NAME, (), "done"),
    clocks=(Clock("answer", Words("答复", "Answer"), ("open",), ("open",), "hours", 8),),
)
VETO = Veto("v", Words("态度恶劣", "Bad manner"), "care", "visit", "D13", ("done",), "who", "when", date(2025, 1, 1), ("year",), (), ())
BAR = Bar(VETO, "w1", False, date(2025, 5, 4), "ABCDE-FGHIJ", Done(NAME, "考核员", date(2025, 5, 9)), None)


def events(number: int) -> Reading:
    return Reading("events", number, number, number, 0, number, 1, outside=1, is_deduction=True)


def in_time(kept: int, n: int) -> Reading:
    return replace(a_rate("in_time", kept, n), outside=4, open=2)


READINGS = {
    "w1": (a_score(26025, 301, 1.3, 151), in_time(28, 31), events(1)),
    "w2": (a_score(15875, 203, 2.1, 102), events(0)),  # its 25 go to the survey alone
    "w3": (in_time(10, 12), events(7)),
    "w4": (events(0),),  # nothing else is known of it
}


@pytest.fixture
def of_cases():
    base = a_year_end()
    care = base.declarations.programme("care")
    more = (
        replace(an_indicator("in_time", "按时", "in_time"), questionnaire="", cases=CaseCount("visit", clock="answer")),
        replace(an_indicator("events", "查实", "verified", is_higher_better=False), cases=CaseCount("visit", states=("done",))),
    )
    declared = replace(base.declarations, programmes={"care": replace(care, case_kinds=(KIND,), indicators=care.indicators + more)})
    evaluation = replace(base.evaluation, sheets=(SHEET, *base.evaluation.sheets[1:]))
    cards = [score_card(id, SHEET, {reading.indicator: reading for reading in own}) for id, own in READINGS.items()]
    standings = {**base.standings, "ward": stand(cards, (BAR,))}
    return replace(base, evaluation=evaluation, declarations=declared, standings=standings)


def test_what_stands_in_no_denominator_is_printed_beside(tmp_path, of_cases):
    detail = load_workbook(written(tmp_path, of_cases), data_only=True)["计算明细"]

    row = next(row for row in detail.iter_rows(values_only=True) if row[2:4] == ("w1", "按时"))

    assert row[4:7] == (28, 31, 31)
    assert row[20:23] == (4, 2, "时限")
    assert "另有 4 件不计入" in row[23] and "另有 2 件未到期" in row[23]


def test_a_bar_stands_beside_the_score_and_takes_nothing_off(tmp_path, of_cases):
    summary = load_workbook(written(tmp_path, of_cases), data_only=True)["汇总表"]

    barred = row_of(summary, "=1+1 病区")

    assert barred["标记"].startswith("取消年度（2025）评优资格：态度恶劣（D13）。证据编号 ABCDE-FGHIJ")
    assert barred["总分"] == of_cases.standings["ward"][0].card.total > 0


def test_nothing_verified_alone_makes_no_total(tmp_path, of_cases):
    summary = load_workbook(written(tmp_path, of_cases), data_only=True)["汇总表"]

    assert row_of(summary, "-儿科")["总分"] == "不足以评价"
    assert row_of(summary, "+内科")["最少 n"] == 102


def test_the_cover_says_which_cases_an_indicator_counts(tmp_path, of_cases):
    cover = texts(load_workbook(written(tmp_path, of_cases))["封面与口径"])

    assert "上门（答复）" in cover


@pytest.mark.libreoffice
def test_libreoffice_comes_to_the_same_marks_of_cases(tmp_path, of_cases, convert):  # noqa: F811
    workbook, values = build_workbook(of_cases, None, lambda done, total: None)
    workbook.save(tmp_path / "bare.xlsx")

    calculated = load_workbook(convert(tmp_path / "bare.xlsx", "xlsx"), data_only=True)

    for sheet, cells in values.items():
        for name, value in cells.items():
            found = calculated[sheet][name].value
            expected = value if isinstance(value, str) else pytest.approx(value, abs=CLOSE, rel=CLOSE)
            assert (found if found is not None else "") == expected, f"{sheet}!{name}"

"""A literal year end: three wards, three nurses, every kind of mark, and names that look like formulas."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from survey.domain.asking.people import Person, Unit
from survey.domain.asking.programme import Declarations, Privacy, Programme
from survey.domain.asking.question import Question
from survey.domain.asking.questionnaire import Questionnaire, Section
from survey.domain.asking.scale import Option, Scale
from survey.domain.columns import YEAR_ISSUES, YEAR_TREND, shaped
from survey.domain.counting.interval import wilson_interval
from survey.domain.counting.period import year_period
from survey.domain.judging.fair_score import FairScore
from survey.domain.judging.evaluation import Evaluation, FocalRule, Item, Sheet
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.mark import Reading, score_card
from survey.domain.judging.noticed import Mended, MendingBook, Noticed
from survey.domain.judging.year_end import YearEnd, stand
from survey.locale import Words
from tests.conftest import CONSOLE_ONLY

WARD = Sheet("ward", Words("病区考核表", "Ward sheet"), ("ward",), (),
             (Item("score", 60, 60, 95), Item("bad", 30, 0.2, 0.0), Item("reply", 10, 0.5, 1.0)))
NURSE = Sheet("nurse", Words("护士考核表", "Nurse sheet"), (), ("nurse",), (Item("score", 100, 60, 95),))


def a_rate(id: str, count: int, n: int) -> Reading:
    low, high = wilson_interval(count, n)
    return Reading(id, count / n, float(low), float(high), n, count, n)


def a_score(total: int, answers: int, half: float, n: int) -> Reading:
    value = total / answers
    return Reading("score", value, max(0, value - half), min(100, value + half), n, total, answers)


READINGS = {
    "w1": (a_score(26025, 301, 1.3, 151), a_rate("bad", 7, 151), a_rate("reply", 29, 31)),
    "w2": (a_score(15875, 203, 2.1, 102), a_rate("bad", 13, 97), a_rate("reply", 11, 12)),  # the book: 仅供参考
    "w3": (a_score(1775, 23, 6.7, 12), a_rate("bad", 1, 11)),                               # no book: weight handed on
    "w4": (),                                                                                # 不足以评价
    "n1": (a_score(2750, 31, 4.1, 31),),
    "n2": (a_score(925, 11, 7.7, 11),),
    "n3": (a_score(675, 9, 9.1, 9),),                                                        # under ten
}
NAMES = {"w1": "=1+1 病区", "w2": "+内科", "w3": "@外科", "w4": "-儿科", "n1": "甲", "n2": "=HYPERLINK(\"x\")", "n3": "丙"}


def an_indicator(id: str, name: str, measure: str, *questions: str, is_higher_better: bool = True) -> Indicator:
    return Indicator(
        id, "care", Words(name, id), measure, "visit" if questions else "", questions, frozenset({"person"}), ("A1",),
        is_higher_better, Words("要紧", "It matters"), Words("护理部", "Nursing"), date(2027, 1, 15), "default",
    )


def the_declarations() -> Declarations:
    yes, no = Option("1", Words("满意", "Yes"), 100, 1), Option("5", Words("不满意", "No"), 0, 5)
    scale = Scale("two", "default", (yes, no))
    asked, short = Words("总体满意吗？", "Satisfied?"), Words("总体", "Overall")
    question = Question("all", "s", ("A1",), asked, short, "person", scale)
    visit = Questionnaire(
        "visit", "care", 1, Words("问卷", "Survey"), Words("患者", "Patients"), "default", "all", ("ward",), False, True,
        (Section("s", Words("护理", "Care")),), (question,),
    )
    nothing = Words("", "")
    care = Programme(
        "care", 1, "", Words("护理", "Care"), Words("某医院", "A hospital"), nothing, "120", ("ward",),
        Privacy(nothing, nothing, nothing, nothing), None, (visit,), (), (),
        (an_indicator("score", "满意度得分", "score", "all"), an_indicator("bad", "不满意率", "dissatisfied", "all",
         is_higher_better=False), an_indicator("reply", "答复率", "answered")),
    )
    names = {id: Words(name, name) for id, name in NAMES.items()}
    return Declarations(
        modes={}, areas={}, collectors={}, programmes={"care": care},
        units={id: Unit(id, "ward", names[id]) for id in ("w1", "w2", "w3", "w4")},
        persons={id: Person(id, "w1", "nurse", names[id]) for id in ("n1", "n2", "n3")},
        permissions=CONSOLE_ONLY,
        evaluations={2025: Evaluation(2025, "default", 10, FocalRule(0.10, 30), (WARD, NURSE))},
    )


def cards_of(sheet: Sheet, readings) -> list:
    """Ids begin with their sheet's first letter."""
    of_sheet = {id: {r.indicator: r for r in own} for id, own in readings.items() if id[0] == sheet.id[0]}
    return [score_card(id, sheet, own) for id, own in of_sheet.items()]


def a_year_end(readings=READINGS, is_sample: bool = False) -> YearEnd:
    declared = the_declarations()
    cards = {sheet: cards_of(sheet, readings) for sheet in (WARD, NURSE)}
    return YearEnd(declared.evaluation(2025), declared, year_period(2025),
                   {sheet.id: stand(of_sheet) for sheet, of_sheet in cards.items()}, is_sample, the_noticed(), THE_FAIR)


THE_FAIR = {
    ("n1", "score"): FairScore(31, 88.7, 84.6, 92.8, 90.2, 87.0, 93.4, 0.81, "formal", "crossed", False, "v1", -0.4),
    ("n2", "score"): FairScore(11, 84.1, 76.4, 91.8, None, None, None, 0.3, "not_judged", "raw", False, None, None),
}


def an_issue(unit: str, n: int, share: float, low: float, high: float, **changes) -> dict:
    standard = {
        "programme": "care", "unit": unit, "topic": "noise", "doors": ("scores",), "question": "visit.all", "n": n,
        "dissatisfied": share, "dissatisfied_low": low, "dissatisfied_high": high, "score": 60.0, "rounds": 0, "is_worse": False,
        "importance": 0.4, "mean_importance": 0.2, "gap": 20.0, "worth": 8.0, "best_question": "visit.all", "best_n": n,
        "top1": 0.5, "top1_low": 0.4, "top1_high": 0.6, "mean_top1": 0.3, "is_better": False, "is_above": False, "confirmed": 0,
        "praised": 0, "suggested": 0, "book": 0, "requests": 0, "notes": 0, "reopened": 0, "overdue": 0, "responses": n,
        "is_focal": False, "is_difficult": False, "is_bright": False, "is_clue": False, "why": "为什么", "owner": "总务科",
    }
    return standard | changes


def the_noticed() -> Noticed:
    issues = pd.DataFrame([
        an_issue("w2", 97, 0.3, 0.22, 0.4, is_focal=True, is_difficult=True, doors=("scores", "words", "book", "requests"),
                 confirmed=12, book=25),  # through the door of requests came fewer than ten
        an_issue("w3", 11, 0.27, 0.10, 0.57, is_clue=True, worth=np.nan),
        an_issue("w1", 151, 0.05, 0.02, 0.09, is_bright=True),
    ])
    trend = pd.DataFrame([
        ("care", "visit", 1, "2025-01", 40, 81.5, 77.0, 86.0, 1, 82.9, 75.6, 90.2, True, "outside", "worse", ""),
        ("care", "visit", 1, "2025-02", 0, *[np.nan] * 3, 1, *[np.nan] * 3, True, "", "", "停水"),
        ("care", "visit", 1, "2025-03", 55, 84.25, 80.5, 88.0, 1, 82.9, 75.6, 90.2, True, "", "", ""),
    ], columns=YEAR_TREND)
    mended = Mended("ABCDE-FGHIJ", date(2025, 4, 1), "+内科", "夜里吵", "已验证", ("换门锁", "2025-05-01"), "护士长",
                    "30.0%（30/100）", "5.0%（2/40）", "-25.0 个百分点（95% 区间 -35.0 至 -10.0）", "已验证", 1)
    book = MendingBook("护理 · 整改", ("整改措施", "整改期限"), (mended,))
    return Noticed(shaped(issues, YEAR_ISSUES), 2, (book,), trend)


@pytest.fixture
def year_end() -> YearEnd:
    return a_year_end()


@pytest.fixture
def sample_year_end() -> YearEnd:
    return a_year_end(is_sample=True)


@pytest.fixture
def empty_year_end() -> YearEnd:
    declared = the_declarations()
    cards = {sheet.id: stand(cards_of(sheet, dict.fromkeys(READINGS, ()))) for sheet in (WARD, NURSE)}
    return YearEnd(declared.evaluation(2025), declared, year_period(2025), cards, False)

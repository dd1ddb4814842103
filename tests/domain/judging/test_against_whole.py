"""Readings of units against the whole: said in words, and only where there is something to say."""

from datetime import date

from survey.domain.counting.interval import wilson_interval
from survey.domain.judging.against_whole import against_whole
from survey.domain.judging.evaluation import Item, Sheet
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.mark import Reading, score_card
from survey.locale import Words

NO = Words("", "")


def an_indicator(measure: str) -> dict[str, Indicator]:
    return {"x": Indicator("x", "p", NO, measure, "q", ("a",), frozenset(), (), True, NO, NO, date(2027, 1, 1), "default")}


def cards(*readings: Reading | None) -> list:
    sheet = Sheet("s", NO, ("u",), (), (Item("x", 100, 0, 1),))
    return [score_card(f"u{place}", sheet, {"x": reading} if reading else {}) for place, reading in enumerate(readings)]


def a_rate(count: int, n: int) -> Reading:
    low, high = wilson_interval(count, n)
    return Reading("x", count / n, float(low), float(high), n, count, n)


def a_score(value: float, half: float, n: int) -> Reading:
    return Reading("x", value, value - half, min(100.0, value + half), n, value * n, n)


def test_units_whose_spread_is_usual_are_not_told_apart():
    # measures.md 5: x = 45,88,120,30,190,64 of n = 50,100,150,40,200,70, whose largest |zD| is 1.5271
    found = against_whole(cards(*(a_rate(x, n) for x, n in zip((45, 88, 120, 30, 190, 64), (50, 100, 150, 40, 200, 70)))), an_indicator("top2"))

    assert set(found.values()) == {"与平均水平无明显差异"} and len(found) == 6


def test_one_far_below_many_alike_is_unusual():
    found = against_whole(cards(*(a_score(80 + place % 3, 2.0, 200) for place in range(14)), a_score(60, 2.0, 200)), an_indicator("score"))

    assert found["u14", "x"].startswith("异常：明显差于平均水平") and found["u0", "x"] == "与平均水平无明显差异"


def test_two_units_alone_are_not_compared():
    assert against_whole(cards(a_rate(90, 100), a_rate(10, 100), None), an_indicator("top2")) == {}


def test_numbers_of_events_are_not_compared():
    assert against_whole(cards(*[a_rate(90, 100)] * 4), an_indicator("verified")) == {}

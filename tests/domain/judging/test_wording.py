"""Marks and bands in plain words, in both languages."""

from datetime import date

import pytest

from survey.domain.judging.band import Band
from survey.domain.judging.evaluation import Item, Sheet
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.mark import Reading, ScoreCard, score_card
from survey.domain.judging.wording import explain_card, explain_mark, show_band
from survey.locale import Words, use_language

SMILE, REPLY = Item("smile", 80, 60, 90), Item("reply", 20, 0.5, 1.0)
SHEET = Sheet("ward", Words("病区", "Wards"), ("ward",), (), (SMILE, REPLY))


def an_indicator(name: str, measure: str) -> Indicator:
    words = Words(name, name)
    return Indicator(
        "i", "p", words, measure, "q", ("q",), frozenset(), (), True, words, words, date(2026, 1, 1), "default"
    )


def a_card(*readings: Reading) -> ScoreCard:
    return score_card("w1", SHEET, {reading.indicator: reading for reading in readings})


def a_smile(n: int) -> Reading:
    return Reading("smile", 84, 81.25, 86.75, n, 84 * n, n)


REPLIES = Reading("reply", 0.75, 0.505, 0.898, 40, 30, 40)


def test_a_mark_says_what_was_read_and_how_it_became_points():
    mark = a_card(a_smile(120), REPLIES).marks[0]

    assert explain_mark(mark, an_indicator("微笑", "score")) == (
        "微笑：读数 84.0（区间 81.2～86.8，n=120）。 60.0 得 0 分，90.0 得满分；这里得 80 分中的 64.00 分。"
    )


def test_a_rate_is_said_in_per_cent():
    mark = a_card(a_smile(120), REPLIES).marks[1]

    assert "读数 75.0%（区间 50.5%～89.8%，n=40）" in explain_mark(mark, an_indicator("答复", "answered"))


def test_a_mark_that_took_a_missing_items_weight_says_so_and_so_does_the_missing_one():
    smile, reply = a_card(a_smile(29)).marks

    said = explain_mark(smile, an_indicator("微笑", "score"))
    assert "权重原为 80，缺项转来 20。" in said and said.endswith("不足 30 份，仅供参考。")
    assert explain_mark(reply, an_indicator("答复", "answered")) == (
        "答复：少于 10 份，不足以评价；它的 20 分权重按比例转给其余各项。"
    )


@pytest.mark.parametrize(
    ("card", "note"),
    [
        (a_card(a_smile(120), REPLIES), ""),
        (a_card(a_smile(12), REPLIES), "仅供参考"),
        (a_card(a_smile(12)), "仅供参考；20 分权重无读数，已转给其余各项"),
        (a_card(a_smile(9)), "不足以评价"),
    ],
)
def test_beside_a_total_stands_how_far_to_trust_it(card, note):
    assert explain_card(card) == note


def test_a_band_is_printed_as_measures_9_prints_it():
    assert show_band(Band(3, 9, 20)) == "第3–9名，共20个"
    assert show_band(Band(1, 1, 20)) == "第1名，共20个"
    assert show_band(None) == "—"


def test_the_same_in_english():
    use_language("en")

    assert show_band(Band(3, 9, 20)) == "3–9 of 20"
    said = explain_card(a_card(a_smile(12)))
    assert said == "for orientation only; weight 20 has no reading and went to the other items"

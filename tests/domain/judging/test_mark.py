"""Marks, worked by hand: floor, target, redistribution of missing blocks (rules.md 8)."""

import pytest

from survey.domain.judging.evaluation import Item, Sheet
from survey.domain.judging.mark import Reading, ScoreCard, rank, score_card, share_of_target
from survey.locale import Words

SCORE = Item("score", 60, 60, 90)
WORST = Item("worst", 30, 0.20, 0.00)  # less is better
REPLY = Item("reply", 10, 0.50, 1.00)


def a_sheet(*items: Item) -> Sheet:
    return Sheet("ward", Words("病区", "Wards"), ("ward",), (), items)


def a_reading(indicator: str, value: float, low: float, high: float, n: int = 100) -> Reading:
    return Reading(indicator, value, low, high, n, value * n, n)


THREE = (
    a_reading("score", 84, 81, 87), a_reading("worst", 0.05, 0.02, 0.10), a_reading("reply", 0.8, 0.6, 0.9)
)


def a_card(*readings: Reading, items=(SCORE, WORST, REPLY), minimum: int = 10) -> ScoreCard:
    return score_card("w1", a_sheet(*items), {r.indicator: r for r in readings}, minimum)


@pytest.mark.parametrize(
    ("item", "value", "share"),
    [
        (SCORE, 60, 0), (SCORE, 59.9, 0), (SCORE, 90, 1), (SCORE, 97, 1), (SCORE, 75, 0.5), (SCORE, 84, 0.8),
        (WORST, 0.20, 0), (WORST, 0.35, 0), (WORST, 0, 1), (WORST, 0.05, 0.75),
    ],
)
def test_marks_rise_in_a_straight_line_from_floor_to_target(item, value, share):
    assert share_of_target(item, value) == pytest.approx(share)


def test_a_total_is_the_sum_of_weight_times_share():
    card = a_card(*THREE)

    assert [mark.points for mark in card.marks] == pytest.approx([60 * 0.8, 30 * 0.75, 10 * 0.6])
    assert card.total == pytest.approx(48 + 22.5 + 6)
    assert card.counted_weight == 100


def test_the_interval_of_a_total_takes_every_reading_at_its_worse_or_better_end():
    card = a_card(*THREE)

    assert card.low == pytest.approx(60 * 0.7 + 30 * 0.5 + 10 * 0.2)  # of "worst" the upper end is the worse one
    assert card.high == pytest.approx(60 * 0.9 + 30 * 0.9 + 10 * 0.8)


def test_a_missing_block_hands_its_weight_on_in_proportion():
    card = a_card(a_reading("score", 75, 70, 80), a_reading("worst", 0.10, 0.05, 0.15))

    assert [mark.weight for mark in card.marks] == pytest.approx([60 * 100 / 90, 30 * 100 / 90, 0])
    assert card.total == pytest.approx(50)
    assert card.counted_weight == 90
    assert card.marks[2].is_missing and card.marks[2].points is None


def test_nine_answers_are_a_missing_block_and_ten_are_one_for_orientation():
    nine, ten, thirty = (a_card(a_reading("score", 90, 88, 92, n)) for n in (9, 10, 30))

    assert (nine.total, nine.low, nine.high, nine.n) == (None, None, None, 0)
    assert nine.marks[0].reading is None
    assert (ten.total, ten.n, ten.is_tentative) == (pytest.approx(100), 10, True)
    assert (thirty.n, thirty.is_tentative) == (30, False)


def test_a_year_may_ask_for_more_than_ten():
    assert a_card(a_reading("score", 90, 88, 92, 19), minimum=20).total is None


def test_n_is_that_of_the_weakest_mark_that_counts():
    many, twelve, three = (
        a_reading("score", 84, 81, 87, 400), a_reading("worst", 0.05, 0.02, 0.1, 12), a_reading("reply", 1, 1, 1, 3)
    )

    card = a_card(many, twelve, three)

    assert (card.n, card.is_tentative) == (12, True)


def test_those_without_a_total_stand_last():
    cards = [score_card(id, a_sheet(SCORE), {"score": a_reading("score", value, 0, 100, n)})
             for id, value, n in (("a", 70, 50), ("b", 95, 3), ("c", 88, 50))]

    assert [card.subject for card in rank(cards)] == ["c", "a", "b"]


EVENTS = Item("events", 15, 3, 0)


def some_events(number: int) -> Reading:
    return Reading("events", number, number, number, 0, number, 1, is_deduction=True)


@pytest.mark.parametrize(("events", "points"), [(0, 15), (1, 10), (2, 5), (3, 0), (7, 0)])
def test_a_deduction_takes_no_more_than_its_block(events, points):
    card = a_card(THREE[0], some_events(events), items=(SCORE, EVENTS))

    assert card.marks[1].points == pytest.approx(points)
    assert card.n == 100  # none verified is a whole count: it makes nothing tentative


def test_a_deduction_takes_no_weight_that_others_hand_on():
    card = a_card(THREE[0], some_events(1), items=(SCORE, WORST, EVENTS))

    assert [mark.weight for mark in card.marks] == pytest.approx([60 + 30, 0, 15])
    assert sum(mark.weight for mark in card.marks) == 60 + 30 + 15


def test_nothing_verified_of_somebody_of_whom_nothing_is_known_is_no_score():
    card = a_card(some_events(0), a_reading("score", 84, 81, 87, n=9), items=(SCORE, EVENTS))

    assert card.total is None
    assert all(mark.is_missing for mark in card.marks)

"""The four rules of a control chart, each at its edges (measures.md 4)."""

import numpy as np
import pytest

from survey.domain.noticing.chart_rules import OUTSIDE, SHIFT, TREND, TWO_OF_THREE, chart_rules
from survey.domain.noticing.verdict import BETTER, WORSE

# Middle 0, limits at ±9, so that two thirds of the way are ±6.
def rules_of(*values: float, higher_is_better: bool = True) -> list[str]:
    n = len(values)
    return chart_rules(values, [0.0] * n, [-9.0] * n, [9.0] * n, higher_is_better)["rule"].tolist()


def sides_of(*values: float, higher_is_better: bool = True) -> list[str]:
    n = len(values)
    return chart_rules(values, [0.0] * n, [-9.0] * n, [9.0] * n, higher_is_better)["side"].tolist()


def test_beyond_a_limit_is_outside_and_on_it_is_inside():
    assert rules_of(1, 9.01, -1, 9, -9, 1, -9.01) == ["", OUTSIDE, "", "", "", "", OUTSIDE]


def test_seven_rising_points_are_all_named_and_six_are_not():
    assert rules_of(1, -4, -3, -2, -1, 0, 1, 2, -1) == ["", *[TREND] * 7, ""]
    assert rules_of(1, -4, -3, -2, -1, 0, 1, -1) == [""] * 8


def test_equal_neighbours_break_a_trend():
    assert rules_of(-4, -3, -2, -2, -1, 0, 1, 2) == [""] * 8


def test_a_trend_of_nine_is_named_from_end_to_end():
    assert rules_of(5, 4, 3, 2, 1, 0, -1, -2, -3) == [TREND] * 9


def test_two_of_three_far_out_on_one_side_are_named_and_the_third_is_not():
    assert rules_of(-1, 7, 1, 7, -1) == ["", TWO_OF_THREE, "", TWO_OF_THREE, ""]


def test_the_third_must_lie_on_the_same_side():
    assert rules_of(-1, 7, -1, 7, -1) == [""] * 5
    assert rules_of(-1, 7, 0, 7, -1) == [""] * 5


def test_two_thirds_of_the_way_is_not_beyond_it():
    assert rules_of(-1, 6, 1, 6, -1) == [""] * 5


def test_a_point_outside_is_one_of_the_two():
    assert rules_of(-1, 10, 1, 7, -1) == ["", OUTSIDE, "", TWO_OF_THREE, ""]


def test_seven_points_on_one_side_are_all_named_and_one_on_the_middle_breaks_them():
    assert rules_of(-1, 1, 2, 1, 2, 1, 2, 1, -1) == ["", *[SHIFT] * 7, ""]
    assert rules_of(-1, 1, 2, 1, 0, 1, 2, 1, 2) == [""] * 9


def test_a_point_that_breaks_several_rules_names_the_first():
    # All seven rise and lie above the middle; the last is outside, the two before it are far out.
    assert rules_of(1, 2, 3, 4, 7, 8, 10) == [TREND] * 6 + [OUTSIDE]


def test_each_rule_takes_the_direction_in_which_better_lies():
    assert sides_of(10, -10, 1) == [BETTER, WORSE, ""]
    assert sides_of(10, -10, 1, higher_is_better=False) == [WORSE, BETTER, ""]
    assert set(sides_of(3, 2, 1, 0, -1, -2, -3)) == {WORSE}
    assert set(sides_of(-1, -2, -1, -2, -1, -2, -1, higher_is_better=False)) == {BETTER}


def test_a_value_that_is_not_there_breaks_every_run():
    assert rules_of(1, 2, 1, 2, np.nan, 1, 2, 1, 2) == [""] * 9


def test_values_that_never_move_break_no_rule():
    found = chart_rules([0.1 + 0.2] * 9, [0.3] * 9, [0.3] * 9, [0.3] * 9)

    assert set(found["rule"]) == {""}


def test_no_points_break_no_rule():
    assert chart_rules([], [], [], []).empty


def runs(values: np.ndarray, length: int, place: int) -> list[np.ndarray]:
    """Every stretch of that length that holds the place."""
    return [values[start : start + length] for start in range(max(0, place - length + 1), min(place, len(values) - length) + 1)]


def is_trend(run: np.ndarray) -> bool:
    return all(a < b for a, b in zip(run, run[1:])) or all(a > b for a, b in zip(run, run[1:]))


def is_one_side(run: np.ndarray) -> bool:
    return min(run) > 0 or max(run) < 0


def slowly(values: np.ndarray, place: int) -> str:
    """The rule of one point once more, from the words of measures.md."""
    if abs(values[place]) > 9:
        return OUTSIDE
    if any(is_trend(run) for run in runs(values, 7, place)):
        return TREND
    if abs(values[place]) > 6 and any(is_one_side(run) and sum(abs(run) > 6) >= 2 for run in runs(values, 3, place)):
        return TWO_OF_THREE
    return SHIFT if any(is_one_side(run) for run in runs(values, 7, place)) else ""


@pytest.mark.parametrize("drift", [0.0, 0.5, -2.0])
def test_random_walks_are_judged_as_the_words_say(drift):
    chance = np.random.default_rng(4)
    for _again in range(60):
        values = np.clip(np.round(np.cumsum(chance.normal(0, 2, 30)) * 0.7 + drift), -11, 11)

        assert rules_of(*values) == [slowly(values, place) for place in range(30)]

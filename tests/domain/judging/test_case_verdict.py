"""Units' readings of cases against the whole."""

import numpy as np
import pandas as pd
import pytest

from survey.domain.judging.case_verdict import in_order, judge_units
from survey.domain.noticing.verdict_wording import grade_word


def units(values, counts, shown=None) -> pd.DataFrame:
    names = [f"unit {number}" for number in range(len(values))]
    return pd.DataFrame({"unit": names, "value": values, "n": counts, "shown": shown or [True] * len(values)})


@pytest.fixture
def rate(declarations):
    return next(i for p in declarations.programmes.values() for i in p.indicators if i.measure == "in_time")


@pytest.fixture
def events(declarations):
    return next(i for p in declarations.programmes.values() for i in p.indicators if i.is_of_events)


def test_rates_are_judged_as_the_funnel_judges_them(rate):
    # measures.md 5: x = 45, 88, 120, 30, 190, 64 of n = 50, 100, 150, 40, 200, 70
    counts, n = np.array([45, 88, 120, 30, 190, 64]), np.array([50, 100, 150, 40, 200, 70])

    found = judge_units(rate, units(counts / n, n))

    assert found["z"].tolist() == pytest.approx([0.2976, -0.0054, -1.2452, -1.5271, 1.4802, 0.5678], abs=1e-4)
    assert set(found["grade"]) == {"same"} and set(found["side"]) == {""}


def test_a_unit_far_from_all_others_stands_first_and_the_rest_keeps_its_order(rate):
    found = in_order(judge_units(rate, units([0.9, 0.91, 0.4, 0.9, 0.89, 0.9, 0.92, 0.9], [200] * 8)))

    assert list(found["unit"]) == ["unit 2", "unit 0", "unit 1", "unit 3", "unit 4", "unit 5", "unit 6", "unit 7"]
    assert grade_word(found["grade"].iloc[0], found["side"].iloc[0]) == "▼ 异常，明显差"


def test_events_for_each_hundred_cases_are_compared_and_numbers_of_events_are_not(events):
    per_hundred = judge_units(events, units([1.0, 1.2, 0.9, 1.1, 9.0, *[1.0] * 10], [400] * 15))
    numbers = judge_units(events, units([0.0, 3.0], [0, 0]))

    assert per_hundred["grade"].iloc[4] == "alarm" and per_hundred["side"].iloc[4] == "worse"
    assert set(numbers["grade"]) == {""}


def test_hidden_units_enter_nothing_and_one_unit_alone_is_compared_with_nobody(rate):
    found = judge_units(rate, units([0.5, None], [40, 0], [True, False]))

    assert list(found["grade"]) == ["few", "few"]

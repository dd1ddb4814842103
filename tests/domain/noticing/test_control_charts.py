"""Control charts against published figures, and their phases."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from survey.domain.columns import CONTROL
from survey.domain.noticing.chart_rules import OUTSIDE, SHIFT
from survey.domain.noticing.days_between import days_between_chart
from survey.domain.noticing.p_chart import laney_p_chart, laney_sigma_z, p_chart
from survey.domain.noticing.phases import phases_of
from survey.domain.noticing.verdict import BETTER, WORSE
from survey.domain.noticing.xmr_chart import xmr_chart

MONTHS = [f"{2020 + number // 12}-{number % 12 + 1:02}" for number in range(60)]


def points(values, **columns) -> pd.DataFrame:
    return pd.DataFrame({"month": MONTHS[: len(values)], "value": values, "n": 50} | columns)


def rates(counts, n, **columns) -> pd.DataFrame:
    return pd.DataFrame({"month": MONTHS[: len(counts)], "count": counts, "n": n} | columns)


def limits(frame: pd.DataFrame) -> tuple[float, float, float]:
    return tuple(frame[name].iloc[0] for name in ("low", "middle", "high"))


def test_screened_limits_are_those_of_measures():
    # measures.md 4 (NHS England, Making data count)
    found = xmr_chart(points([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]))

    assert tuple(found.columns) == CONTROL
    assert limits(found) == pytest.approx((-0.72, 1.94, 4.60), abs=0.005)
    assert found.loc[found["rule"] != "", "month"].tolist() == [MONTHS[4]]


def test_unscreened_the_outlier_widens_its_own_limits():
    found = xmr_chart(points([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]), is_screened=False)

    assert limits(found)[2] == pytest.approx(35 / 18 + 2.66 * (15 * 1 + 8 + 9) / 17)


def test_limits_of_single_values_are_those_of_the_textbook():
    # Montgomery, Introduction to Statistical Quality Control, viscosity of aircraft primer paint: 32.24, 33.52, 34.80
    viscosity = [33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84]

    found = xmr_chart(points(viscosity))

    assert limits(found) == pytest.approx((32.24, 33.52, 34.80), abs=0.01)
    assert set(found["rule"]) == {""}


def test_limits_of_a_rate_are_those_of_the_textbook():
    # Montgomery, orange juice cans, 30 samples of 50: p̄ .2313, limits .0524 and .4102, samples 15 and 23 outside
    cans = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]

    found = p_chart(rates(cans, 50), higher_is_better=False)

    assert limits(found) == pytest.approx((0.0524, 0.2313, 0.4102), abs=0.00006)
    assert found.index[found["rule"] == OUTSIDE].tolist() == [15 - 1, 23 - 1]
    assert set(found.loc[found["rule"] == OUTSIDE, "side"]) == {WORSE}


COUNTS, N = [45, 88, 120, 30, 190, 64, 41, 95], [50, 100, 150, 40, 200, 70, 50, 110]  # measures.md 4


def test_laneys_sigma_is_that_of_measures():
    found = laney_p_chart(rates(COUNTS, N))

    assert limits(found)[1] == pytest.approx(0.874026, abs=5e-7)
    assert laney_sigma_z(COUNTS, N) == pytest.approx(1.832356, abs=1e-6)


def test_laneys_limits_are_as_many_times_as_wide_and_cut_at_one():
    plain, laney = p_chart(rates(COUNTS, N)), laney_p_chart(rates(COUNTS, N))

    widths = (laney["middle"] - laney["low"]) / (plain["middle"] - plain["low"])
    assert widths.to_numpy() == pytest.approx(1.832356, abs=1e-6)
    assert laney["high"].tolist() == [1.0] * 8


def test_where_chance_alone_is_at_work_laneys_sigma_is_about_one():
    chance = np.random.default_rng(2002)
    sigmas = [laney_sigma_z(chance.binomial(200, 0.85, 24), np.full(24, 200)) for _again in range(300)]

    assert np.mean(sigmas) == pytest.approx(1, abs=0.03)


def test_every_answer_the_same_breaks_no_rule():
    for counts in ([30] * 14, [0] * 14):
        found = laney_p_chart(rates(counts, 30))
        assert set(found["rule"]) == {""} and (found["low"] == found["high"]).all()


def test_a_chart_of_under_twelve_points_is_provisional():
    assert xmr_chart(points([5, 6] * 5 + [5]))["is_provisional"].all()
    assert not xmr_chart(points([5, 6] * 6))["is_provisional"].any()


def test_one_point_has_no_limits():
    for found in (xmr_chart(points([80.0])), laney_p_chart(rates([8], [10]))):
        assert found[["low", "high"]].isna().all(axis=None) and found["is_provisional"].all()


def test_no_points_are_a_chart_without_rows():
    assert tuple(xmr_chart(points([])).columns) == CONTROL


def test_the_month_of_a_break_is_the_first_of_a_new_phase():
    months = ["2025-01", "2025-02", "2025-05", "2025-06"]

    assert phases_of(months, ["2025-03"]).tolist() == [1, 1, 2, 2]
    assert phases_of(months, ["2025-05", "2025-06"]).tolist() == [1, 1, 2, 3]
    assert phases_of(months, ["2024-01", "2025-03", "2025-04", "2026-01"]).tolist() == [1, 1, 2, 2]
    assert phases_of([], ["2025-03"]).tolist() == []


def test_each_phase_has_its_own_limits_and_none_sees_the_other():
    values = [80, 82, 81, 79, 80, 81, 79, 82, 80, 81, 80, 79] + [60, 62, 61, 59, 60, 61, 59]
    one, two = xmr_chart(points(values[:12])), xmr_chart(points(values[12:]))

    found = xmr_chart(points(values, phase=[1] * 12 + [2] * 7))

    assert limits(found.iloc[:12]) == limits(one) and limits(found.iloc[12:]) == limits(two)
    assert found["is_provisional"].tolist() == [False] * 12 + [True] * 7
    assert set(found["rule"]) == {""}


def test_without_a_phase_the_same_fall_is_a_signal():
    values = [80, 82, 81, 79, 80, 81, 79, 82, 80, 81, 80, 79] + [60, 62, 61, 59, 60, 61, 59]

    found = xmr_chart(points(values))

    assert {OUTSIDE, SHIFT} & set(found["rule"].iloc[12:]) and set(found["side"].iloc[12:]) == {WORSE}


def test_a_hidden_month_is_no_point_of_the_chart():
    values = [80.0, 82.0, np.nan, 81.0, 79.0]

    found = xmr_chart(points(values, n=[50, 50, 0, 50, 50]))

    assert found["shown"].tolist() == [True, True, False, True, True]
    assert limits(found) == limits(xmr_chart(points([80.0, 82.0, 81.0, 79.0])))
    assert found.iloc[2][["value", "low", "high"]].isna().all()


def test_limits_are_cut_at_the_ends_of_the_scale_only_when_shown():
    values = [99, 95, 99, 94, 98, 96, 99, 95, 98, 94, 99, 96]

    cut, whole = xmr_chart(points(values), within=(0, 100)), xmr_chart(points(values))

    assert limits(cut)[2] == 100 < limits(whole)[2]
    assert cut["rule"].tolist() == whole["rule"].tolist()


# Montgomery, time between failures of a valve: hours, and the same raised to .2777 (Nelson 1994)
HOURS = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96]
RAISED = [4.80986, 6.70903, 5.72650, 3.81367, 6.43541]


def days_of(gaps) -> list[date]:
    return [date(2000, 1, 1) + timedelta(days=int(total)) for total in np.cumsum([0, *gaps])]


def test_gaps_are_made_nearly_normal_as_the_textbook_does():
    assert np.array(HOURS[:5]) ** (1 / 3.6) == pytest.approx(RAISED, rel=0.001)  # the textbook rounds 1/3.6 to .2777

    found = days_between_chart(days_of(HOURS))

    raised = xmr_chart(pd.DataFrame({"month": MONTHS[:20], "value": np.array(HOURS) ** (1 / 3.6), "n": 1}))
    assert found["value"].to_numpy() == pytest.approx(HOURS)
    assert found["middle"].iloc[0] ** (1 / 3.6) == pytest.approx(raised["middle"].iloc[0])
    assert found["high"].iloc[0] ** (1 / 3.6) == pytest.approx(raised["high"].iloc[0])
    assert found["low"].iloc[0] >= 0 and set(found["rule"]) == {""}


def test_seven_short_gaps_are_a_worsening():
    found = days_between_chart(days_of([60, 90, 70, 80, 75, 65, 85, 70, 20, 12, 15, 20, 12, 14, 16]))

    assert set(found["side"].iloc[-7:]) == {WORSE}


def test_a_much_longer_gap_is_an_improvement():
    found = days_between_chart(days_of([20, 18, 25, 19, 22, 21, 24, 17, 23, 20, 400]))

    assert (found["rule"].iloc[-1], found["side"].iloc[-1]) == (OUTSIDE, BETTER)


def test_two_events_of_one_day_have_a_gap_of_no_days():
    found = days_between_chart([date(2025, 3, 1), date(2025, 3, 1), date(2025, 3, 11)])

    assert found["value"].tolist() == [0.0, pytest.approx(10)]


def test_a_gap_that_holds_a_break_belongs_to_the_phase_before():
    found = days_between_chart(days_of([10, 10, 10, 10]), breaks=[date(2000, 1, 15)])

    assert found["phase"].tolist() == [1, 1, 2, 2]


def test_fewer_than_two_events_have_no_gap():
    assert days_between_chart([]).empty and days_between_chart([date(2025, 3, 1)]).empty


def test_gaps_by_chance_alone_seldom_fall_outside():
    chance = np.random.default_rng(1994)
    outside = [
        (days_between_chart(days_of(np.ceil(chance.exponential(60, 25))))["rule"] == OUTSIDE).mean() for _again in range(60)
    ]

    assert np.mean(outside) < 0.02

"""Year on year in three parts: a published table, a table one can check by hand, and the rule for what came and went."""

import numpy as np
import pandas as pd
import pytest

from survey.domain.counting.year_on_year import YearOnYear, year_on_year

AGES = 11
# Das Gupta 1993, example 5.3: United States by race and age, population in thousands and deaths per 1,000.
SIZE_1985 = (3041, 11577, 27450, 32711, 35480, 27411, 19555, 19795, 15254, 8022, 2472,
             707, 2692, 6473, 6841, 6547, 4352, 3034, 2540, 1749, 804, 236)  # fmt: skip
SIZE_1970 = (2968, 11484, 34614, 30992, 21983, 20314, 20928, 16897, 11339, 5720, 1315,
             535, 2162, 6120, 4781, 3096, 2718, 2363, 1767, 1149, 448, 117)  # fmt: skip
RATE_1985 = (9.163, 0.462, 0.248, 0.929, 1.084, 1.810, 4.715, 12.187, 27.728, 64.068, 157.570,
             17.208, 0.738, 0.328, 1.103, 2.045, 3.724, 8.052, 17.812, 34.128, 68.276, 125.161)  # fmt: skip
RATE_1970 = (18.469, 0.751, 0.391, 1.146, 1.287, 2.672, 6.636, 15.691, 34.723, 79.763, 176.837,
             36.993, 1.352, 0.541, 2.040, 3.523, 6.746, 12.967, 24.471, 45.091, 74.902, 123.205)  # fmt: skip


def cells(*rows: tuple) -> pd.DataFrame:
    """(unit, mode, n, mean), each with a variance of 400."""
    return pd.DataFrame([(*row, 400.0) for row in rows], columns=["unit", "mode", "n", "mean", "variance"])


def by_race_and_age(size: tuple, rate: tuple) -> pd.DataFrame:
    return cells(*((f"race {i // AGES}", f"age {i % AGES}", n, r) for i, (n, r) in enumerate(zip(size, rate, strict=True))))


def parts(found: YearOnYear) -> tuple[float, float, float]:
    return found.unit_mix, found.mode_mix, found.real


def test_the_published_parts_of_a_falling_death_rate_come_out():
    found = year_on_year(by_race_and_age(SIZE_1970, RATE_1970), by_race_and_age(SIZE_1985, RATE_1985))

    # standardised rates as published: race 9.136 -> 9.156, age 8.385 -> 9.907, rate 10.258 -> 8.030
    assert parts(found) == pytest.approx((9.156 - 9.136, 9.907 - 8.385, 8.030 - 10.258), abs=0.001)


def test_more_reading_out_is_no_improvement():
    before = cells(("a", "qr", 80, 70.0), ("a", "read_out", 20, 80.0))
    now = cells(("a", "qr", 20, 70.0), ("a", "read_out", 80, 80.0))

    found = year_on_year(before, now)

    assert (found.before, found.now) == (0.8 * 70 + 0.2 * 80, 0.2 * 70 + 0.8 * 80)
    assert parts(found) == pytest.approx((0, 6, 0))


def test_a_table_worked_by_hand():
    # Weights 1/4 each before; .4, .1, .4, .1 now. Each row of units stays at a half: all of the mix is the mode's.
    before = cells(("a", "qr", 25, 60.0), ("a", "paper", 25, 80.0), ("b", "qr", 25, 40.0), ("b", "paper", 25, 60.0))
    now = cells(("a", "qr", 80, 64.0), ("a", "paper", 20, 84.0), ("b", "qr", 80, 40.0), ("b", "paper", 20, 60.0))

    found = year_on_year(before, now)

    real = (0.25 + 0.40) / 2 * 4 + (0.25 + 0.10) / 2 * 4
    mix = 62 * 0.15 + 82 * -0.15 + 40 * 0.15 + 60 * -0.15
    error = np.sqrt(0.325**2 * 2 * (400 / 25 + 400 / 80) + 0.175**2 * 2 * (400 / 25 + 400 / 20))
    assert parts(found) == pytest.approx((0, mix, real))
    assert (found.low, found.high) == pytest.approx((real - 1.959964 * error, real + 1.959964 * error))
    assert found.now - found.before == pytest.approx(mix + real)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [  # what came or went is mix, never real: of the unit, of the mode, or of both by halves
        ([("a", "qr", 50, 70.0), ("b", "qr", 50, 60.0)], [("a", "qr", 50, 70.0), ("c", "qr", 50, 40.0)], (-10, 0, 0)),
        ([("a", "qr", 50, 70.0)], [("a", "paper", 50, 80.0)], (0, 10, 0)),
        ([("a", "qr", 50, 70.0)], [("b", "paper", 50, 80.0)], (5, 5, 0)),
    ],
)
def test_cells_of_one_period_alone_are_mix(before, now, expected):
    assert parts(year_on_year(cells(*before), cells(*now))) == pytest.approx(expected)


def test_without_a_cell_in_common_nothing_is_said_of_the_real_change():
    found = year_on_year(cells(("a", "qr", 50, 70.0)), cells(("a", "paper", 50, 80.0)))

    assert np.isnan([found.low, found.high]).all() and found.shared == 0


def test_the_three_parts_add_up_exactly_whatever_comes_and_goes():
    draw = np.random.default_rng(3)
    for _time in range(200):
        before, now = (
            cells(*((u, m, int(draw.integers(1, 60)), draw.uniform(20, 100)) for u in "abcd" for m in "xyz" if draw.random() < 0.6))
            for _period in range(2)
        )
        if found := year_on_year(before, now):
            assert sum(parts(found)) == pytest.approx(found.now - found.before, abs=1e-9)


def test_a_period_without_answers_is_compared_with_nothing():
    assert year_on_year(cells(), cells(("a", "qr", 50, 70.0))) is None

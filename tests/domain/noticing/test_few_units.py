"""A few units, each against the others."""

import numpy as np
import pytest

from survey.domain.noticing.dispersion import over_dispersion
from survey.domain.noticing.few_units import FEW_UNITS, against_the_others, z_of_shares
from survey.domain.noticing.funnel import Z_ALARM, Z_WATCH


def test_of_two_units_z_is_that_of_their_difference():
    # 223 of 238 and 190 of 226 on the arcsine scale: difference over √(1/4n + 1/4m)
    first, second = np.arcsin(np.sqrt(223 / 238)), np.arcsin(np.sqrt(190 / 226))

    z = z_of_shares([223, 190], [238, 226])

    assert z[0] == pytest.approx((first - second) / np.sqrt(1 / (4 * 238) + 1 / (4 * 226))) and z[1] == -z[0]
    assert z[0] > Z_ALARM


@pytest.mark.parametrize("units", range(2, FEW_UNITS))
def test_the_funnel_alone_could_call_none_of_so_few_an_alarm(units):
    y = np.array([1000.0, *[0.0] * (units - 1)])

    assert np.abs(over_dispersion(y, np.ones(units), y.mean()).z_adjusted).max() < Z_ALARM
    assert against_the_others(y, np.ones(units), np.ones(units))[0] > Z_ALARM


def test_one_that_stands_out_does_not_make_the_others_stand_out():
    z = z_of_shares([54, 53, 54, 53, 12], [60] * 5)

    assert z[-1] < -Z_ALARM and np.abs(z[:-1]).max() < Z_WATCH


@pytest.mark.parametrize("units", [2, 3, 5])
def test_by_chance_alone_one_in_twenty_is_watched_and_hardly_any_is_an_alarm(units):
    chance, n = np.random.default_rng(units), np.full(units, 80)

    z = np.abs([z_of_shares(chance.binomial(n, 0.9), n) for _again in range(600)])

    assert (z >= Z_WATCH).mean() < 0.08 and (z >= Z_ALARM).mean() < 0.012


def test_from_six_on_it_is_the_funnel_of_measures():
    # measures.md 5
    z = z_of_shares([45, 88, 120, 30, 190, 64], [50, 100, 150, 40, 200, 70])

    assert z == pytest.approx([0.2976, -0.0054, -1.2452, -1.5271, 1.4802, 0.5678], abs=5e-5)

"""Crossed random effects: a published balanced table, another program's figures, and a size that a year may have."""

from time import perf_counter

import numpy as np
import pytest
from statsmodels.regression.mixed_linear_model import MixedLM, VCSpec

from survey.domain.judging.crossed_effects import crossed_effects

SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float)


def crossed(scores: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    rows, columns = np.indices(scores.shape)
    return scores.ravel(), [rows.ravel(), columns.ravel()]


def simulated(persons: int, collectors: int, n: int, spreads=(8.0, 5.0, 15.0), seed: int = 7):
    rng = np.random.default_rng(seed)
    person, collector = rng.integers(0, persons, n), rng.integers(0, collectors, n)
    effects = rng.normal(0, spreads[0], persons), rng.normal(0, spreads[1], collectors)
    return 70 + effects[0][person] + effects[1][collector] + rng.normal(0, spreads[2], n), [person, collector]


def test_a_balanced_table_gives_the_components_of_its_published_mean_squares():
    # Shrout & Fleiss 1979, table 2: mean squares of targets 11.24, judges 32.49, residual 1.02; ICC(2,1) .2898 (measures.md 9)
    found = crossed_effects(*crossed(SHROUT_FLEISS))

    target, judge, rest = (spread**2 for spread in (*found.spreads, found.residual))
    assert (target, judge, rest) == pytest.approx(((11.24 - 1.02) / 4, (32.49 - 1.02) / 6, 1.02), abs=0.005)
    assert target / (target + judge + rest) == pytest.approx(0.2898, abs=5e-5)
    assert found.intercept == pytest.approx(SHROUT_FLEISS.mean())


def test_an_unbalanced_table_gives_what_statsmodels_gives():
    score, factors = simulated(12, 8, 400)

    found = crossed_effects(score, factors)

    designs = [np.eye(levels.max() + 1)[levels] for levels in factors]
    names = [[f"{name}{level}" for level in range(design.shape[1])] for name, design in zip("ab", designs)]
    components = VCSpec(["a", "b"], [[column] for column in names], [[design] for design in designs])
    other = MixedLM(score, np.ones((400, 1)), groups=np.ones(400), exog_vc=components).fit(reml=True)
    assert found.intercept == pytest.approx(other.fe_params[0], abs=1e-4)
    assert (*found.spreads, found.residual) == pytest.approx((*np.sqrt(other.vcomp), np.sqrt(other.scale)), rel=1e-4)
    assert np.concatenate(found.effects) == pytest.approx(next(iter(other.random_effects.values())).to_numpy(), abs=1e-3)


def test_errors_are_those_of_the_mixed_model_equations():
    # Henderson 1975, written out whole
    score, (person, collector) = simulated(12, 8, 200)
    found = crossed_effects(score, [person, collector])

    both = np.hstack([np.ones((200, 1)), np.eye(12)[person], np.eye(8)[collector]])
    ridge = np.concatenate([[0], np.full(12, found.spreads[0] ** -2.0), np.full(8, found.spreads[1] ** -2.0)])
    inverse = np.linalg.inv(both.T @ both / found.residual**2 + np.diag(ridge))

    expected = np.sqrt(inverse[0, 0] + 2 * inverse[0, 1:] + np.diag(inverse)[1:])
    assert np.concatenate(found.errors) == pytest.approx(expected)


def test_few_scores_are_drawn_to_the_mean_more_than_many():
    score = np.array([90.0] * 4 + [90.0] * 200 + [60.0] * 204) + np.tile([-15.0, 15.0], 204)
    person, collector = np.array([0] * 4 + [1] * 200 + [2] * 204), np.arange(408) % 3

    few, many, _other = crossed_effects(score, [person, collector]).effects[0]

    assert 0 < few < many


def test_where_nothing_differs_the_effects_are_none():
    score = np.tile([40.0, 60.0], 60)

    found = crossed_effects(score, [np.repeat(np.arange(6), 20), np.repeat(np.arange(12), 10) % 4])

    assert found.spreads == pytest.approx((0, 0), abs=1e-3)


def test_a_year_of_twenty_thousand_sheets_takes_seconds():
    score, factors = simulated(400, 60, 20_000)
    begun = perf_counter()

    found = crossed_effects(score, factors)

    assert perf_counter() - begun < 30
    assert (*found.spreads, found.residual) == pytest.approx((8, 5, 15), rel=0.25)


@pytest.mark.parametrize("factors", [[], [np.arange(2)], [np.arange(3)]])
def test_what_cannot_be_fitted_is_refused(factors):
    with pytest.raises(ValueError):
        crossed_effects(np.array([1.0, 2.0, 3.0]), factors)

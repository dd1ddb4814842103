"""No small cell of a two-way table can be worked out from totals (measures.md 8, docs/decisions/0015)."""

import numpy as np
import pandas as pd
import pytest

from survey.domain.counting.small_numbers import hide_small
from survey.domain.noticing.cross_hiding import hide_both_ways


def lines(table: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame([(r, c, n) for r, row in enumerate(table) for c, n in enumerate(row) if n], columns=["unit", "month", "n"])


def shown_in(table, **options) -> np.ndarray:
    """Where cells are shown; one that nobody is in counts as shown."""
    found = hide_both_ways(lines(np.array(table)), "unit", "month", **options)
    grid = np.ones(np.shape(table), dtype=bool)
    grid[found["unit"].astype(int), found["month"].astype(int)] = found["shown"]
    return grid


def known(table: np.ndarray, shown: np.ndarray, hidden_totals: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """The hidden cells that linear algebra gives away: those whose unit vector lies in the space of what is known."""
    cells = np.argwhere(~shown)
    rows, columns = (np.flatnonzero(hidden) for hidden in hidden_totals)
    equations = []
    for axis, lines_hidden, before in ((0, rows, 0), (1, columns, len(rows))):
        for line in range(table.shape[axis]):
            equation = np.zeros(len(cells) + len(rows) + len(columns))
            equation[: len(cells)] = cells[:, axis] == line
            equation[len(cells) + before : len(cells) + before + len(lines_hidden)] = -(lines_hidden == line).astype(float)
            equations.append(equation)
        whole = np.zeros(len(cells) + len(rows) + len(columns))
        whole[len(cells) + before : len(cells) + before + len(lines_hidden)] = 1
        equations.append(whole)
    rank = np.linalg.matrix_rank(np.array(equations))
    units = np.eye(len(equations[0]))[: len(cells)]
    given_away = [np.linalg.matrix_rank(np.vstack([*equations, unit])) == rank for unit in units]
    return table[tuple(cells[given_away].T)] if any(given_away) else np.array([])


def totals_hidden(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    sums = (pd.DataFrame({"n": table.sum(axis=axis)}) for axis in (1, 0))
    return tuple((~hide_small(one, totals=[()])["shown"]).to_numpy() for one in sums)


@pytest.mark.parametrize("are_totals_hidden", [False, True])
def test_no_small_cell_can_be_worked_out(are_totals_hidden):
    chance = np.random.default_rng(1988)
    spared = 0
    for _again in range(200):
        table = chance.negative_binomial(1, 0.03, (int(chance.integers(1, 6)), int(chance.integers(2, 6))))
        if not table.sum():
            continue
        shown = shown_in(table, are_totals_hidden=are_totals_hidden)
        everything_is_hidden = not shown[table > 0].any()
        spared += not everything_is_hidden
        totals = totals_hidden(table) if are_totals_hidden else tuple(np.zeros(length, dtype=bool) for length in table.shape)

        assert everything_is_hidden or not (known(table, shown, totals) < 10).any()
        assert (table[shown & (table > 0)] >= 10).all()
    assert spared > 60


def test_a_table_of_large_cells_is_shown_whole():
    assert shown_in([[20, 30], [40, 10]]).all()


def test_the_ring_that_costs_least_is_hidden():
    assert shown_in([[4, 50, 30], [25, 70, 80], [40, 30, 60]]).tolist() == [
        [False, True, False], [False, True, False], [True, True, True]
    ]


def test_of_one_row_a_small_cell_takes_the_smallest_other_with_it():
    # as in the trend, which hides both totals
    assert shown_in([[40, 4, 30, 35]], are_totals_hidden=True).tolist() == [[True, False, False, True]]


def test_a_month_that_only_one_unit_has_takes_little_with_it():
    table = [[0, 30, 31, 40], [4, 35, 20, 38], [0, 33, 36, 37]]

    assert (~shown_in(table, are_totals_hidden=True)).sum() == 2


def test_without_a_ring_everything_is_hidden():
    assert not shown_in([[4, 0], [0, 30]])[[0, 1], [0, 1]].any()


def test_an_empty_table_stays_empty():
    assert hide_both_ways(lines(np.zeros((2, 2), dtype=int)), "unit", "month").empty

"""What is hidden in a table of two ways, so that no total of a row or column gives a small number back."""

import numpy as np
import pandas as pd
from scipy.sparse.csgraph import csgraph_from_dense, dijkstra

from survey.domain.counting.small_numbers import MINIMUM, hide_small

A_CELL = 1e-6  # what hiding costs besides answers: of rings that cost the same, the shortest


def hide_both_ways(
    table: pd.DataFrame, row: str, column: str, minimum: int = MINIMUM, are_totals_hidden: bool = False
) -> pd.DataFrame:
    """`hide_small` for a table with one line for each pair of `row` and `column`, the totals of both being known.

    Answers are counted by `base` where the table has that column, else by `n`. Every hidden cell under the minimum then
    lies on a ring of hidden cells, by turns along a row and along a column: one answer can be added and taken away in
    turn around it without changing a total, so that no cell of it is known (Gusfield 1988, SIAM Journal on Computing 17,
    552-571). The ring that costs the fewest answers is hidden; cells that nobody is in are in none, for they may be guessed.
    Where there is no ring, the whole table is hidden.

    are_totals_hidden  whether wherever totals are shown, `hide_small` hides the small ones among them with a partner:
                       they may then be part of a ring.
    """
    answers = table["base" if "base" in table else "n"]
    first = hide_small(table, minimum, totals=[[row], [column]])["shown"]
    counts = table.assign(answers=answers).pivot(index=row, columns=column, values="answers").fillna(0)
    hidden = ~table.assign(shown=first).pivot(index=row, columns=column, values="shown").fillna(True).to_numpy(dtype=bool)
    numbers = counts.to_numpy(dtype=float)
    border = _hidden_totals(numbers, minimum) if are_totals_hidden else _shown_totals(numbers)
    for place in np.argwhere((numbers > 0) & (numbers < minimum)):
        hidden = hidden | _cheapest_ring(_costs(numbers, hidden, *border), *place)
    places = counts.index.get_indexer(table[row]), counts.columns.get_indexer(table[column])
    return hide_small(table.assign(base=np.where(hidden[places], 0, answers)), minimum).drop(columns="base")


def _shown_totals(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return tuple(np.zeros(length, dtype=bool) for length in numbers.shape)


def _hidden_totals(numbers: np.ndarray, minimum: int) -> tuple[np.ndarray, np.ndarray]:
    """Of every row and of every column, whether its total is hidden where totals stand."""
    totals = (pd.DataFrame({"n": numbers.sum(axis=axis)}) for axis in (1, 0))
    return tuple((~hide_small(one, minimum, totals=[()])["shown"]).to_numpy() for one in totals)


def _costs(numbers: np.ndarray, hidden: np.ndarray, of_rows: np.ndarray, of_columns: np.ndarray) -> np.ndarray:
    """What hiding each cell costs; the last row and column are the totals, which cost nothing or cannot be hidden."""
    costs = np.full([length + 1 for length in numbers.shape], np.inf)
    costs[:-1, :-1] = np.where(numbers > 0, np.where(hidden, 0, numbers) + A_CELL, np.inf)
    costs[:-1, -1], costs[-1, :-1] = np.where(of_rows, A_CELL, np.inf), np.where(of_columns, A_CELL, np.inf)
    return costs


def _cheapest_ring(costs: np.ndarray, row: int, column: int) -> np.ndarray:
    """True at the cells of the ring through that one, without the totals; everywhere when there is none."""
    rows, columns = costs.shape
    graph = np.full((rows + columns, rows + columns), np.inf)
    graph[:rows, rows:] = costs
    graph[row, rows + column] = np.inf
    paths = csgraph_from_dense(graph, null_value=np.inf)
    far, before = dijkstra(paths, directed=False, indices=row, return_predecessors=True)
    if np.isinf(far[rows + column]):
        return np.ones((rows - 1, columns - 1), dtype=bool)
    ring = np.zeros(costs.shape, dtype=bool)
    ring[row, column], at = True, rows + column
    while at != row:
        one, other = sorted((at, before[at]))
        ring[one, other - rows] = True
        at = before[at]
    return ring[:-1, :-1]

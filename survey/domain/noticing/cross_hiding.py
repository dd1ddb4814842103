"""What is hidden in a table of two ways, so that no total of a row or column gives a small number back."""

import numpy as np
import pandas as pd

from survey.domain.counting.small_numbers import MINIMUM, hide_small


def hide_both_ways(table: pd.DataFrame, row: str, column: str, minimum: int = MINIMUM) -> pd.DataFrame:
    """`hide_small` for a table with one line for each pair of `row` and `column`, the totals of both being known.

    Answers are counted by `base` where the table has that column, else by `n`. Every hidden cell under the minimum then
    lies at a corner of a rectangle of hidden cells: around it one answer can be added and taken away in turn without
    changing a total, so that no corner is known (Gusfield 1988, SIAM Journal on Computing 17, 552-571). The rectangle
    that costs the fewest answers is hidden; cells that nobody is in are no corners, for they may be guessed. Where no
    rectangle is left, the whole table is hidden.
    """
    answers = table["base" if "base" in table else "n"]
    first = hide_small(table, minimum, totals=[[row], [column]])["shown"]
    counts = table.assign(answers=answers).pivot(index=row, columns=column, values="answers").fillna(0)
    hidden = ~table.assign(shown=first).pivot(index=row, columns=column, values="shown").fillna(True).to_numpy(dtype=bool)
    numbers = counts.to_numpy()
    for place in np.argwhere((numbers > 0) & (numbers < minimum)):
        hidden = hidden | _cheapest_rectangle(numbers, hidden, *place)
    places = counts.index.get_indexer(table[row]), counts.columns.get_indexer(table[column])
    return hide_small(table.assign(base=np.where(hidden[places], 0, answers)), minimum).drop(columns="base")


def _cheapest_rectangle(counts: np.ndarray, hidden: np.ndarray, row: int, column: int) -> np.ndarray:
    """True at its four corners, the cell being one; everywhere when there is none."""
    cost = np.where(counts > 0, np.where(hidden, 0, counts), np.inf)
    whole = cost[row, :][None, :] + cost[:, column][:, None] + cost
    whole[row, :], whole[:, column] = np.inf, np.inf
    if not np.isfinite(whole).any():
        return np.ones(counts.shape, dtype=bool)
    other_row, other_column = np.unravel_index(np.argmin(whole), whole.shape)
    marked = np.zeros(counts.shape, dtype=bool)
    marked[np.ix_([row, other_row], [column, other_column])] = True
    return marked

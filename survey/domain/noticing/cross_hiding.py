"""Which further cells of a cross table are hidden, so that no sum of a row or column gives a small one back."""

import numpy as np
import pandas as pd


def hide_rectangles(cells: pd.DataFrame, shown: pd.Series, minimum: int) -> pd.Series:
    """`shown` with more False: every hidden cell under the minimum lies at a corner of a rectangle of hidden cells.

    Rows and columns of a full grid (columns row, column, count), whose totals are known. Around a rectangle one can
    be added and taken away in turn without changing a total, so that none of its corners is known (Gusfield 1988, SIAM
    Journal on Computing 17, 552-571). Of all rectangles the one that costs the fewest answers is hidden; cells that
    nobody is in are no corners, because they may be guessed. Where no rectangle is left, the whole table is hidden.
    """
    grid = cells.pivot(index="row", columns="column", values="count")
    counts = grid.to_numpy()
    hidden = ~cells.assign(shown=shown).pivot(index="row", columns="column", values="shown").to_numpy(dtype=bool)
    for row, column in np.argwhere((counts > 0) & (counts < minimum)):
        hidden |= _cheapest_rectangle(counts, hidden, row, column)
    found = pd.DataFrame(~hidden, index=grid.index, columns=grid.columns)
    return pd.Series([found.at[row, column] for row, column in zip(cells["row"], cells["column"])], index=cells.index, dtype=bool)


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

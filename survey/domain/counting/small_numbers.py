"""Small numbers: what is hidden before anything leaves `actions/` (measures.md 8)."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

MINIMUM = 10
TENTATIVE = 30
COUNTS = ("n", "scored", "outside")


def hide_small(table: pd.DataFrame, minimum: int = MINIMUM, within: Sequence[str] | None = None) -> pd.DataFrame:
    """The table with a `shown` column; figures of hidden rows are NaN and their n is 0.

    A row is hidden when fewer than `minimum` answers stand behind it. `within` names the columns
    whose rows add up to a total that is shown elsewhere, () for the whole table: when exactly one
    row with answers is hidden there, the smallest of the others is hidden too, so that the total
    less the shown rows does not give it back.
    """
    columns = {name: table[name].to_numpy() for name in table.columns}
    answers = np.maximum(columns["n"], columns.get("scored", 0))
    hidden = answers < minimum
    if within is not None:
        hidden = hidden | _complements(columns, answers, hidden, within)
    for name, column in columns.items():
        if name in COUNTS:
            columns[name] = np.where(hidden, 0, column)
        elif name in ("count", "share") or column.dtype == float:
            columns[name] = np.where(hidden, np.nan, column)
    return pd.DataFrame(columns | {"shown": ~hidden}, index=table.index)


def _complements(columns: dict, answers: np.ndarray, small: np.ndarray, within: Sequence[str]) -> np.ndarray:
    """Where a second row has to be hidden, group by group."""
    groups = list(zip(*(columns[name] for name in within))) if within else [()] * len(answers)
    hidden = np.zeros(len(answers), dtype=bool)
    concealed = Counter(group for group, is_small, n in zip(groups, small, answers) if is_small and n > 0)
    for group in (group for group, count in concealed.items() if count == 1):
        others = [row for row, other in enumerate(groups) if other == group and not small[row]]
        if others:
            hidden[min(others, key=lambda row: answers[row])] = True
    return hidden


def is_tentative(n) -> np.ndarray:
    """Whether figures over n answers are only for orientation (仅供参考): 10 to 29."""
    n = np.asarray(n)
    return (n >= MINIMUM) & (n < TENTATIVE)

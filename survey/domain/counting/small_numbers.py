"""Small numbers: what is hidden before anything leaves `actions/` (measures.md 8)."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

MINIMUM = 10
TENTATIVE = 30
COUNTS = ("n", "scored", "outside")


def hide_small(
    table: pd.DataFrame, minimum: int = MINIMUM, totals: Sequence[Sequence[str]] = ()
) -> pd.DataFrame:
    """The table with a `shown` column; figures of hidden rows are NaN and their n is 0.

    A row is hidden when fewer than `minimum` answers stand behind it: `base` where the table has that
    column, else the larger of `n` and `scored`. Of a row that is shown, the score is hidden when
    fewer than `minimum` have points, the rates when fewer are in their base.

    `totals` lists the groupings whose sums are shown elsewhere, each by its columns, () being the
    whole table. Where rows are hidden, the smallest of the others are hidden with them, until the
    hidden ones together make `minimum`: no total less the shown rows then speaks of fewer.
    """
    columns = {name: table[name].to_numpy() for name in table.columns}
    answers = columns["base"] if "base" in columns else np.maximum(columns["n"], columns.get("scored", 0))
    hidden = answers < minimum
    _hide_complements(columns, answers, hidden, minimum, totals)
    behind = {name: columns["scored" if name.startswith("score") else "n"] for name in columns} if "scored" in columns else {}
    for name, column in columns.items():
        if name in COUNTS:
            columns[name] = np.where(hidden, 0, column)
        elif name in ("count", "share") or column.dtype == float:
            columns[name] = np.where(hidden | (behind.get(name, answers) < minimum), np.nan, column)
    return pd.DataFrame(columns | {"shown": ~hidden}, index=table.index)


def _hide_complements(
    columns: dict, answers: np.ndarray, hidden: np.ndarray, minimum: int, totals: Sequence[Sequence[str]]
) -> None:
    """Hide further rows in place, and look again after each round: a row belongs to several totals."""
    groupings = [list(zip(*(columns[name] for name in names))) or [()] * len(answers) for names in totals]
    rows = [0]
    while rows:
        rows = [row for groups in groupings for row in _next_to_hide(groups, answers, hidden, minimum)]
        hidden[rows] = True


def _next_to_hide(groups: list, answers: np.ndarray, hidden: np.ndarray, minimum: int) -> list[int]:
    """Of each group whose hidden rows hold some answers, but fewer than `minimum`, the smallest shown row."""
    concealed = Counter()
    for group, is_hidden, n in zip(groups, hidden, answers):
        concealed[group] += n if is_hidden else 0
    smallest: dict[tuple, int] = {}
    for row, group in enumerate(groups):
        if 0 < concealed[group] < minimum and not hidden[row] and answers[row] > 0:
            if group not in smallest or answers[row] < answers[smallest[group]]:
                smallest[group] = row
    return list(smallest.values())


def is_tentative(n) -> np.ndarray:
    """Whether figures over n answers are only for orientation (仅供参考): 10 to 29."""
    n = np.asarray(n)
    return (n >= MINIMUM) & (n < TENTATIVE)

"""Small numbers: what is hidden before anything leaves `actions/` (measures.md 8)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

MINIMUM = 10
TENTATIVE = 30


def hide_small(table: pd.DataFrame, minimum: int = MINIMUM, within: Sequence[str] | None = None) -> pd.DataFrame:
    """The table with a `shown` column; figures of hidden rows are NaN and their n is 0.

    A row is hidden when fewer than `minimum` answers stand behind it. `within` names the columns
    whose rows add up to a total that is shown elsewhere, () for the whole table: when exactly one
    row with answers is hidden there, the smallest of the others is hidden too, so that the total
    less the shown rows does not give it back.
    """
    answers = table[["n", "scored"]].max(axis=1) if "scored" in table else table["n"]
    small = answers < minimum
    hidden = small if within is None else small | _complements(table, answers, small, within)
    figures = [name for name in table.columns if name in ("count", "share") or table[name].dtype == float]
    blanked = table.assign(
        **{name: table[name].where(~hidden) for name in figures},
        **{name: table[name].where(~hidden, 0) for name in ("n", "scored", "outside") if name in table},
        shown=~hidden,
    )
    return blanked


def is_tentative(n) -> np.ndarray:
    """Whether figures over n answers are only for orientation (仅供参考): 10 to 29."""
    n = np.asarray(n)
    return (n >= MINIMUM) & (n < TENTATIVE)


def _complements(table: pd.DataFrame, answers: pd.Series, small: pd.Series, within: Sequence[str]) -> pd.Series:
    hidden = pd.Series(False, index=table.index)
    groups = [table[name] for name in within] or [pd.Series(0, index=table.index)]
    for _key, rows in table.groupby(groups, sort=False):
        concealed = small[rows.index] & (answers[rows.index] > 0)
        others = answers[rows.index][~small[rows.index]]
        if concealed.sum() == 1 and len(others):
            hidden[others.idxmin()] = True
    return hidden

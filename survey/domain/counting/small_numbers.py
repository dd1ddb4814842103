"""Small numbers: what is hidden before anything leaves `actions/` (measures.md 8)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

MINIMUM = 10
TENTATIVE = 30


def hide_small(table: pd.DataFrame, minimum: int = MINIMUM, within: Sequence[str] = ()) -> pd.DataFrame:
    """The table with a `shown` column; figures of hidden rows are NaN and their n is 0.

    A row is hidden when fewer than `minimum` answers stand behind it. When exactly one row with
    answers is hidden among those that share the `within` columns, the smallest of the others is
    hidden too, so that a total less the shown rows does not give it back.
    """
    answers = table[["n", "scored"]].max(axis=1) if "scored" in table else table["n"]
    small = answers < minimum
    groups = [table[name] for name in within] or [pd.Series(0, index=table.index)]
    hidden = small.copy()
    for _key, rows in table.groupby(groups, sort=False):
        concealed = small[rows.index] & (answers[rows.index] > 0)
        others = answers[rows.index][~small[rows.index]]
        if concealed.sum() == 1 and len(others):
            hidden[others.idxmin()] = True
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

"""Small numbers: what is hidden before anything leaves `actions/` (measures.md 8)."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, vstack

from survey.domain.counting.outsider import Table, hide_what_tells

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
    whole table. Where rows are hidden, others are hidden with them, the smallest first, until no total
    less the shown rows, and no sum and difference of such remainders, speaks of fewer than `minimum`.
    A total that is small, or gives a small one away, is taken for hidden where it stands.
    """
    columns = {name: table[name].to_numpy() for name in table.columns}
    answers = columns["base"] if "base" in columns else np.maximum(columns["n"], columns.get("scored", 0))
    hidden = answers < minimum
    for rows in _blocks(columns, answers, totals):
        if (hidden[rows] & (answers[rows] > 0)).any():
            groupings = {tuple(names): _numbered(columns, names, rows) for names in totals}
            hidden[rows] = ~shown_beside(answers[rows].astype(np.int64), groupings, minimum)[: len(rows)]
    behind = {name: columns["scored" if name.startswith("score") else "n"] for name in columns} if "scored" in columns else {}
    for name, column in columns.items():
        if name in COUNTS:
            columns[name] = np.where(hidden, 0, column)
        elif name in ("count", "share") or column.dtype == float:
            columns[name] = np.where(hidden | (behind.get(name, answers) < minimum), np.nan, column)
    return pd.DataFrame(columns | {"shown": ~hidden}, index=table.index)


def _blocks(columns: dict, answers: np.ndarray, totals: Sequence[Sequence[str]]) -> list[np.ndarray]:
    """The rows that have answers, apart where no total holds rows of both."""
    if not totals:
        return []
    rows = np.flatnonzero(answers > 0)
    shared = [name for name in totals[0] if all(name in names for names in totals)]
    numbers = _numbered(columns, shared, rows)
    return [rows[numbers == number] for number in range(numbers.max(initial=-1) + 1)]


def _numbered(columns: dict, names: Sequence[str], rows: np.ndarray) -> np.ndarray:
    """By row the number of its group."""
    groups: dict[tuple, int] = {}
    keys = zip(*(columns[name][rows] for name in names)) if names else [()] * len(rows)
    return np.array([groups.setdefault(key, len(groups)) for key in keys], dtype=int)


def shown_beside(answers: np.ndarray, groupings: Mapping[Sequence[str], np.ndarray], minimum: int = MINIMUM) -> np.ndarray:
    """What may be shown of a table and its totals, as a mask: its rows, then the groups of each grouping.

    answers by row, all above 0; groupings: the columns of each, and by row the number of its group.
    """
    every = {**groupings, None: np.arange(len(answers))}  # a row is the finest group
    ones = np.ones(len(answers), dtype=np.int64)
    members = [csr_array((ones, (groups, np.arange(len(answers))))) for groups in (every[None], *groupings.values())]
    sums = csr_array(vstack(members, format="csr"))
    people, starts = sums @ answers, np.cumsum([0, *(part.shape[0] for part in members)])
    fineness = np.repeat([2 + max(map(len, groupings), default=0), *(1 + len(names) for names in groupings)], np.diff(starts))
    fineness[len(answers) :][people[len(answers) :] == answers.sum()] = 0  # the total of all
    whole, parts = _lines(dict(zip([None, *groupings], zip(starts, (every[None], *groupings.values())))), len(people))
    return hide_what_tells(Table(answers, sums, whole, parts, fineness, lambda row: np.array([row])), people >= minimum, minimum)


def _lines(groupings: Mapping[Sequence[str] | None, tuple[int, np.ndarray]], sums: int) -> tuple[np.ndarray, csr_array]:
    """`whole` and `parts` of a Table: each sum undivided, and each group divided by each finer grouping.

    groupings: where the sums of each begin, and by row the number of its group; None stands for the rows.
    """
    whole, part, line = [np.arange(sums)], [], []
    for coarse, (start, groups) in groupings.items():
        for fine, (finer_start, finer) in groupings.items():
            if coarse is not None and (fine is None or set(coarse) < set(fine)):
                _numbers, first = np.unique(finer, return_index=True)
                part.append(finer_start + finer[first])
                line.append(sum(map(len, whole)) + groups[first])
                whole.append(start + np.arange(groups.max() + 1))
    shape = sum(map(len, whole)), sums
    if not part:
        return whole[0], csr_array(shape, dtype=np.int64)
    part, line = np.concatenate(part), np.concatenate(line)
    return np.concatenate(whole), csr_array((np.ones(len(part), dtype=np.int64), (line, part)), shape=shape)


def hide_rows(table: pd.DataFrame, hidden: Sequence[bool]) -> pd.DataFrame:
    """A table that `hide_small` made, with further rows hidden."""
    is_hidden = np.array(hidden, dtype=bool)
    figures = [name for name in table.columns if name in ("count", "share") or table[name].dtype == float]
    blank = {name: np.where(is_hidden, np.nan, table[name]) for name in figures if name not in COUNTS}
    counts = {name: np.where(is_hidden, 0, table[name]) for name in COUNTS if name in table.columns}
    return table.assign(**blank, **counts, shown=table["shown"].to_numpy(dtype=bool) & ~is_hidden)


def is_tentative(n) -> np.ndarray:
    """Whether figures over n answers are only for orientation (仅供参考): 10 to 29."""
    n = np.asarray(n)
    return (n >= MINIMUM) & (n < TENTATIVE)

"""Two coded fields against each other: do they go together, how closely, and in which cells."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from survey.domain.columns import CROSS, empty, shaped
from survey.domain.counting.small_numbers import MINIMUM, hide_rows, shown_beside
from survey.domain.noticing.verdict import FEW, SAME

RELATED = "related"
CHI_SQUARE, FISHER, SHUFFLED = "chi_square", "fisher", "shuffled"
SHUFFLES, SEED = 9_999, 1981  # p is then exact to about ±.004 at .05, and the same each time
LEVEL = 0.05  # our own default, as the 95 % of every interval
SMALL_EXPECTATION, FEW_SMALL = 5, 0.2


@dataclass(frozen=True)
class CrossTable:
    """cells: columns CROSS, every row with every column; share is of the row, residual the adjusted one (beyond ±2: clear).

    statistic, freedom  Pearson's chi-square without correction; both NaN by Fisher's exact test.
    cramers_v           0 (nothing to do with each other) to 1, by chi-square in all methods.
    method              CHI_SQUARE, FISHER, SHUFFLED, or "" where nothing can be tested, which is the verdict "few".
    verdict             "related", "same" or "few".
    is_whole            false once cells were hidden: then every figure of the whole table is NaN, only the verdict stands.
    """

    cells: pd.DataFrame
    n: int
    method: str = ""
    statistic: float = np.nan
    freedom: float = np.nan
    p: float = np.nan
    cramers_v: float = np.nan
    verdict: str = FEW
    is_whole: bool = True


def cross_table(counts: pd.DataFrame) -> CrossTable:
    """From columns row, column, count (one line a pair or several); nothing is hidden yet.

    Fisher's exact test for 2 × 2 with an expectation under 5; for a larger table with one under 1, or more than a
    fifth under 5, the p-value of chi-square is counted over random tables with the same totals.
    Sources: Pearson 1900; Cramér 1946; Haberman 1973 (Biometrics 29, 205-220) for adjusted residuals; Cochran 1954
    (Biometrics 10, 417-451) for small expectations; Patefield 1981 (Applied Statistics 30, 91-97) for random tables.
    """
    given = counts[counts["count"] > 0]
    if given.empty:
        return CrossTable(empty(CROSS), 0)
    grid = given.pivot_table(index="row", columns="column", values="count", aggfunc="sum", fill_value=0)
    observed = grid.to_numpy(dtype=float)
    n, of_rows, of_columns = observed.sum(), observed.sum(axis=1, keepdims=True), observed.sum(axis=0, keepdims=True)
    expected = of_rows * of_columns / n
    with np.errstate(divide="ignore", invalid="ignore"):
        residual = (observed - expected) / np.sqrt(expected * (1 - of_rows / n) * (1 - of_columns / n))
    cells = pd.DataFrame({
        "row": np.repeat(grid.index.to_numpy(dtype=object), len(grid.columns)),
        "column": np.tile(grid.columns.to_numpy(dtype=object), len(grid.index)),
        "count": observed.ravel().astype(int), "share": (observed / of_rows).ravel(), "residual": residual.ravel(),
    }).assign(shown=True)
    return _tested(CrossTable(shaped(cells, CROSS), int(n)), observed, expected)


def _tested(cross: CrossTable, observed: np.ndarray, expected: np.ndarray) -> CrossTable:
    if min(observed.shape) < 2:
        return cross
    method = _method_for(expected)
    statistic, p, freedom, _expected = stats.chi2_contingency(observed, correction=False)
    if method == FISHER:
        p = stats.fisher_exact(observed).pvalue
    if method == SHUFFLED:
        shuffling = stats.MonteCarloMethod(n_resamples=SHUFFLES, rng=np.random.default_rng(SEED))
        p = stats.chi2_contingency(observed, correction=False, method=shuffling).pvalue
    figures = {} if method == FISHER else {"statistic": float(statistic), "freedom": float(freedom)}
    cramers_v = float(np.sqrt(statistic / (cross.n * (min(observed.shape) - 1))))
    verdict = RELATED if p < LEVEL else SAME
    return replace(cross, method=method, p=float(p), cramers_v=cramers_v, verdict=verdict, **figures)


def _method_for(expected: np.ndarray) -> str:
    if expected.shape == (2, 2):
        return FISHER if expected.min() < SMALL_EXPECTATION else CHI_SQUARE
    holds = expected.min() >= 1 and (expected < SMALL_EXPECTATION).mean() <= FEW_SMALL
    return CHI_SQUARE if holds else SHUFFLED


def hide_small_cells(cross: CrossTable, minimum: int = MINIMUM) -> CrossTable:
    """Cells under the minimum hidden, and further ones so that neither margin gives them back.

    A row or column whose total would tell a small number is hidden whole, since the shares of a row tell its total.
    Chi-square and V of a table whose margins are known would tell a hidden cell, so they are then kept back too.
    Of a table of fewer people than the minimum nothing stands.
    """
    if cross.n < minimum:
        return CrossTable(empty(CROSS), 0)
    return hide_cells(cross, ~_may_stand(cross.cells, minimum))


def hide_cells(cross: CrossTable, hidden: np.ndarray) -> CrossTable:
    """Further cells hidden (a mask), and with them, where anybody is in one, the figures of the whole table."""
    counted = cross.cells.assign(n=cross.cells["count"].fillna(0))
    cells = hide_rows(counted, hidden)
    is_whole = cross.is_whole and not (hidden & (counted["n"] > 0)).any()
    rest = replace(cross, cells=shaped(cells, CROSS), is_whole=is_whole)
    return rest if is_whole else replace(rest, statistic=np.nan, freedom=np.nan, p=np.nan, cramers_v=np.nan)


def _may_stand(cells: pd.DataFrame, minimum: int) -> np.ndarray:
    """By cell whether it may be shown beside what is shown of the totals."""
    counts = cells["count"].to_numpy(dtype=np.int64)
    some = counts > 0
    rows, columns = (pd.factorize(cells[name][some])[0] for name in ("row", "column"))
    groupings = {(): np.zeros(some.sum(), dtype=int), ("row",): rows, ("column",): columns}
    stands = shown_beside(counts[some], groupings, minimum)
    of_rows, of_columns = (stands[some.sum() + 1 :][at] for at in (rows, rows.max() + 1 + columns))
    found = np.zeros(len(cells), dtype=bool)
    found[some] = stands[: some.sum()] & of_rows & of_columns
    return found

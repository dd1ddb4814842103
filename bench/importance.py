"""How long importance with its intervals takes, beside one regression for every subset of the questions."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from bench.table import Figure
from survey.domain.noticing.lmg_importance import BOOTSTRAPS, lmg_importance

ROWS, ITEMS = 100_000, 12
TRIED = 64  # subsets for the naive way, which would take minutes over all


def measure(_folder: Path) -> Iterator[Figure]:
    items, overall = _answers()
    seconds = statistics.median(_seconds(lambda: lmg_importance(items, overall)) for _turn in range(5))
    naive = 2**ITEMS / TRIED * _seconds(lambda: _naive(items.to_numpy(), overall.to_numpy()))
    yield Figure(
        f"importance of {ITEMS} questions, {ROWS:,} responses, {BOOTSTRAPS} samples for the intervals", f"{seconds:.2f} s",
        f"a regression for each of {2**ITEMS:,} subsets, without intervals: {naive:.0f} s, reckoned from {TRIED} ({naive / seconds:.0f} ×)",
        "< 2 s", seconds < 2,
    )


def _answers() -> tuple[pd.DataFrame, pd.Series]:
    """Five grades in points, which go together; overall follows three of them."""
    random = np.random.default_rng(7)
    mood = random.normal(0, 1, (ROWS, 1))
    grades = np.clip(np.round(3 + mood + random.normal(0, 1, (ROWS, ITEMS))), 1, 5) * 25 - 25
    overall = grades[:, :3].mean(axis=1) + random.normal(0, 15, ROWS)
    return pd.DataFrame(grades, columns=[f"q{place}" for place in range(ITEMS)]), pd.Series(overall)


def _naive(items: np.ndarray, overall: np.ndarray) -> list[float]:
    """What one would write first: least squares on the rows, for some of the subsets."""
    found = []
    for subset in np.random.default_rng(7).integers(1, 2**ITEMS, TRIED):
        chosen = [place for place in range(ITEMS) if subset >> place & 1]
        design = np.column_stack([np.ones(len(items)), items[:, chosen]])
        left = overall - design @ np.linalg.lstsq(design, overall, rcond=None)[0]
        found.append(1 - left.var() / overall.var())
    return found


def _seconds(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start

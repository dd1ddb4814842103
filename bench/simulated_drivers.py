"""Surveys with and without a driver: how often importance finds it, and how often it invents one.

Grades from 1 to 5 whose twelve questions go together (correlation about .4), as those of real surveys do; what is
counted are surveys, not questions, unless the line says so.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bench.rate import at_least, at_most, found as counted
from bench.table import Figure
from survey.domain.noticing.importance_study import SURE
from survey.domain.noticing.lmg import lmg_of
from survey.domain.noticing.lmg_importance import Importance, lmg_importance

ITEMS, SURVEYS, LARGE = 12, 200, 1_000_000
SIZES = (150, 500, 2_000)
DRIVERS = {"no driver": 0.0, "a weak driver": 0.15, "a strong driver": 0.6}  # points of overall for a point of the first question


def rates() -> Iterator[Figure]:
    for name, weight in DRIVERS.items():
        truth = _true_shares(weight)
        for size in SIZES:
            found = [lmg_importance(*_survey(size, weight, seed)) for seed in range(SURVEYS)]
            said = f"importance, {name}, {size:,} responses: something is said to pull"
            yield counted(said, map(_is_tied, found)) if weight else at_most(said, map(_is_tied, found), SURE)
            named = np.array([_above_the_mean(each) for each in found])
            yield counted("… the driver is surely above the mean" if weight else "… the first question is", named[:, 0])
            yield counted("… some other question is", named[:, 1:].any(axis=1))
            if weight:
                yield at_least("… intervals that hold the true share, of all questions", _hold(found, truth), 0.95)


def _survey(size: int, weight: float, seed: int) -> tuple[pd.DataFrame, pd.Series]:
    """Overall is the first question times the weight and chance: alone it matters, though all go together."""
    random = np.random.default_rng((seed, size))
    mood = random.normal(0, 1, (size, 1))
    grades = np.clip(np.round(4 + 0.8 * mood + random.normal(0, 1, (size, ITEMS))), 1, 5)
    overall = np.clip(np.round(4 + weight * (grades[:, 0] - 4) + random.normal(0, 0.8, size)), 1, 5)
    return pd.DataFrame(grades, columns=[f"q{place}" for place in range(ITEMS)]), pd.Series(overall)


def _true_shares(weight: float) -> np.ndarray:
    """The shares in a survey so large that chance has no say."""
    items, overall = _survey(LARGE, weight, seed=99)
    lmg = lmg_of(np.cov(np.column_stack([items, overall]), rowvar=False)[None])[0]
    return lmg / lmg.sum()


def _is_tied(found: Importance) -> bool:
    return found.p_value < SURE


def _above_the_mean(found: Importance) -> np.ndarray:
    """Of each question, whether it would be shown on the important side and not as borderline."""
    return (found.shares["importance_low"].to_numpy() > 1 / ITEMS) & _is_tied(found)


def _hold(found: list[Importance], truth: np.ndarray) -> np.ndarray:
    low, high = (np.array([each.shares[f"importance_{end}"] for each in found]) for end in ("low", "high"))
    return ((low <= truth) & (truth <= high)).ravel()

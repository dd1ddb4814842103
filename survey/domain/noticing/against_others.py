"""A place against all the others: the verdict of each cell of question and unit on its question's mean."""

import numpy as np
import pandas as pd

from survey.domain.counting.difference import newcombe_difference, newcombe_p, welch_difference, welch_p
from survey.domain.counting.interval import score_variance
from survey.domain.counting.reading import SUMS
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.noticing.false_discovery import LARGEST_SHARE, benjamini_hochberg
from survey.domain.noticing.verdict import FEW, SAME, verdict_of


def against_others(cells: pd.DataFrame, figure: str) -> np.ndarray:
    """Question, unit and SUMS, a row each, of the cells that are shown -> their verdicts.

    A cell is set against all other cells of its question together (Welch for the score, Newcombe for a rate): it lies
    above them exactly where it lies above the mean of all, and the two share nobody. Over all cells
    Benjamini-Hochberg at 10 %; what does not pass it is "same". Under ten answers here or among the others: "few".
    """
    own = cells[list(SUMS)].to_numpy(dtype=float)
    others = cells.groupby("question")[list(SUMS)].transform("sum").to_numpy(dtype=float) - own
    here, there = (dict(zip(SUMS, sums.T)) for sums in (own, others))
    difference = _scores if figure == "score" else _shares
    low, high, p = difference(here, there, figure)
    n = "scored" if figure == "score" else "n"
    is_few = (here[n] < MINIMUM) | (there[n] < MINIMUM) | np.isnan(p)
    q = benjamini_hochberg(np.where(is_few, np.nan, p))
    found = verdict_of(low, high, figure != "dissatisfied")
    return np.where(is_few, FEW, np.where(q <= LARGEST_SHARE, found, SAME)).astype(object)


def _scores(here: dict, there: dict, _figure: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    pairs = [
        (s["scored"], s["total"] / np.maximum(s["scored"], 1), score_variance(s["scored"], s["total"], s["squares"]))
        for s in (here, there)
    ]
    return *welch_difference(*pairs[0], *pairs[1])[1:], welch_p(*pairs[0], *pairs[1])


def _shares(here: dict, there: dict, figure: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    counts = here[figure], here["n"], there[figure], there["n"]
    return *newcombe_difference(*counts)[1:], newcombe_p(*counts)

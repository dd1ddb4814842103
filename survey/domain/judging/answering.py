"""Which units answer more rarely or later than the whole, by more than chance (measures.md 5)."""

import numpy as np
import pandas as pd
from scipy import stats

from survey.domain.columns import ANSWERING, empty, shaped
from survey.domain.counting.interval import wilson_interval
from survey.domain.counting.median import median_interval
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.judging.case_verdict import LEAST_UNITS
from survey.domain.noticing.dispersion import over_dispersion
from survey.domain.noticing.few_units import FEW_UNITS, against_the_others, z_of_shares
from survey.domain.noticing.funnel import grade_and_side
from survey.domain.noticing.verdict import FEW

WINDOW = 30  # days in which an answer counts: our own default, so that young entries and old ones are asked the same


def judge_answering(entries: pd.DataFrame) -> pd.DataFrame:
    """Columns ANSWERING from a row an entry: unit, and `days` to its first answer (NaN: none).

    Of entries that wanted an answer and are at least WINDOW days old: value is the share answered within WINDOW days
    (Wilson), days the median time with its interval; what took longer, or has no answer, counts as infinitely long, so
    that nobody looks quick by never answering. Units of fewer than ten are hidden, enter nothing and are `few`, as one
    unit alone is. The share is judged by the funnel, the time by the ranks of all entries (`rank_dispersion`).
    """
    if entries.empty:
        return empty(ANSWERING)
    waited = entries["days"].astype(float).where(lambda days: days <= WINDOW, np.inf)
    rows = pd.DataFrame([_of_unit(unit, own.to_numpy()) for unit, own in waited.groupby(entries["unit"])])
    seen = rows["shown"].to_numpy(dtype=bool)
    rows = rows.assign(grade=FEW, side="", z=np.nan, days_grade=FEW, days_side="", days_z=np.nan)
    if seen.sum() >= LEAST_UNITS:
        n, value = (rows.loc[seen, name].to_numpy(dtype=float) for name in ("n", "value"))
        by_unit = [waited[entries["unit"] == unit].to_numpy() for unit in rows.loc[seen, "unit"]]
        judged = {"": (z_of_shares(value * n, n), True), "days_": (rank_dispersion(by_unit), False)}
        for prefix, (z, higher_is_better) in judged.items():
            for name, values in zip(("grade", "side", "z"), (*grade_and_side(z, higher_is_better), z)):
                rows.loc[seen, f"{prefix}{name}"] = values
    return shaped(rows, ANSWERING)


def answered_in_window(entries: pd.DataFrame) -> tuple[int, int]:
    """How many of such entries were answered within WINDOW days, and how many there are."""
    return int((entries["days"] <= WINDOW).sum()), len(entries)


def _of_unit(unit: str, waited: np.ndarray) -> dict:
    """The unit's own figures; none of them where fewer than ten stand behind."""
    n = len(waited)
    if n < MINIMUM:
        return {"unit": unit, "n": 0, "shown": False} | dict.fromkeys(("value", "low", "high", "days", "days_low", "days_high"), np.nan)
    count = int(np.isfinite(waited).sum())
    low, high = wilson_interval(count, n)
    days = dict(zip(("days", "days_low", "days_high"), median_interval(waited)))
    return {"unit": unit, "n": n, "value": count / n, "low": float(low), "high": float(high), **days, "shown": True}


def rank_dispersion(samples: list[np.ndarray]) -> np.ndarray:
    """z of each sample's mean rank among all values together, with the usual spread of units besides; high is large.

    Chance alone gives a mean rank the variance σ²(N − n)/(n(N − 1)), σ² that of all ranks, ties sharing theirs: the
    square of z is then Wilcoxon's statistic of the sample against all others. Of a few samples each against the others
    (`few_units`). 0 where all values are equal. Source: Kruskal & Wallis 1952 (Journal of the American Statistical
    Association 47, 583-621); the spread: Spiegelhalter 2005.
    """
    ranks = stats.rankdata(np.concatenate(samples))
    if ranks.std() == 0:
        return np.zeros(len(samples))
    n, whole = np.array([len(sample) for sample in samples]), len(ranks)
    means = [part.mean() for part in np.split(ranks, np.cumsum(n)[:-1])]
    if len(samples) < FEW_UNITS:
        return against_the_others(means, ranks.std() / np.sqrt(n), n)
    return over_dispersion(means, ranks.std() * np.sqrt((whole - n) / (n * (whole - 1))), ranks.mean()).z_adjusted

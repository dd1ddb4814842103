"""What pulls overall satisfaction: each item's share of the explained variance, with its interval (measures.md 6)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from survey.domain.counting.interval import Z_95
from survey.domain.noticing.lmg import lmg_of
from survey.domain.noticing.study import NotStudied, Progress, unseen
from survey.locale import _

LEAST, LEAST_PER_ITEM = 100, 10  # measures.md 6
MOST_ITEMS = 20                  # default: a million subsets; one item more takes twice as long
BOOTSTRAPS, SEED = 200, 1888     # default: the same data give the same intervals
AT_ONCE = 16_384                 # rows


@dataclass(frozen=True)
class Importance:
    """What `lmg_importance` found over `n` rows that answer everything.

    shares     columns question, importance, importance_low, importance_high: shares 0-1 of R², which add up to 1.
    r_squared  how much of overall's variance the items explain, 0-1, with its interval.
    p_value    of the F test that they explain nothing at all.
    """

    shares: pd.DataFrame
    n: int
    r_squared: float
    r_squared_low: float
    r_squared_high: float
    p_value: float


def least_rows(items: int) -> int:
    return max(LEAST, LEAST_PER_ITEM * items)


def lmg_importance(
    items: pd.DataFrame, overall: pd.Series, bootstraps: int = BOOTSTRAPS, seed: int = SEED,
    progress: Progress = unseen,
) -> Importance:
    """Importance of the items (one numeric column each) for overall, of the same rows and any units.

    LMG: the rise of R² when an item joins, averaged over all orders in which items may join; exact over all subsets
    (Lindeman, Merenda & Gold 1980; Grömping 2006). Intervals are the 2.5 % and 97.5 % points over resampled rows; that of
    R², which every sample draws upwards, is corrected for it (Efron 1981). Under 1,000 rows they are a
    little narrow: nine of ten hold the truth (bench/simulation.py).
    Rows that lack an answer are left out (listwise deletion): n says how many are not.
    Refused with NotStudied: fewer whole rows than max(100, 10 × items), more than MOST_ITEMS or no items,
    overall or all items without spread.
    """
    if not 1 <= items.shape[1] <= MOST_ITEMS:
        raise NotStudied(
            _("重要性"), _("有 {n} 道题，算不了。").format(n=items.shape[1]), _("请选 1 到 {most} 道题。").format(most=MOST_ITEMS)
        )
    whole = items.notna().all(axis=1).to_numpy() & overall.notna().to_numpy()
    values = np.column_stack([items.to_numpy(dtype=float)[whole], overall.to_numpy(dtype=float)[whole]])
    _refuse_little(values)
    values = (values - values.mean(axis=0)) / np.maximum(values.std(axis=0), np.finfo(float).tiny)
    shares, r_squared = _shares(lmg_of(np.cov(values, rowvar=False, ddof=0)[None]))
    drawn, r_drawn = _shares(lmg_of(resampled_covariances(values, bootstraps, np.random.default_rng(seed), progress)))
    low, high = np.nanquantile(drawn, [0.025, 0.975], axis=0)
    table = pd.DataFrame(
        {"question": list(items.columns), "importance": shares[0], "importance_low": low, "importance_high": high}
    )
    ends = _bias_corrected(float(r_squared[0]), r_drawn)
    return Importance(table, len(values), float(r_squared[0]), *ends, _p_value(float(r_squared[0]), *values.shape))


def _refuse_little(values: np.ndarray) -> None:
    n, least = len(values), least_rows(values.shape[1] - 1)
    if n < least:
        raise NotStudied(
            _("重要性"), _("每题都答了的只有 {n} 份，至少要 {least} 份。").format(n=n, least=least),
            _("请放宽时间或单位，或少选几道题；得分照常可看。"),
        )
    spread = np.ptp(values, axis=0)
    if spread[-1] == 0 or not spread[:-1].any():
        raise NotStudied(_("重要性"), _("大家的回答都一样，看不出什么影响总体满意度。"), _("请放宽时间或单位。"))


def _shares(lmg: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """LMG of each sample as shares of its R², and the R²; NaN shares where it is 0."""
    r_squared = lmg.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(r_squared[:, None] > 0, lmg / r_squared[:, None], np.nan), r_squared


def _bias_corrected(value: float, drawn: np.ndarray) -> tuple[float, float]:
    """95 % interval whose percentiles are shifted by how far the draws lie above the value (Efron 1981)."""
    edge = 1 / (2 * len(drawn))
    shift = 2 * stats.norm.ppf(np.clip((drawn < value).mean(), edge, 1 - edge))
    low, high = np.quantile(drawn, stats.norm.cdf([shift - Z_95, shift + Z_95]))
    return float(min(low, value)), float(max(high, value))


def _p_value(r_squared: float, n: int, columns: int) -> float:
    items = columns - 1
    if r_squared >= 1:
        return 0.0
    return float(stats.f.sf(r_squared / items / ((1 - r_squared) / (n - items - 1)), items, n - items - 1))


def resampled_covariances(
    values: np.ndarray, samples: int, random: np.random.Generator, progress: Progress = unseen
) -> np.ndarray:
    """Covariance matrices (samples × columns × columns, over n) of that many samples of the rows with replacement.

    How many rows a sample takes of each block is drawn first, then which: together the plain bootstrap, in little memory.
    """
    n, columns = values.shape
    upper = np.triu_indices(columns)
    blocks = [values[start : start + AT_ONCE] for start in range(0, n, AT_ONCE)]
    sizes = random.multinomial(n, [len(block) / n for block in blocks], size=samples)
    sums, squares = np.zeros((samples, columns)), np.zeros((samples, len(upper[0])))
    for place, block in enumerate(blocks):
        times = _times_drawn(len(block), sizes[:, place], random)
        sums += times @ block
        squares += times @ (block[:, upper[0]] * block[:, upper[1]])
        progress(place + 1, len(blocks))
    means = sums / n
    found = np.empty((samples, columns, columns))
    found[:, upper[0], upper[1]] = found[:, upper[1], upper[0]] = squares / n - means[:, upper[0]] * means[:, upper[1]]
    return found


def _times_drawn(rows: int, draws: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """How often each sample draws each row, when it makes that many draws; samples × rows."""
    chosen = random.integers(0, rows, draws.sum())
    chosen += np.repeat(np.arange(len(draws)) * rows, draws)
    return np.bincount(chosen, minlength=len(draws) * rows).reshape(len(draws), rows).astype(float)

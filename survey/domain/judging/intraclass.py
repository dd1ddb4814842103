"""How far several raters agree about the same subjects: the six intraclass correlations."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from survey.domain.columns import INTRACLASS
from survey.domain.errors import SurveyError
from survey.locale import _

SURE = 0.975  # two-sided 95 %


def intraclass_correlation(ratings: pd.DataFrame | Sequence[Sequence[float]]) -> pd.DataFrame:
    """One row a form, columns INTRACLASS, of ratings with one row a subject and one column a rater, any unit.

    name, mcgraw_wong  as Shrout & Fleiss 1979 and McGraw & Wong 1996 call the form: (1,·) raters drawn anew for each
                       subject, (2,·) raters drawn once (agreement), (3,·) just these raters (consistency);
                       (·,1) of one rating, (·,k) of the mean of all.
    f, df1, df2, p     the test that subjects do not differ; low, high: 95 % interval (McGraw & Wong 1996, table 7).
    NaN where neither subjects differ nor anything else is left to compare them with.
    Refused with a SurveyError: fewer than two subjects or raters, a missing rating (leave the subject out), no spread.
    """
    values = np.asarray(ratings, dtype=float)
    if values.ndim != 2 or min(values.shape) < 2 or np.isnan(values).any() or np.ptp(values) == 0:
        raise SurveyError(
            _("评分者一致性"), _("每个对象都要有每位评分者的分，至少两行两列，且不能全部相同。"), _("请先去掉没有评全的对象。")
        )
    (n, k), (rows, within, columns, error) = values.shape, _mean_squares(values)
    of_rest = (n - 1) * (k - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        one_way, two_way = rows / within, rows / error
        forms = [
            ("ICC(1,", "ICC(", _single(one_way, n, k, n * (k - 1)), one_way, n * (k - 1)),
            ("ICC(2,", "ICC(A,", _agreement(n, k, rows, columns, error), two_way, of_rest),
            ("ICC(3,", "ICC(C,", _single(two_way, n, k, of_rest), two_way, of_rest),
        ]
    table = [
        (f"{name}{ratings_of}", f"{other}{ratings_of}", *(_of_mean(each, size) for each in single), f, n - 1, df2,
         float(stats.f.sf(f, n - 1, df2)))
        for ratings_of, size in (("1)", 1), ("k)", k))
        for name, other, single, f, df2 in forms
    ]
    return pd.DataFrame(table, columns=list(INTRACLASS))


def _mean_squares(values: np.ndarray) -> tuple[float, float, float, float]:
    """Between subjects, within subjects, between raters, and what is left."""
    n, k = values.shape
    whole, by_row, by_column = values.mean(), values.mean(axis=1), values.mean(axis=0)
    rows, columns = k * ((by_row - whole) ** 2).sum(), n * ((by_column - whole) ** 2).sum()
    within = ((values - by_row[:, None]) ** 2).sum()
    return rows / (n - 1), within / (n * (k - 1)), columns / (k - 1), np.maximum(within - columns, 0.0) / ((n - 1) * (k - 1))


def _single(f: float, n: int, k: int, df2: int) -> tuple[float, float, float]:
    low, high = f / stats.f.ppf(SURE, n - 1, df2), f * stats.f.ppf(SURE, df2, n - 1)
    return tuple(1.0 if np.isinf(ratio) else float((ratio - 1) / (ratio + k - 1)) for ratio in (f, low, high))


def _agreement(n: int, k: int, rows: float, columns: float, error: float) -> tuple[float, float, float]:
    """ICC(2,1); its interval has degrees of freedom by Satterthwaite's approximation."""
    value = (rows - error) / (rows + (k - 1) * error + k * (columns - error) / n)
    raters, rest = k * value * columns, (n * (1 + (k - 1) * value) - k * value) * error
    degrees = (raters + rest) ** 2 / (raters**2 / (k - 1) + rest**2 / ((n - 1) * (k - 1)))
    far, near = stats.f.ppf(SURE, n - 1, degrees), stats.f.ppf(SURE, degrees, n - 1)
    others = k * columns + (k * n - k - n) * error
    low = n * (rows - far * error) / (far * others + n * rows)
    high = n * (near * rows - error) / (others + n * near * rows)
    return float(value), float(low), float(high)


def _of_mean(single: float, k: int) -> float:
    """Spearman-Brown: from one rating to the mean of k; without limit below 0 where subjects do not differ at all."""
    below = 1 + (k - 1) * single
    return k * single / below if below else float("-inf")

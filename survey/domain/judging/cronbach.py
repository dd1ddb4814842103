"""Whether the questions of a questionnaire measure one thing: Cronbach's alpha, and what each item does to it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from survey.domain.columns import ITEMS, shaped
from survey.domain.errors import SurveyError
from survey.domain.noticing.study import NotStudied
from survey.locale import _

LEAST_ROWS = 3  # default: below it neither a variance nor a correlation says anything


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha with its 95 % interval, over `n` whole rows of `items` questions; NaN where nothing varies."""

    value: float
    low: float
    high: float
    n: int
    items: int


def reversed_items(items: pd.DataFrame, names: Sequence[str], low: float, high: float) -> pd.DataFrame:
    """The items with those named turned round on their scale from low to high: x becomes low + high - x.

    SurveyError for a name that is no item.
    """
    if unknown := [name for name in names if name not in items.columns]:
        raise SurveyError(
            _("反向题"), _("没有这些题目：{keys}。").format(keys="、".join(unknown)), _("反向题必须在要计算的题目之中。")
        )
    return items.assign(**{name: low + high - items[name] for name in names})


def whole_rows(items: pd.DataFrame) -> np.ndarray:
    """Rows that answer every item, as numbers (listwise deletion); NotStudied under two items or three such rows."""
    values = items.dropna().to_numpy(dtype=float)
    if items.shape[1] < 2 or len(values) < LEAST_ROWS:
        raise NotStudied(
            _("信度"), _("{items} 道题，{n} 份答全了，算不出来。").format(items=items.shape[1], n=len(values)),
            _("至少要两道题、{least} 份答全的答卷。").format(least=LEAST_ROWS),
        )
    return values


def cronbach_alpha(items: pd.DataFrame) -> Alpha:
    """Alpha of the items (one column each, any unit, all scored so that more is better) over the rows that answer all.

    alpha = k/(k-1)·(1 - Σ s²_i / s²_total) (Cronbach 1951), with Feldt's interval (Feldt, Woodruff & Salih 1987):
    1 - (1 - alpha)·F at 97.5 % and 2.5 % of n-1 and (n-1)(k-1) degrees. Refused as in `whole_rows`.
    """
    values = whole_rows(items)
    n, k = values.shape
    alpha = _alpha(np.cov(values, rowvar=False))
    far, near = stats.f.ppf([0.975, 0.025], n - 1, (n - 1) * (k - 1))
    return Alpha(alpha, 1 - (1 - alpha) * far, 1 - (1 - alpha) * near, n, k)


def _alpha(covariance: np.ndarray) -> float:
    k, total = len(covariance), covariance.sum()
    return float(k / (k - 1) * (1 - np.trace(covariance) / total)) if k > 1 and total > 0 else float("nan")


def item_statistics(items: pd.DataFrame, low: float, high: float) -> pd.DataFrame:
    """One row an item, columns ITEMS.

    n, missing        rows that answer it, and that don't.
    mean, sd          of those that do, in the items' unit (sd with n-1).
    floor, ceiling    shares 0-1 of them at `low` and at `high`, the ends of the scale.
    item_total        corrected item-total correlation: with the sum of the other items (Nunnally 1978).
    alpha_if_dropped  alpha of the other items; NaN where only one is left.
    The last two over the rows that answer every item. Refused as in `whole_rows`.
    """
    covariance = np.cov(whole_rows(items), rowvar=False)
    answered = items.notna().sum()
    table = {
        "question": list(items.columns), "n": answered.to_numpy(), "missing": (len(items) - answered).to_numpy(),
        "mean": items.mean().to_numpy(dtype=float), "sd": items.std(ddof=1).to_numpy(dtype=float),
        "floor": ((items == low).sum() / answered).to_numpy(), "ceiling": ((items == high).sum() / answered).to_numpy(),
        "item_total": _item_total(covariance), "alpha_if_dropped": _without_each(covariance),
    }
    return shaped(pd.DataFrame(table), ITEMS)


def _item_total(covariance: np.ndarray) -> np.ndarray:
    own = np.diag(covariance)
    with_rest = covariance.sum(axis=1) - own
    of_rest = covariance.sum() - 2 * with_rest - own
    with np.errstate(divide="ignore", invalid="ignore"):
        return with_rest / np.sqrt(own * of_rest)


def _without_each(covariance: np.ndarray) -> list[float]:
    places = range(len(covariance))
    return [_alpha(np.delete(np.delete(covariance, place, axis=0), place, axis=1)) for place in places]

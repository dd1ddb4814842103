"""Entries a month: an XmR chart of their number, where more is neither better nor worse."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from survey.domain.columns import CONTROL, empty
from survey.domain.noticing.event import MIDDLE
from survey.domain.noticing.phases import control_frame, phases_of
from survey.domain.noticing.verdict import BETTER, WORSE
from survey.domain.noticing.xmr_chart import xmr_limits

MORE, FEWER = "more", "fewer"


def count_chart(days: Sequence[date], today: date, last: str = "9999-99", breaks: Iterable[str] = ()) -> pd.DataFrame:
    """Columns CONTROL of whole months, each with the number of `days` in it and n = 1; `side` is more or fewer.

    The months go from that of the first day, or the next one where it lies after the fifteenth, to `last`, but never
    to the month that `today` lies in: it is still running. A month without a day counts 0; limits are cut at 0.
    Source: NHS England, Making data count, which charts numbers a month as XmR (measures.md 4).
    """
    months = _whole_months(days, today, last)
    if not months:
        return empty(CONTROL)
    found = pd.Series([f"{day:%Y-%m}" for day in days]).value_counts()
    points = pd.DataFrame({"month": months, "value": [int(found.get(month, 0)) for month in months], "n": 1})
    chart = control_frame(points.assign(phase=phases_of(months, breaks)), _limits, True, lambda numbers: np.maximum(numbers, 0))
    return chart.assign(side=chart["side"].replace({BETTER: MORE, WORSE: FEWER}))


def _whole_months(days: Sequence[date], today: date, last: str) -> list[str]:
    if not days:
        return []
    first = min(days)
    begins = pd.Period(first, "M") + int(first.day > MIDDLE)
    over = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    return [month for month in pd.period_range(begins, over, freq="M").astype(str) if month <= last]


def _limits(points: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    value = points["value"].to_numpy(dtype=float)
    return value, *xmr_limits(value)

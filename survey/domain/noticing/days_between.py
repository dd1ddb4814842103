"""Days between rare events: the t-chart, for what happens too seldom to have a rate a month."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from survey.domain.noticing.phases import control_frame, phases_of
from survey.domain.noticing.xmr_chart import xmr_limits

NELSON = 3.6
SELDOM = 7  # days between two, on average: our own default; what comes more often has a rate a month


def is_rare(count: int, first: date, last: date) -> bool:
    """Whether so many events from the first day to the last, both included, are fewer than one in SELDOM days."""
    return count * SELDOM < (last - first).days + 1


def days_between_chart(days: Sequence[date], breaks: Iterable[date] = (), higher_is_better: bool = True) -> pd.DataFrame:
    """Columns CONTROL, one row a gap: `month` is the day (YYYY-MM-DD) of the event that ends it, values are days, n = 1.

    Gaps between events at a constant rate are exponential, far from normal; raised to 1/3.6 they are nearly
    so, get XmR limits, and are raised back. The lower limit is cut at 0. Events of one day have a gap of 0;
    fewer than two events have no gap. A gap in which a break falls belongs to the phase before it.
    For rare events longer is better, which is the default.
    Source: Nelson 1994 (Journal of Quality Technology 26, 239-240).
    """
    ordered = sorted(days)
    gaps = np.diff(np.array(ordered, dtype="datetime64[D]")).astype(float)
    phases = phases_of([day.isoformat() for day in ordered[:-1]], [day.isoformat() for day in breaks])
    points = pd.DataFrame({"month": [day.isoformat() for day in ordered[1:]], "days": gaps, "n": 1, "phase": phases})
    return control_frame(points, _limits, higher_is_better, _raised_back)


def _limits(points: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    value = points["days"].to_numpy(dtype=float) ** (1 / NELSON)
    return value, *xmr_limits(value)


def _raised_back(numbers: np.ndarray) -> np.ndarray:
    return np.maximum(numbers, 0) ** NELSON

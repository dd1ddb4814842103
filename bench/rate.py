"""A rate that was counted over made-up surveys, beside the rate that is stated."""

from collections.abc import Iterable

import numpy as np

from bench.table import Figure
from survey.domain.counting.interval import wilson_interval


def at_most(what: str, happened: Iterable, stated: float) -> Figure:
    """A false alarm: reached unless the whole interval lies above what is stated."""
    happened = np.asarray(list(happened))
    low, _high = wilson_interval(happened.sum(), happened.size)
    return _figure(what, happened, f"stated: at most {stated:.2%}", bool(low <= stated))


def at_least(what: str, happened: Iterable, stated: float) -> Figure:
    """A coverage: reached unless the whole interval lies below what is stated."""
    happened = np.asarray(list(happened))
    _low, high = wilson_interval(happened.sum(), happened.size)
    return _figure(what, happened, f"stated: at least {stated:.1%}", bool(high >= stated))


def found(what: str, happened: Iterable) -> Figure:
    """A rate of which nothing is stated: of what was planted, or of a rule by itself."""
    return _figure(what, np.asarray(list(happened)))


def mean_share(what: str, shares: Iterable[float], stated: float) -> Figure:
    """A mean of shares, as of false discoveries: its interval is normal, over the surveys."""
    shares = np.asarray(list(shares), dtype=float)
    half = 1.96 * shares.std(ddof=1) / len(shares) ** 0.5
    beside = f"95 %: {max(shares.mean() - half, 0):.1%} to {shares.mean() + half:.1%}, over {len(shares):,} surveys"
    return Figure(what, f"{shares.mean():.1%}", beside, f"stated: at most {stated:.1%}", bool(shares.mean() - half <= stated))


def _figure(what: str, happened: np.ndarray, goal: str = "", is_reached: bool | None = None) -> Figure:
    low, high = wilson_interval(happened.sum(), happened.size)
    return Figure(what, f"{happened.mean():.1%}", f"95 %: {low:.1%} to {high:.1%}, of {happened.size:,}", goal, is_reached)

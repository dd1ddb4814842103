"""Of what fell due, how much was done in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from survey.domain.counting.interval import wilson_interval
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.handling.clock import Clock, RunningClock, verdict


@dataclass(frozen=True)
class InTime:
    """A share with its Wilson interval; all three None where fewer than the minimum fell due: then n is 0."""

    n: int
    share: float | None = None
    low: float | None = None
    high: float | None = None


def in_time(clock: Clock, runs: Iterable[RunningClock], since: datetime, now: datetime) -> InTime:
    """The runs that fell due from `since` until now.

    What is still open counts as late from when it was due, so that never finishing does not help.
    Not counted: what was dropped, what waits, and a notice that was not given.
    """
    verdicts = [
        verdict(run, now) for run in runs
        if run.due_at and since < run.due_at <= now and not (clock.is_before and run.ended_at is None)
    ]
    return share_in_time(verdicts.count("in_time"), sum(v in ("in_time", "late") for v in verdicts))


def share_in_time(count: int, n: int) -> InTime:
    """count of n; nothing is told of fewer than the minimum."""
    if n < MINIMUM:
        return InTime(0)
    low, high = wilson_interval(count, n)
    return InTime(n, count / n, float(low), float(high))

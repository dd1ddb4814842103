"""The share done in time of what fell due."""

from datetime import UTC, datetime, timedelta

import pytest

from survey.domain.handling.clock import Clock, RunningClock
from survey.domain.handling.in_time import InTime, in_time
from survey.locale import Words

NOW = datetime(2026, 11, 25, tzinfo=UTC)
SINCE = NOW - timedelta(days=30)
DAY = timedelta(days=1)
CLOCK = Clock("answer", Words("答复", "Answer"), ("open",), ("answer",), "days", 5)
NOTICE = Clock("notice", Words("告知", "Notice"), ("cannot",), ("tell",), "hours", 8, base="at", is_before=True)


def a_run(due: timedelta, ended: timedelta | None, **changes) -> RunningClock:
    return RunningClock("answer", 1, SINCE, NOW + due, "", ended_at=None if ended is None else NOW + ended, **changes)


IN_TIME, LATE, OPEN = a_run(-2 * DAY, -3 * DAY), a_run(-2 * DAY, -DAY), a_run(-2 * DAY, None)


@pytest.mark.parametrize(
    ("clock", "runs", "n", "share"),
    [
        (CLOCK, [IN_TIME] * 9, 0, None),
        (CLOCK, [IN_TIME] * 9 + [LATE], 10, 9 / 10),
        (CLOCK, [IN_TIME] * 9 + [OPEN], 10, 9 / 10),  # what is never finished is late
        (NOTICE, [IN_TIME] * 10 + [OPEN], 10, 10 / 10),  # a notice that was not given is not
        (CLOCK, [IN_TIME] * 10 + [a_run(DAY, None)], 10, 10 / 10),
        (CLOCK, [IN_TIME] * 10 + [a_run(-31 * DAY, None)], 10, 10 / 10),
        (CLOCK, [IN_TIME] * 10 + [a_run(-2 * DAY, -DAY, is_dropped=True)], 10, 10 / 10),
        (CLOCK, [IN_TIME] * 10 + [a_run(-2 * DAY, None, paused_at=NOW - 3 * DAY)], 10, 10 / 10),
    ],
)
def test_what_fell_due_is_counted_once_and_in_time_or_late(clock, runs, n, share):
    found = in_time(clock, runs, SINCE, NOW)

    assert (found.n, found.share) == (n, share)


def test_the_interval_is_wilsons():
    # measures.md 3
    found = in_time(CLOCK, [IN_TIME] * 20, SINCE, NOW)

    assert found == InTime(20, 1.0, pytest.approx(1 - 0.1611, abs=5e-5), 1.0)

"""The colour of a date."""

from datetime import UTC, datetime, timedelta

import pytest

from survey.domain.handling.clock import RunningClock
from survey.domain.handling.light import GREEN, RED, YELLOW, light

START = datetime(2026, 11, 1, tzinfo=UTC)
DUE = START + timedelta(days=10)


@pytest.mark.parametrize(
    ("now", "colour"),
    [
        (START, GREEN),
        (START + timedelta(days=8) - timedelta(seconds=1), GREEN),
        (START + timedelta(days=8), YELLOW),  # the last fifth begins
        (DUE, YELLOW),  # at the very moment it is due it is in time
        (DUE + timedelta(seconds=1), RED),
    ],
)
def test_green_turns_yellow_in_the_last_fifth_and_red_when_overdue(now, colour):
    assert light(RunningClock("mended", 1, START, DUE, ""), now) == colour


@pytest.mark.parametrize(
    "run", [None, RunningClock("mended", 1, START, None, ""), RunningClock("mended", 1, START, DUE, "", ended_at=DUE)]
)
def test_what_does_not_run_has_no_colour(run):
    assert light(run, DUE + timedelta(days=1)) == ""

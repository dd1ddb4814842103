"""The colour of a date: green in time, yellow within the last fifth of the time given, red overdue."""

from datetime import datetime

from survey.domain.handling.clock import RunningClock
from survey.locale import _

GREEN, YELLOW, RED = "green", "yellow", "red"
LAST_PART = 0.2  # docs/decisions/0017


def light(run: RunningClock | None, now: datetime) -> str:
    """Of a clock that runs; "" where none does, or until when is not known. At the very moment it is due it is not overdue."""
    if run is None or run.ended_at or run.due_at is None:
        return ""
    if now > run.due_at:
        return RED
    return YELLOW if run.due_at - now <= (run.due_at - run.started_at) * LAST_PART else GREEN


def light_name(colour: str) -> str:
    """What the colour says; none hangs on the colour alone."""
    return {GREEN: _("未到期"), YELLOW: _("快到期"), RED: _("已超时"), "": _("没有期限")}[colour]

"""A running clock of a case."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RunningClock:
    clock: str
    number: int
    started_at: datetime
    due_at: datetime | None
    calendar: str
    is_provisional: bool = False
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    is_dropped: bool = False

"""What is due of an open case: which clocks press, from when on somebody should have acted, and whose work it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from survey.domain.asking.people import Unit
from survey.domain.handling.calendar import ONE_DAY, Calendar, working_days_between
from survey.domain.handling.clock import Clock, Place, RunningClock, tick, verdict
from survey.domain.handling.kind import CaseKind

OVERDUE, TODAY, LATER, UNTIMED = "overdue", "today", "later", "untimed"
ORDER = (OVERDUE, TODAY, LATER, UNTIMED)


@dataclass(frozen=True)
class Deadline:
    """A clock that runs in an open case.

    when    overdue, today or later.
    act_by  the last moment at which somebody can still act in time: due_at, or office hours before it; None: not known.
    """

    clock: Clock
    run: RunningClock
    when: str
    act_by: datetime | None

    @property
    def is_early(self) -> bool:
        """Whether one must act before it is due, as the office is closed by then."""
        return self.act_by != self.run.due_at


def deadline(clock: Clock, run: RunningClock, now: datetime, calendar: Calendar, unit: Unit) -> Deadline | None:
    """How a run stands; None for one that has ended, and for a notice that can no longer be given in time.

    A notice that has not ended is never overdue: whether it was owed at all is only known once it was given.
    """
    if run.ended_at or run.is_dropped:
        return None
    if clock.is_before and run.due_at and run.due_at < now:
        return None
    if verdict(run, now) == "late":
        return Deadline(clock, run, OVERDUE, run.due_at)
    if run.due_at is None or run.paused_at:
        return Deadline(clock, run, LATER, run.due_at)
    act_by = run.due_at
    if is_notice(clock):
        act_by = last_office_moment(calendar, unit, run.due_at)
    is_today = calendar.day_of(act_by) <= calendar.day_of(now)
    return Deadline(clock, run, TODAY if is_today else LATER, act_by)


def is_notice(clock: Clock) -> bool:
    """Whether somebody has to be told hours before: that is done in office hours (rules.md 0-7).

    Minutes before are no notice: somebody has to be at the post, at whatever hour.
    """
    return clock.is_before and clock.span == "hours"


def last_office_moment(calendar: Calendar, unit: Unit, at: datetime) -> datetime:
    """The moment itself in office hours, else the close of business before it."""
    there, hours = at.astimezone(calendar.zone), calendar.hours_of(unit)
    day = there.date()
    if not (calendar.is_working_day(day) and there.time() >= hours.opens):
        day -= ONE_DAY
        while not calendar.is_working_day(day):
            day -= ONE_DAY
    return min(at, calendar.close_of_business(unit, day))


def notices_ahead(
    kind: CaseKind, state: str, runs: Sequence[RunningClock], values: Mapping[str, object], now: datetime, place: Place
) -> tuple[Deadline, ...]:
    """Notices that would have to be given today, should anybody want to put off what stands agreed.

    They belong to clocks that no step has started yet, but one that is possible now would.
    """
    running = {run.clock for run in runs if run.ended_at is None}
    possible = {move.id for move in kind.moves_from(state)}
    found = []
    for clock in kind.clocks:
        if is_notice(clock) and clock.id not in running and values.get(clock.base) and possible & set(clock.starts):
            would = tick((clock,), (), next(iter(possible & set(clock.starts))), now, values, values, place)
            found += [deadline(clock, run, now, place.calendar, place.unit) for run in would]
    return tuple(item for item in found if item and item.when == TODAY)


def in_order(deadlines: Sequence[Deadline]) -> tuple[Deadline, ...]:
    """What presses most first; what has no known end comes last."""
    return tuple(sorted(deadlines, key=lambda item: (ORDER.index(item.when), item.act_by is None, item.act_by)))


def working_days_over(item: Deadline, now: datetime, calendar: Calendar) -> int:
    """For how many working days a clock is overdue; 0 for one that is not. A paused one stays as it was."""
    if item.when != OVERDUE:
        return 0
    until = item.run.paused_at or now
    return working_days_between(calendar, calendar.day_of(item.run.due_at), calendar.day_of(until))


def escalated_to(kind: CaseKind, deadlines: Sequence[Deadline], now: datetime, calendar: Calendar) -> frozenset[str]:
    """The roles whose work the case becomes besides."""
    over = [working_days_over(item, now, calendar) for item in deadlines if item.when == OVERDUE]
    if not over:
        return frozenset()
    return frozenset(role for entry in kind.escalations if max(over) >= entry.working_days for role in entry.to)


"""The clocks of a case: what starts, stops and holds them, until when they run, and whether it was in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from survey.domain.asking.people import Unit
from survey.domain.handling.calendar import (
    Calendar,
    Due,
    after_days,
    after_months,
    after_working_days,
    working_days_between,
)
from survey.domain.handling.limit import Limit, limit_on, minutes_for
from survey.locale import Words

BY_CALENDAR = {"working_days": after_working_days, "days": after_days, "months": after_months}
SPANS = (*BY_CALENDAR, "hours", "minutes", "per_km")
Values = Mapping[str, object]


@dataclass(frozen=True)
class Clock:
    """As a [[clock]] declares it (docs/decisions/0012).

    span, number  how long it runs, one of SPANS; `per_km` takes the minutes from the table of limits `table`.
    base          the day or moment field to count from; "" counts from the move that starts it.
    is_before     the limit lies before the base: of hours and minutes only.
    when          runs only where every one of these fields has one of the values.
    person        the person field it is counted to; "" counts it to the unit.
    is_by_entry   ends when the step was entered, not when what it says happened: for clauses about entering.
    """

    id: str
    name: Words
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    span: str
    number: float = 0
    drops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    table: str = ""
    base: str = ""
    is_before: bool = False
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    person: str = ""
    is_by_entry: bool = False
    clauses: tuple[str, ...] = ()
    source: Words | None = None

    def fits(self, values: Values) -> bool:
        return all(_given(values.get(id)) & set(allowed) for id, allowed in self.when.items())


@dataclass(frozen=True)
class RunningClock:
    """One run of a clock in one case.

    number          1, 2, …: it may run several times.
    due_at          None while what it depends on, a distance or its base, is not known.
    calendar        the version of the calendar by which due_at was reckoned.
    is_provisional  as of a Due.
    is_dropped      ended, but neither in time nor late.
    """

    clock: str
    number: int
    started_at: datetime
    due_at: datetime | None
    calendar: str
    is_provisional: bool = False
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    is_dropped: bool = False


@dataclass(frozen=True)
class Place:
    """Where a clock runs: the office's calendar, the answerable unit with its hours, the programme's limits."""

    calendar: Calendar
    unit: Unit
    limits: tuple[Limit, ...] = ()


def tick(
    clocks: Sequence[Clock], running: tuple[RunningClock, ...], move: str, at: datetime,
    values: Values, before: Values, place: Place, entered_at: datetime | None = None,
) -> tuple[RunningClock, ...]:
    """All clocks of a case after a step that happened `at` and was entered at `entered_at` (None: at once).

    `before` and `values` are its fields before and after it.

    What the step stops is judged by the limit that stood before it; only what still runs follows a correction:
    reckoned anew where a field it depends on changed (pauses until then are forgotten), dropped where `when` no
    longer fits. A run that has ended, and one whose fields did not change, is never reckoned again.
    `when` is asked as a clock starts: a later correction starts none.
    """
    declared = {clock.id: clock for clock in clocks}
    after = [
        run if run.ended_at or run.clock not in declared
        else _after(declared[run.clock], run, move, _counted(declared[run.clock], at, entered_at), values, before, place)
        for run in running
    ]
    for clock in clocks:
        runs = [run for run in after if run.clock == clock.id]
        if move in clock.starts and clock.fits(values) and all(run.ended_at for run in runs):
            after.append(_reckoned(clock, RunningClock(clock.id, len(runs) + 1, at, None, ""), values, place))
    return tuple(after)


def _counted(clock: Clock, at: datetime, entered_at: datetime | None) -> datetime:
    return entered_at if clock.is_by_entry and entered_at else at


def verdict(run: RunningClock, now: datetime) -> str:
    """in_time, late, dropped, running or paused; unknown is what ended before anybody could say until when.

    What happens at the very moment it is due is in time.
    """
    if run.is_dropped:
        return "dropped"
    if run.ended_at and not run.due_at:
        return "unknown"
    if run.due_at and (run.paused_at or run.ended_at or now) > run.due_at:
        return "late"
    if run.ended_at:
        return "in_time"
    return "paused" if run.paused_at else "running"


def standing(clock: Clock | None, run: RunningClock, now: datetime) -> str:
    """The verdict of a declared clock's run; a notice that has not been given yet is not late: it is judged when it is.

    `clock` is None for one that is not declared any more.
    """
    found = verdict(run, now)
    return "running" if clock and clock.is_before and not run.ended_at and found == "late" else found


def _after(
    clock: Clock, run: RunningClock, move: str, at: datetime, values: Values, before: Values, place: Place
) -> RunningClock:
    if run.due_at is None:
        run = _reckoned(clock, run, values, place)
    if move in clock.stops:
        return replace(_resumed(clock, run, at, place), ended_at=at)
    if move in clock.drops or not clock.fits(values):
        return replace(run, ended_at=at, is_dropped=True)
    if any(values.get(id) != before.get(id) for id in _depends_on(clock, run, place)):
        run = _reckoned(clock, run, values, place)
    if move in clock.pauses:
        return replace(run, paused_at=run.paused_at or at)
    return _resumed(clock, run, at, place) if move in clock.resumes else run


def _depends_on(clock: Clock, run: RunningClock, place: Place) -> list[str]:
    """The fields that say until when it runs."""
    limit = _limit(clock, run, place)
    return [id for id in (clock.base, *((limit.field, limit.distance) if limit else ())) if id]


def _limit(clock: Clock, run: RunningClock, place: Place) -> Limit | None:
    """The row that held when the clock started."""
    return limit_on(place.limits, clock.table, place.calendar.day_of(run.started_at)) if clock.table else None


def _reckoned(clock: Clock, run: RunningClock, values: Values, place: Place) -> RunningClock:
    """The run with its limit by today's calendar, as far as it can be known."""
    base = _moment(values.get(clock.base), place) if clock.base else run.started_at
    due = base and _due(clock, run, base, values, place)
    if not due:
        return replace(run, due_at=None, calendar="", is_provisional=False)
    return replace(run, due_at=due.at, calendar=place.calendar.version, is_provisional=due.is_provisional)


def _due(clock: Clock, run: RunningClock, base: datetime, values: Values, place: Place) -> Due | None:
    if clock.span in BY_CALENDAR:
        return BY_CALENDAR[clock.span](place.calendar, base, int(clock.number), place.unit)
    limit = _limit(clock, run, place)
    minutes = minutes_for(limit, values) if limit else clock.number * {"hours": 60, "minutes": 1}[clock.span]
    if minutes is None:
        return None
    span = timedelta(minutes=minutes)
    return Due((base - span if clock.is_before else base + span).astimezone(UTC), False)


def _resumed(clock: Clock, run: RunningClock, at: datetime, place: Place) -> RunningClock:
    """Due later by what the pause lasted: hours by the clock, days by the calendar.

    Of days, that of the pause is not counted and that of the resuming is: as much is left after it as was before.
    What was overdue when the pause began stays as overdue as it was.
    """
    if not run.paused_at:
        return run
    paused_at, going_on = run.paused_at, replace(run, paused_at=None)
    if not run.due_at or paused_at > run.due_at:
        return going_on
    if clock.span not in BY_CALENDAR:
        return replace(going_on, due_at=run.due_at + (at - paused_at))
    first, last = place.calendar.day_of(paused_at), place.calendar.day_of(at)
    if clock.span == "working_days":
        lasted, later = working_days_between(place.calendar, first, last), after_working_days
    else:
        lasted, later = (last - first).days, after_days
    if not lasted:
        return going_on
    due = later(place.calendar, run.due_at, lasted, place.unit)
    return replace(
        going_on, due_at=due.at, calendar=place.calendar.version, is_provisional=run.is_provisional or due.is_provisional
    )


def _moment(value: object, place: Place) -> datetime | None:
    """A moment field's value, or the beginning of a day field's day where the office is; None where nothing is given."""
    if not value:
        return None
    moment = datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=place.calendar.zone)


def _given(value: object) -> set[str]:
    """What a field says, as a set of ids; yes and no for a yes_no."""
    if isinstance(value, bool):
        return {"yes" if value else "no"}
    return {str(part) for part in value} if isinstance(value, list | tuple) else {str(value)}

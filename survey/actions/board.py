"""The head's board: open cases by unit and by person, what was reopened, and how much is done in time."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from survey.actions.due import Waiting, open_cases, programmes_in_sight, sorted_work
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.handling.due import ORDER
from survey.domain.handling.in_time import InTime, in_time
from survey.domain.handling.kind import CaseKind
from survey.domain.handling.clock import Clock
from survey.domain.keeping.actor import NotAllowed
from survey.domain.noticing.rate_change import RateChange, rate_change
from survey.store.case_events import events_frame, fell_due_frame
from survey.store.cases import Sight, runs_of

DAYS = (30, 90)


@dataclass(frozen=True)
class Load:
    """How many open cases somebody has: overdue, due today, later, without a clock."""

    id: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Rate:
    """How much of what fell due by one clock was done in time, over each of DAYS; the first of them against the rest of the last."""

    programme: Programme
    kind: CaseKind
    clock: Clock
    found: tuple[InTime, ...]

    @property
    def change(self) -> RateChange:
        return rate_change(self.found[0], self.found[-1])


@dataclass(frozen=True)
class Board:
    """What a head sees; every case in it is within reach.

    work     all open cases, what presses most first.
    units    by the unit with which they lie; persons: by who handles them, or by whom a clock is counted to.
    reopened by case, columns of EVENTS, one row a reopening of the last 90 days.
    rates    of clocks by which anything fell due.
    """

    work: tuple[Waiting, ...]
    units: tuple[Load, ...]
    persons: tuple[Load, ...]
    reopened: pd.DataFrame
    rates: tuple[Rate, ...]


def read_board(office: Office, now: datetime) -> Board:
    """The board of all programmes within reach; NotAllowed for who has none. Persons only for who may see them."""
    office.leave("see_board")
    work = sorted_work(list(open_cases(office, "see_board", now)))
    sights = programmes_in_sight(office, "see_board")
    since = now - timedelta(days=max(DAYS))
    return Board(
        work,
        _loads(work, lambda item: {item.case.at_unit or item.case.unit}),
        _loads(_of_shown_persons(office, work), persons_of),
        pd.concat([_reopened(office, programme, since, sight) for programme, sight in sights], ignore_index=True),
        tuple(rate for programme, sight in sights for rate in _rates(office, programme, since, now, sight)),
    )


def _loads(work: Iterable[Waiting], whose: Callable[[Waiting], set[str]]) -> tuple[Load, ...]:
    """Those with most overdue first."""
    counted = Counter((id, item.when) for item in work for id in whose(item))
    loads = [Load(id, tuple(counted[id, when] for when in ORDER)) for id in sorted({id for id, _when in counted})]
    return tuple(sorted(loads, key=lambda load: [-count for count in load.counts]))


def persons_of(item: Waiting) -> set[str]:
    """Who handles a case, and to whom its running clocks are counted."""
    named = {str(item.case.coded.get(one.clock.person) or "") for one in item.deadlines if one.clock.person}
    return (named | {item.case.handler}) - {""}


def _of_shown_persons(office: Office, work: Iterable[Waiting]) -> list[Waiting]:
    return [item for item in work if may_see_persons(office, item.case.programme, item.case.unit, item.case.at_unit)]


def may_see_persons(office: Office, programme: str, *units: str) -> bool:
    """Whether the actor may see who works at a case that lies with one of these units."""
    try:
        leave = office.leave("see_work_of_persons", programme)
    except NotAllowed:
        return False
    return any(leave.covers(unit) for unit in units if unit)


def _reopened(office: Office, programme: Programme, since: datetime, sight: Sight) -> pd.DataFrame:
    """Reopenings count towards a difficult issue (measures.md 7)."""
    moves = {kind.id: sorted(kind.reopenings) for kind in programme.case_kinds if kind.reopenings}
    return events_frame(office.database, programme.id, moves, since, sight=sight)


def _rates(office: Office, programme: Programme, since: datetime, now: datetime, sight: Sight) -> list[Rate]:
    frame = fell_due_frame(office.database, programme.id, since, now, sight)
    found = []
    for kind in programme.case_kinds:
        of_kind = frame[frame["kind"] == kind.id]
        for clock in kind.clocks:
            runs = runs_of(of_kind[of_kind["clock"] == clock.id])
            if runs:
                shares = (in_time(clock, runs, now - timedelta(days=days), now) for days in DAYS)
                found.append(Rate(programme, kind, clock, tuple(shares)))
    return found

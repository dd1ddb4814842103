"""What is due: open cases with their running clocks, and those that wait for whoever asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime


from survey.actions.office import Office
from survey.actions.scenes import as_case, sight_of, who_at
from survey.domain.asking.programme import Programme
from survey.domain.handling.case import Case
from survey.domain.handling.clock import Place, RunningClock
from survey.domain.handling.due import (
    ORDER, UNTIMED, Deadline, deadline, escalated_to, in_order, notices_ahead,
)
from survey.domain.handling.kind import CaseKind, Move
from survey.domain.keeping.actor import NotAllowed
from survey.store.cases import EVERYTHING, Sight, cases_frame, clocks_frame, runs_by_case


@dataclass(frozen=True)
class Waiting:
    """An open case, as it stands now.

    deadlines    its running clocks, what presses most first.
    notices      what would have to be told today, should anybody want to put off what is agreed.
    moves        the steps that wait for whoever asks.
    escalated    roles whose work it has become; is_escalated: the asker's among them.
    """

    case: Case
    kind: CaseKind
    deadlines: tuple[Deadline, ...]
    notices: tuple[Deadline, ...] = ()
    moves: tuple[Move, ...] = ()
    escalated: frozenset[str] = frozenset()
    is_escalated: bool = False

    @property
    def when(self) -> str:
        return self.deadlines[0].when if self.deadlines else UNTIMED

    @property
    def is_first_in_line(self) -> bool:
        return self.kind.is_first_in_line(self.case.coded)


def list_work(office: Office, now: datetime) -> tuple[Waiting, ...]:
    """Open cases that wait for the actor, over all programmes within reach; NotAllowed for who has none.

    It waits where the actor may take it on now, or where it became the work of one of the actor's roles.
    What is first in line comes before all others, then what presses most; what has no clock comes last, oldest first.
    """
    office.leave("see_work")
    mine = [_for_actor(office, item) for item in open_cases(office, "see_work", now)]
    return sorted_work([item for item in mine if item.moves or item.is_escalated])


def sorted_work(work: Sequence[Waiting]) -> tuple[Waiting, ...]:
    return tuple(sorted(work, key=_urgency))


def _urgency(item: Waiting) -> tuple:
    first = item.deadlines[0] if item.deadlines else None
    act_by = first.act_by.timestamp() if first and first.act_by else float("inf")
    return not item.is_first_in_line, ORDER.index(item.when), act_by, item.case.opened_on, item.case.entered_at


def _for_actor(office: Office, item: Waiting) -> Waiting:
    who = who_at(office, item.case, item.kind)
    moves = tuple(move for move in item.kind.moves_from(item.case.state, who) if _takes_on(move, item))
    return Waiting(
        item.case, item.kind, item.deadlines, item.notices, moves, item.escalated, bool(item.escalated & who)
    )


def _takes_on(move: Move, item: Waiting) -> bool:
    """Whether a step is one that the case waits for: it leads on, or stops a clock; nobody waits for a correction."""
    stops = {id for one in item.deadlines for id in one.clock.stops}
    drops = {id for one in item.deadlines for id in one.clock.drops}
    leads_on = move.target not in ("", item.case.state) and move.id not in drops - stops
    return not move.is_correction and (leads_on or move.id in stops)


def open_cases(office: Office, action: str, now: datetime) -> Iterator[Waiting]:
    """All open cases that the actor sees by this action, in every programme; nothing where it sees none."""
    for programme, sight in programmes_in_sight(office, action):
        yield from open_cases_of(office, programme, now, sight)


def programmes_in_sight(office: Office, action: str) -> list[tuple[Programme, Sight]]:
    found = []
    for programme in office.declarations.programmes.values():
        try:
            found.append((programme, sight_of(office, action, programme.id)))
        except NotAllowed:  # of this programme the actor sees nothing
            continue
    return found


def open_cases_of(office: Office, programme: Programme, now: datetime, sight: Sight = EVERYTHING) -> list[Waiting]:
    states_of = {kind.id: kind.open_states for kind in programme.case_kinds}
    cases = cases_frame(office.database, programme.id, sight=sight, states_of=states_of)
    runs = runs_by_case(clocks_frame(office.database, list(cases["id"])))
    kinds = {kind.id: kind for kind in programme.case_kinds}
    return [_waiting(office, programme, kinds[row["kind"]], as_case(row), runs, now) for row in cases.to_dict("records")]


def _waiting(
    office: Office, programme: Programme, kind: CaseKind, case: Case, runs: dict[str, list[RunningClock]], now: datetime
) -> Waiting:
    declared, own = office.declarations, runs.get(case.id, [])
    place = Place(declared.calendar, declared.unit(case.unit), programme.limits)
    clocks = {clock.id: clock for clock in kind.clocks}
    found = [deadline(clocks[run.clock], run, now, place.calendar, place.unit) for run in own if run.clock in clocks]
    deadlines = in_order([item for item in found if item])
    return Waiting(
        case, kind, deadlines,
        notices=notices_ahead(kind, case.state, own, case.coded, now, place),
        escalated=escalated_to(kind, deadlines, now, place.calendar),
    )

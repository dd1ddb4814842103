"""What a register shows and offers: its cases with what is due next, what belongs together, what may be opened where."""

from datetime import datetime

import pandas as pd

from survey.actions.handling import clocks_of, list_cases
from survey.actions.office import Office
from survey.actions.scenes import case_kind, sight_of
from survey.domain.asking.people import Unit
from survey.domain.columns import CASES, empty
from survey.domain.counting.period import ALL, Period
from survey.domain.handling.case import Case
from survey.domain.handling.clock import RunningClock, standing
from survey.domain.handling.kind import CaseKind
from survey.domain.keeping.actor import NotAllowed
from survey.store import cases

REGISTER = (*CASES, "clock", "due_at", "verdict")


def list_register(
    office: Office, programme: str, now: datetime, period: Period = ALL, units: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Cases that the actor may see, newest first, each with the clock that is due next; columns REGISTER.

    The three last are "", None and "" where nothing runs.
    """
    found = list_cases(office, programme, period, units, kinds=kinds)
    runs = cases.clocks_frame(office.database, list(found["id"]))
    by_case = cases.runs_by_case(runs)
    next_ones = [_next(case_kind(office, programme, row.kind), by_case.get(row.id, ()), now) for row in found.itertuples()]
    due = pd.DataFrame(next_ones, columns=["clock", "due_at", "verdict"], index=found.index, dtype=object)
    return pd.concat([found, due], axis=1)[list(REGISTER)]


def _next(kind: CaseKind, runs: tuple[RunningClock, ...], now: datetime) -> tuple[str, datetime | None, str]:
    """The running clock that is due first; one whose limit is not known yet comes last."""
    running = [run for run in runs if not run.ended_at]
    if not running:
        return "", None, ""
    first = min(running, key=lambda run: (run.due_at is None, run.due_at or now))
    return first.clock, first.due_at, standing(kind.clock(first.clock), first, now)


def clock_runs(office: Office, id: str, programme: str) -> tuple[RunningClock, ...]:
    """The runs of the clocks of one case that the actor may see."""
    return cases.runs_of(clocks_of(office, id, programme))


def kinds_in_sight(office: Office, programme: str) -> tuple[CaseKind, ...]:
    """The kinds of a programme with which the actor has to do; none where it may list no cases."""
    try:
        seen = sight_of(office, "list_cases", programme).kinds
    except NotAllowed:
        return ()
    declared = office.declarations.programme(programme).case_kinds
    return tuple(sorted((kind for kind in declared if kind.id in seen), key=lambda kind: kind.order))


def units_in_reach_of(office: Office, action: str, programme: str) -> frozenset[str] | None:
    """The units for which the actor may do it, the own cases' among them; None for all, empty where it may not at all."""
    try:
        return office.leave(action, programme).units
    except NotAllowed:
        return frozenset()


def places_to_open(office: Office, programme: str) -> dict[str, tuple[Unit, ...]]:
    """By kind, the units for which the actor may open a case; kinds without such a unit are left out."""
    declared, permissions = office.declarations, office.declarations.permissions
    try:
        leave = office.leave("open_case", programme)
    except NotAllowed:
        return {}
    places = {}
    for kind in sorted(declared.programme(programme).case_kinds, key=lambda kind: kind.order):
        units = (unit for unit in declared.units_of(kind.unit_kinds) if leave.covers(unit.id))
        held = {unit: permissions.roles_at(office.actor, programme, {unit.id}) for unit in units}
        places[kind.id] = tuple(unit for unit, roles in held.items() if roles & kind.opening.who)
    return {kind: units for kind, units in places.items() if units}


def linked_cases(office: Office, case: Case) -> pd.DataFrame:
    """What the case came from and what came from it, in any programme, as far as the actor may see it; columns CASES."""
    found = []
    for programme in office.declarations.programmes:
        try:
            sight = sight_of(office, "list_cases", programme)
        except NotAllowed:
            continue
        found.append(cases.cases_frame(office.database, programme, source=case.id, sight=sight))
        if case.source:
            found.append(cases.cases_frame(office.database, programme, id=case.source, sight=sight))
    some = [frame for frame in found if not frame.empty]
    return pd.concat(some, ignore_index=True) if some else empty(CASES)

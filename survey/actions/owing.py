"""Who owes what: open cases that are overdue or soon due, and issues that are being mended."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from survey.actions.board import may_see_persons, persons_of
from survey.actions.due import Waiting, open_cases, sorted_work
from survey.actions.mending import list_issue_cases
from survey.actions.office import Office
from survey.domain.handling.due import OVERDUE, TODAY, Deadline
from survey.domain.handling.light import GREEN, RED, YELLOW, light
from survey.domain.keeping.actor import NotAllowed

PRESSING = (RED, YELLOW)


@dataclass(frozen=True)
class Debt:
    """An open case that presses: red where a clock is overdue, yellow where one is due today or in its last fifth.

    unit     with which it lies; persons: who handles it or to whom a clock is counted, () for who may not see them.
    """

    item: Waiting
    light: str
    unit: str
    persons: tuple[str, ...]


@dataclass(frozen=True)
class Load:
    """How many pressing cases a unit or a person has."""

    id: str
    red: int
    yellow: int


@dataclass(frozen=True)
class Owed:
    """Of the units of one programme, over the cases of all programmes that the actor may list.

    debts   what presses most first; units, persons: the same counted, those with most overdue first.
    issues  columns ISSUE_CASES: those whose clock runs, red, then yellow, then green, what is due first first.
    """

    debts: tuple[Debt, ...]
    units: tuple[Load, ...]
    persons: tuple[Load, ...]
    issues: pd.DataFrame


def read_owed(office: Office, programme: str, now: datetime) -> Owed | None:
    """None for who may list no cases. Issues that are mended stand in `issues` alone."""
    try:
        issues = list_issue_cases(office, now)
    except NotAllowed:
        return None
    kinds = office.declarations.programme(programme).unit_kinds
    units = {unit.id for unit in office.declarations.units_of(kinds)}
    work = sorted_work([item for item in open_cases(office, "list_cases", now) if not item.kind.remeasures])
    debts = tuple(debt for item in work if (debt := _debt(office, item, now)) and debt.unit in units)
    by_unit, by_person = ((debt.unit, debt.light) for debt in debts), ((id, debt.light) for debt in debts for id in debt.persons)
    return Owed(debts, _loads(by_unit), _loads(by_person), _running(issues[issues["unit"].isin(units)]))


def _debt(office: Office, item: Waiting, now: datetime) -> Debt | None:
    colours = {_light(one, now) for one in item.deadlines}
    found = next((colour for colour in PRESSING if colour in colours), None)
    if found is None:
        return None
    case = item.case
    is_named = may_see_persons(office, case.programme, case.unit, case.at_unit)
    return Debt(item, found, case.at_unit or case.unit, tuple(sorted(persons_of(item))) if is_named else ())


def _light(one: Deadline, now: datetime) -> str:
    """A clock that stands still presses nobody, unless it was overdue when it stopped."""
    if one.when in (OVERDUE, TODAY):
        return RED if one.when == OVERDUE else YELLOW
    return GREEN if one.run.paused_at else light(one.run, now)


def _loads(whose: Iterable[tuple[str, str]]) -> tuple[Load, ...]:
    counts = Counter(whose)
    loads = [Load(id, counts[id, RED], counts[id, YELLOW]) for id in sorted({id for id, _light in counts})]
    return tuple(sorted(loads, key=lambda load: (-load.red, -load.yellow)))


def _running(issues: pd.DataFrame) -> pd.DataFrame:
    order = [RED, YELLOW, GREEN]
    running = issues[issues["light"].isin(order)]
    return running.sort_values(
        ["light", "due_at"], key=lambda column: column.map(order.index) if column.name == "light" else column, ignore_index=True
    )

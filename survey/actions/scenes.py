"""Who somebody is to a case, which cases somebody sees, and what the house knows when a step is taken."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

import pandas as pd

from survey.actions.office import Office
from survey.actions.remeasuring import measure
from survey.domain.asking.programme import Declarations
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case, Scene, Step
from survey.domain.handling.clock import Place, RunningClock, tick
from survey.domain.handling.field import Known, Reading
from survey.domain.handling.kind import CITIZEN, HANDLER, TARGET, CaseKind
from survey.domain.keeping.actor import CITIZEN_ROLE
from survey.locale import _
from survey.store import cases
from survey.store.cases import Sight
from survey.store.contacts import has_contact


def case_kind(office: Office, programme: str, kind: str) -> CaseKind:
    for declared in office.declarations.programme(programme).case_kinds:
        if declared.id == kind:
            return declared
    raise SurveyError(_("事项类型"), _("没有“{id}”。").format(id=kind[:40]), _("请从页面里选择。"))


def sight_of(office: Office, action: str, programme: str) -> Sight:
    """Which cases of a programme the actor sees by an action of the table; NotAllowed for none.

    A kind is seen by whoever has a step to take in it: a finding about a colleague is not the window's business.
    """
    leave = office.leave(action, programme)
    held = office.declarations.permissions.roles_at(office.actor, programme) | {HANDLER}
    kinds = frozenset(kind.id for kind in office.declarations.programme(programme).case_kinds if kind.readers & held)
    own = office.actor.id if leave.is_own_only else ""
    return Sight(frozenset() if leave.is_own_only else leave.units, office.actor.person, own, kinds)


def find_case(office: Office, action: str, programme: str, id: str) -> Case:
    """The case, if the actor may see it by this action; NotAllowed where it may not, SurveyError where there is none."""
    sight = sight_of(office, action, programme)
    found = cases.cases_frame(office.database, programme, id=id, sight=sight)
    if not found.empty:
        return as_case(found.iloc[0])
    if cases.cases_frame(office.database, programme, id=id).empty:
        raise SurveyError(_("事项"), _("没有这件事项。"), _("请刷新页面核对。"))
    raise office.not_allowed(action, _("这不在您负责的范围里。"))


def as_case(row: Mapping | pd.Series) -> Case:
    return Case(**{name: row[name] for name in Case.__dataclass_fields__})


def steps_taken(office: Office, id: str) -> list[Step]:
    frame = cases.steps_frame(office.database, [id])
    return [Step(**{name: row[name] for name in Step.__dataclass_fields__}) for row in frame.to_dict("records")]


def scene_at(office: Office, case: Case, kind: CaseKind, now: datetime, is_reachable: bool | None = None) -> Scene:
    """The actor at a case; `is_reachable` says of one that is about to be opened whether it comes with a contact."""
    if is_reachable is None:
        is_reachable = has_contact(office.database, case.id)
    measured = measure(office, kind, vars(case), now)
    return Scene(
        by=office.actor.name, actor=office.actor.id, person=office.actor.person, who=who_at(office, case, kind),
        reading=Reading(office.zone, now, known_in(office.declarations, case.programme)),
        is_open=is_open_at(office, case.unit), is_reachable=is_reachable, outcome=measured.verdict if measured else "",
    )


def who_at(office: Office, case: Case, kind: CaseKind) -> frozenset[str]:
    """The actor's roles at the case's units, and what it is to the case itself."""
    permissions, person = office.declarations.permissions, office.actor.person
    roles = permissions.roles_at(office.actor, case.programme, {case.unit, case.at_unit} - {""})
    if CITIZEN_ROLE in roles and len(roles) > 1:  # the console
        return roles | {HANDLER, TARGET, CITIZEN}
    own = ((HANDLER, case.handler), (TARGET, case.target))
    return roles | {name for name, id in own if person and id == person}


def known_in(declared: Declarations, programme: str) -> Known:
    return Known(
        {person.id: person.role for person in declared.persons.values()},
        {unit.id: unit.kind for unit in declared.units.values()},
        frozenset(declared.areas),
        frozenset(declared.programme(programme).rated_questions),
    )


def is_open_at(office: Office, unit: str) -> Callable[[datetime], bool]:
    """Whether the office of a unit is open at a moment."""
    return partial(office.declarations.calendar.is_open, office.declarations.unit(unit))


def clocks_after(
    office: Office, before: Case | None, after: Case, step: Step, running: tuple[RunningClock, ...] = ()
) -> tuple[RunningClock, ...]:
    """All clocks of the case after a step; `before` is None for the opening."""
    declared = office.declarations
    programme, kind = declared.programme(after.programme), case_kind(office, after.programme, after.kind)
    place = Place(declared.calendar, declared.unit(after.unit), programme.limits)
    given = before.coded if before else {}
    return tick(kind.clocks, running, step.move, step.happened_at, after.coded, given, place, step.at)

"""A case of the service centre, told step by step, as tests of its registers need it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from survey.domain.asking.programme import Declarations
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case, Scene, Step, Wanted, move_case, open_case
from survey.domain.handling.clock import Place, RunningClock, tick, verdict
from survey.domain.handling.field import Known, Reading
from survey.domain.handling.kind import CaseKind

CHINA = ZoneInfo("Asia/Shanghai")
NINE = datetime(2026, 11, 25, 9, tzinfo=CHINA)  # a Wednesday


@dataclass(frozen=True)
class Story:
    """One case, what was done to it, and how its clocks run; every step is entered as it happens; whoever came can be reached."""

    kind: CaseKind
    known: Known
    place: Place
    case: Case
    steps: Sequence[Step] = ()
    runs: tuple[RunningClock, ...] = ()
    is_reachable: bool = True

    def begins(self, fields: dict, at: datetime, actor: str = "clerk") -> "Story":
        return self.after(*open_case(self.case, self.kind, Wanted("open", fields=fields), self.scene(at, actor)))

    def then(self, move: str, at: datetime, note: str = "", actor: str = "clerk", person: str = "", **fields) -> "Story":
        wanted, scene = Wanted(move, note, fields), self.scene(at, actor, person, self.kind.move(move).who)
        return self.after(*move_case(self.case, self.kind, self.steps, wanted, scene))

    def after(self, case: Case, step: Step) -> "Story":
        before = self.case.coded
        runs = tick(self.kind.clocks, self.runs, step.move, step.happened_at, case.coded, before, self.place)
        return replace(self, case=case, steps=(*self.steps, step), runs=runs)

    def scene(self, at: datetime, actor: str, person: str = "", who: frozenset[str] | None = None) -> Scene:
        """Whoever acts holds every role that the step asks for: who may do what is another test's matter."""
        calendar, unit = self.place.calendar, self.place.unit
        reading, is_open = Reading(CHINA, at, self.known), partial(calendar.is_open, unit)
        return Scene(actor, actor, person, who or self.kind.readers, reading, is_open, self.is_reachable)

    def verdicts(self, clock: str, now: datetime = NINE) -> list[str]:
        return [verdict(run, now) for run in self.runs if run.clock == clock]


def kind_of(declarations: Declarations, id: str) -> CaseKind:
    return next(kind for kind in declarations.programme("centre").case_kinds if kind.id == id)


def story_of(declarations: Declarations, id: str) -> Story:
    """A case of a kind that nobody has entered yet."""
    known = Known(
        {person.id: person.role for person in declarations.persons.values()},
        {unit.id: unit.kind for unit in declarations.units.values()},
    )
    kind = kind_of(declarations, id)
    case = Case(
        "case-number-0001", "centre", id, "window-civil", "", "", False, kind.channels[0].id, kind.states[0].id,
        NINE.date(), NINE, "sheet",
    )  # fmt: skip
    return Story(kind, known, Place(declarations.calendar, declarations.unit("window-civil")), case)


def refused(act) -> str:
    with pytest.raises(SurveyError) as refusal:
        act()
    return str(refusal.value)

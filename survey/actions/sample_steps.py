"""The steps of one case of the sample year: who takes each, when, and with what."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial

import numpy as np

from survey.actions.remeasuring import measurement
from survey.actions.sample_again import answers_again
from survey.actions.sample_chance import one_of, pick
from survey.declarations.sample_case_plan import BatchPlan, BookPlan, PathPlan, Span, StepPlan, Value
from survey.domain.asking.people import Unit
from survey.domain.asking.programme import Declarations
from survey.domain.asking.response import Response
from survey.domain.handling.calendar import Calendar
from survey.domain.handling.case import Case, Scene, Step, Wanted, move_case, open_case
from survey.domain.handling.clock import Place, RunningClock, tick
from survey.domain.handling.field import Field, Known, Reading
from survey.domain.handling.kind import CITIZEN, HANDLER, TARGET, CaseKind, Move


@dataclass
class Way:
    """One case on its way; every step passes the rules of its kind, as if somebody had entered it."""

    declarations: Declarations
    plan: BookPlan
    kind: CaseKind
    batch: BatchPlan
    rng: np.random.Generator
    known: Known
    is_reachable: bool
    steps: list[Step] = field(default_factory=list)
    runs: tuple[RunningClock, ...] = ()
    responses: list[Response] = field(default_factory=list)
    at: str = ""

    def taken(self, case: Case, path: PathPlan, end: datetime) -> Case:
        """The case after those of the path's steps that fall before `end`."""
        self.at, opening = f"{path.id} {self.kind.opening.id}", self.kind.opening
        wanted = Wanted(opening.id, "", self._fields(case, opening, {}, case.entered_at))
        by = CITIZEN if case.channel in self.plan.written else ""
        case, step = open_case(case, self.kind, wanted, self._scene(case, opening, case.entered_at, by))
        self._ticked(None, case, step)
        share = self.plan.late_of.get(case.unit, self.plan.late)
        for planned in (step for step in path.steps for _time in range(step.times)):
            if self.rng.random() >= planned.chance:
                continue
            self.at = f"{path.id} {planned.move}"
            is_late = planned.late is not None and self.rng.random() < share
            now = self._when(case, planned.late if is_late else planned.after)
            if now >= end:
                break
            move = self.kind.move(planned.move)
            wanted = Wanted(move.id, self._note(planned), self._fields(case, move, planned.fields, now))
            before = case
            case, step = move_case(case, self.kind, self.steps, wanted, self._scene(case, move, now, planned.by))
            self._ticked(before, case, step)
            if planned.again:
                asked = answers_again(self.declarations.programme(case.programme), self.kind, case, planned.again, now, self.rng)
                self.responses += [answer for answer in asked if answer.entered_at < end]
        return case

    def _ticked(self, before: Case | None, after: Case, step: Step) -> None:
        self.steps.append(step)
        programme = self.declarations.programme(after.programme)
        place = Place(self.declarations.calendar, self.declarations.unit(after.unit), programme.limits)
        given = before.coded if before else {}
        self.runs = tick(self.kind.clocks, self.runs, step.move, step.happened_at, after.coded, given, place)

    def _when(self, case: Case, span: Span) -> datetime:
        """After the step before, never earlier than it."""
        last = self.steps[-1].happened_at
        at = later(self.declarations.calendar, self.declarations.unit(case.unit), self._base(case, span, last), span, self.rng)
        return max(at.astimezone(UTC), last + timedelta(minutes=1))

    def _base(self, case: Case, span: Span, now: datetime) -> datetime:
        """The moment a span counts from; a day begins at nine."""
        if not span.base:
            return now
        base = datetime.fromisoformat(str(case.coded[span.base]))
        return base if base.tzinfo else base.replace(hour=9, tzinfo=self.declarations.calendar.zone)

    def _note(self, planned: StepPlan) -> str:
        notes = planned.notes or self.batch.notes.get(planned.move) or self.plan.notes.get(planned.move)
        return one_of(self.rng, notes) if notes else ""

    def _fields(self, case: Case, move: Move, given: dict[str, Value], now: datetime) -> dict[str, object]:
        """What the move needs, and what the plan gives besides; each may look at those before it."""
        usual = self.plan.fields | self.batch.fields
        told = given | {id: usual[id] for id in move.needs if id not in given}
        if move is self.kind.opening:
            told |= {id: value for id, value in self.batch.fields.items() if id in move.fields}
        found: dict[str, object] = {}
        for id in sorted(told, key=lambda id: (_depends_on(told[id]) in told, list(self.kind.fields).index(id))):
            found[id] = self._value(case, self.kind.fields[id], told[id], {**case.coded, **found}, now)
        return found

    def _value(self, case: Case, item: Field, value: Value, known: dict[str, object], now: datetime) -> object:
        if value.how == "constant":
            return value.given
        if value.how == "one_of":
            return pick(self.rng, value.given)
        if value.how == "some_of":
            return [id for id, share in value.given.items() if self.rng.random() < share] or list(value.given)[:1]
        if value.how == "texts":
            return one_of(self.rng, value.given)
        if value.how == "number":
            number = round(float(self.rng.uniform(value.low, value.high)), value.digits) + float(known.get(value.plus) or 0)
            return max(round(number, value.digits), -np.inf if item.least is None else item.least)
        if value.how == "time":
            return self._time(case, item, value.span, known, now)
        return one_of(self.rng, self._of_house(case, item, value, known))

    def _time(self, case: Case, item: Field, span: Span, known: dict[str, object], now: datetime) -> object:
        calendar = self.declarations.calendar
        base = datetime.fromisoformat(str(known[span.base])) if span.base else now
        base = base if base.tzinfo else base.replace(hour=9, tzinfo=calendar.zone)
        at = later(calendar, self.declarations.unit(case.unit), base, span, self.rng).replace(second=0, microsecond=0)
        at = min(at, now) if item.is_past else at
        return calendar.day_of(at) if item.type == "day" else at.isoformat()

    def _of_house(self, case: Case, item: Field, value: Value, known: dict[str, object]) -> list[str]:
        """Persons, areas or units that the field takes: of the case's unit, or of any."""
        declared, not_this = self.declarations, known.get(value.other_than)
        if item.type == "person":
            things = [p for p in declared.persons.values() if not item.roles or p.role in item.roles]
            own = [p.id for p in things if p.unit == case.at_unit] or [p.id for p in things if p.unit == case.unit]
        elif item.type == "area":
            things = list(declared.areas.values())
            own = [area.id for area in things if area.unit == case.unit]
        else:
            things = [u for u in declared.units.values() if not item.unit_kinds or u.kind in item.unit_kinds]
            own = [unit.id for unit in things if unit.id == case.unit]
            things = [unit for unit in things if unit.id != case.at_unit]
        found = own if value.is_own else [thing.id for thing in things]
        return [id for id in found if id != not_this] or found

    def _scene(self, case: Case, move: Move, at: datetime, by: str) -> Scene:
        """Whoever may take the step: a clerk by name, the person who handles it or is complained of, or the citizen."""
        calendar, unit = self.declarations.calendar, self.declarations.unit(case.unit)
        who, by, person = self._who(case, move, by)
        reading = Reading(calendar.zone, at, self.known)
        is_open = partial(calendar.is_open, unit)
        return Scene(by, by, person, frozenset({who}), reading, is_open, self.is_reachable, self._outcome(case, at))

    def _outcome(self, case: Case, at: datetime) -> str:
        """What those say who have answered again since the last acceptance."""
        about = self.kind.remeasures
        accepted = [step.at for step in self.steps if about and step.move == about.accepts]
        if not accepted:
            return ""
        programme = self.declarations.programme(case.programme)
        came = [answer for answer in self.responses if accepted[-1] <= answer.entered_at <= at]
        return measurement(programme, about, case.coded, came, self.declarations.calendar.day_of(at)).verdict

    def _who(self, case: Case, move: Move, by: str) -> tuple[str, str, str]:
        """Role, name, and the evaluated person; a clerk who did what another one has to do is left out."""
        may = frozenset({by}) if by else move.who
        for role, id in ((HANDLER, case.handler), (TARGET, case.target)):
            if role in may and id:
                return role, self.declarations.persons[id].name.zh, id
        if role := next((role for role in self.plan.clerks if role in may), ""):
            not_these = {id for rule in move.rules for id in rule.moves}
            movers = {step.by for step in self.steps if step.move in not_these}
            names = [name for name in self.plan.clerks[role] if name not in movers]
            return role, one_of(self.rng, names or self.plan.clerks[role]), ""
        return CITIZEN, "", ""


def _depends_on(value: Value) -> str:
    return value.plus or value.other_than or (value.span.base if value.span else "")


def later(calendar: Calendar, unit: Unit, base: datetime, span: Span, rng: np.random.Generator) -> datetime:
    """A moment that long after the base: small delays are likelier than great ones; at work if the span says so."""
    if span.low > 0:
        minutes = span.low * (span.high / span.low) ** rng.random()
    else:
        minutes = rng.uniform(span.low, span.high)
    at = base + timedelta(minutes=round(float(minutes)))
    return _at_work(calendar, unit, at, rng) if span.at_work else at


def _at_work(calendar: Calendar, unit: Unit, at: datetime, rng: np.random.Generator) -> datetime:
    """That moment, or soon after the unit's office opens next."""
    if calendar.is_open(unit, at):
        return at
    soon, there = timedelta(minutes=int(rng.integers(1, 60))), at.astimezone(calendar.zone)
    hours, day = calendar.hours_of(unit), there.date()
    opens = [time_ for time_ in (hours.opens, hours.noon and hours.noon[1]) if time_ and time_ >= there.time()]
    if calendar.is_working_day(day) and opens:
        return datetime.combine(day, opens[0], calendar.zone) + soon
    return datetime.combine(calendar.next_working_day(day), hours.opens or time(9), calendar.zone) + soon

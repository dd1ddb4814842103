"""The sample year's book of cases: what is entered, and how it is handled until the year ends."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from survey.actions.sample_chance import one_of, pick
from survey.declarations.sample_plan import BookPlan, Matter
from survey.domain.asking.programme import Declarations
from survey.domain.handling.case import Case, Scene, Step, Wanted, move_case, open_case
from survey.domain.handling.field import Reading
from survey.domain.handling.kind import OPENING, CaseKind

SATURDAY = 5


def book_of(declarations: Declarations, plan: BookPlan, year: int, origin: str) -> tuple[list[Case], list[Step]]:
    """The plan's cases in the order they were opened, as they stand when the year ends, and all their steps."""
    rng = np.random.default_rng([plan.seed, year])
    kind = next(k for k in declarations.programme(plan.programme).case_kinds if k.id == plan.kind)
    entries = sorted(_entries(plan, year, rng), key=lambda entry: entry[0])
    cases, steps = [], []
    for number, (day, matter, text) in enumerate(entries, 1):
        entered_at = _working_hour(day, rng)
        opened = Case(
            id=f"{origin}-{plan.kind}-{number:05}",
            programme=plan.programme,
            kind=plan.kind,
            unit=(unit := one_of(rng, matter.units)),
            at_unit=unit,
            topic=matter.topic,
            text=text,
            wants_answer=bool(rng.random() < matter.wants_answer),
            channel=pick(rng, plan.channels),
            state=kind.states[0].id,
            opened_on=day,
            entered_at=entered_at,
            origin=origin,
        )
        case, taken = _handled(opened, kind, plan, matter, datetime(year + 1, 1, 1, tzinfo=UTC), rng)
        cases.append(case)
        steps += taken
    return cases, steps


def _entries(plan: BookPlan, year: int, rng: np.random.Generator) -> Iterator[tuple[date, Matter, str]]:
    for matter in plan.matters:
        texts = rng.permutation(matter.texts)
        for number in range(matter.entries):
            first = date(year, one_of(rng, matter.months), 1)
            text = one_of(rng, matter.openings) + str(texts[number % len(texts)])
            yield first + timedelta(days=int(rng.integers(28))), matter, text


def _handled(
    case: Case, kind: CaseKind, plan: BookPlan, matter: Matter, end: datetime, rng: np.random.Generator
) -> tuple[Case, list[Step]]:
    """The case after the moves that fall before `end`."""
    case, opening = open_case(case, kind, Wanted(OPENING), _scene(one_of(rng, plan.clerks), kind, case.entered_at))
    steps, at = [opening], case.entered_at
    for move, note, days in _moves(case, plan, matter, rng):
        at = _working_hour((at + timedelta(days=days)).date(), rng, after=at)
        if at >= end:
            break
        scene = _scene(one_of(rng, plan.clerks), kind, at)
        case, step = move_case(case, kind, steps, Wanted(plan.moves[move], note), scene)
        steps.append(step)
    return case, steps


def _scene(clerk: str, kind: CaseKind, at: datetime) -> Scene:
    """A clerk who may take every step."""
    return Scene(clerk, clerk, "", kind.readers, Reading(ZoneInfo("UTC"), at), is_open=lambda moment: True)


def _moves(case: Case, plan: BookPlan, matter: Matter, rng: np.random.Generator) -> Iterator[tuple[str, str, float]]:
    """Which moves are taken, with what note, after how many days."""
    days = plan.days_to_answer * rng.lognormal(0, 0.6)
    note = one_of(rng, matter.notes)
    if rng.random() >= plan.answered_of.get(case.unit, plan.answered):
        return
    if not case.wants_answer:
        yield "file", note, days
        return
    yield "answer", note, days
    if rng.random() < plan.reopened:
        yield "reopen", one_of(rng, plan.reopening_words), 2 + rng.exponential(4)
        yield "answer", one_of(rng, matter.notes), days
    if rng.random() < plan.closed:
        yield "close", "", 1 + rng.exponential(3)


def _working_hour(day: date, rng: np.random.Generator, after: datetime | None = None) -> datetime:
    """A time of the working day (Monday to Friday, 9 to 17 in China), never before `after`."""
    if day.weekday() >= SATURDAY and after is not None:
        day += timedelta(days=7 - day.weekday())
    at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC) + timedelta(minutes=int(rng.integers(8 * 60)))
    return max(at, after + timedelta(minutes=20)) if after else at

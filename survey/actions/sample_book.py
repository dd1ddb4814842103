"""The sample year's books: what is entered of each kind, and how it is handled until the year ends."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np

from survey.actions.sample_chance import one_of, pick
from survey.actions.sample_steps import Way, later
from survey.actions.scenes import known_in
from survey.declarations.sample_case_plan import BatchPlan, BookPlan, Contacts, PathPlan
from survey.domain.asking.programme import Declarations
from survey.domain.asking.response import Response
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case, Step
from survey.domain.handling.clock import RunningClock
from survey.domain.handling.contact import NOBODY, Contact
from survey.domain.handling.kind import ALWAYS, NEVER, CaseKind


@dataclass
class Book:
    """Cases in the order they were opened, as they stand when the year ends, their steps, clocks and contacts.

    responses  of those who were asked again what a case is about.
    """

    cases: list[Case] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    clocks: dict[str, tuple[RunningClock, ...]] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    responses: list[Response] = field(default_factory=list)


def book_of(declarations: Declarations, plan: BookPlan, contacts: Contacts, year: int, origin: str) -> Book:
    rng, book = np.random.default_rng([plan.seed, year]), Book()
    kind = next(k for k in declarations.programme(plan.programme).case_kinds if k.id == plan.kind)
    known = known_in(declarations, plan.programme)
    entries = sorted(_entries(declarations, plan, year, rng), key=lambda entry: entry[0])
    for number, (opened_at, unit, batch, text) in enumerate(entries, 1):
        case = _opened(declarations, plan, kind, batch, rng, opened_at, unit)
        case = replace(case, id=f"{origin}-{plan.programme}-{plan.kind}-{number:05}", origin=origin, text=text)
        contact = _contact(plan, kind, case, contacts, rng)
        way = Way(declarations, plan, kind, batch, rng, known, bool(contact))
        try:
            case = way.taken(case, _path(plan, batch, case, rng), datetime(year + 1, 1, 1, tzinfo=declarations.calendar.zone))
        except SurveyError as refusal:
            raise SurveyError(f"books/{plan.file} {way.at}", refusal.what, refusal.instead) from refusal
        book.cases.append(case)
        book.steps += way.steps
        book.clocks[case.id] = way.runs
        book.responses += way.responses
        if contact:
            book.contacts[case.id] = contact
    return book


def _entries(
    declarations: Declarations, plan: BookPlan, year: int, rng: np.random.Generator
) -> Iterator[tuple[datetime, str, BatchPlan, str]]:
    """When each entry is made, about which unit, in what words."""
    for batch in plan.batches:
        texts = rng.permutation(batch.texts)
        for number, (day, unit) in enumerate(_days(batch, year, rng)):
            text = str(texts[number % len(texts)])
            nine = datetime(day.year, day.month, day.day, 9, tzinfo=declarations.calendar.zone)
            opened_at = later(declarations.calendar, declarations.unit(unit), nine, batch.at, rng).astimezone(UTC)
            if opened_at.astimezone(declarations.calendar.zone).year == year:
                yield opened_at, unit, batch, one_of(rng, batch.openings) + text if text else ""


def _days(batch: BatchPlan, year: int, rng: np.random.Generator) -> Iterator[tuple[date, str]]:
    for _entry in range(batch.entries):
        first = date(year, one_of(rng, batch.months), 1)
        yield first + timedelta(days=int(rng.integers(28))), one_of(rng, batch.units)
    for month in batch.months:
        for day in batch.days:
            first = date(year, month, 1) + timedelta(days=day - 1)
            yield from ((first, unit) for unit in batch.units)


def _opened(
    declarations: Declarations, plan: BookPlan, kind: CaseKind, batch: BatchPlan, rng: np.random.Generator,
    opened_at: datetime, unit: str,
) -> Case:
    wants_answer = bool(rng.random() < batch.wants_answer)
    return Case(
        id="", programme=plan.programme, kind=plan.kind, unit=unit, at_unit=unit, topic=batch.topic, text="",
        wants_answer={ALWAYS: True, NEVER: False}.get(kind.answer, wants_answer), channel=pick(rng, plan.channels),
        state=kind.states[0].id, opened_on=declarations.calendar.day_of(opened_at), entered_at=opened_at, origin="",
    )


def _path(plan: BookPlan, batch: BatchPlan, case: Case, rng: np.random.Generator) -> PathPlan:
    paths = {path.id: path for path in plan.paths if path.wants_answer in (None, case.wants_answer)}
    weights = batch.paths or {path.id: path.weight for path in plan.paths}
    return paths[pick(rng, {id: weight for id, weight in weights.items() if id in paths})]


def _contact(plan: BookPlan, kind: CaseKind, case: Case, contacts: Contacts, rng: np.random.Generator) -> Contact:
    """A made-up contact where one is needed, or left by chance by whoever wants an answer."""
    if not (kind.contact_needs or (kind.contact and case.wants_answer and rng.random() < plan.contact)):
        return NOBODY
    told = {
        "name": one_of(rng, contacts.names),
        "phone": f"0000-{int(rng.integers(10_000_000)):07}",
        "address": one_of(rng, contacts.addresses),
    }
    return Contact(**{name: told[name] for name in kind.contact})

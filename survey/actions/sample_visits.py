"""Who is asked in the sample year: when, where, by whom, and whom they met."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from survey.actions.sample_chance import one_of, pick
from survey.declarations.sample_plan import SurveyPlan
from survey.domain.asking.programme import Declarations

CROSSING = 3  # how far collectors move on each round, so that each meets many stations


@dataclass(frozen=True)
class Visit:
    """One occasion to answer; `person` is who was met, whether or not the answer will say so."""

    day: date
    unit: str
    mode: str
    person: str = ""
    area: str = ""
    collector: str = ""


@dataclass(frozen=True)
class Cast:
    """Who may be met in each unit, who carries sheets, and the modes with a collector and without, by weight."""

    people: Mapping[str, Sequence[str]]
    collectors: Sequence[str]
    keyed: Mapping[str, float]
    alone: Mapping[str, float]


def visits(declarations: Declarations, plan: SurveyPlan, year: int, rng: np.random.Generator) -> Iterator[Visit]:
    """The year's visits of one plan: free ones by month and unit, or rounds over every area."""
    collectors = [c.id for c in declarations.collectors.values() if c.programme == plan.programme]
    cast = Cast(
        people={unit: [p.id for p in declarations.persons.values() if p.unit == unit] for unit in plan.units},
        collectors=collectors if plan.is_collected else [],
        keyed={id: share for id, share in plan.modes.items() if declarations.mode(id).is_keyed},
        alone={id: share for id, share in plan.modes.items() if not declarations.mode(id).is_keyed},
    )
    if plan.responses:
        yield from _free(plan, cast, year, rng)
    else:
        yield from _rounds(declarations, plan, cast, year, rng)


def _free(plan: SurveyPlan, cast: Cast, year: int, rng: np.random.Generator) -> Iterator[Visit]:
    months = {str(month): share for month, share in enumerate(plan.months, 1)}
    for _number in range(plan.responses):
        month, unit, mode = int(pick(rng, months)), pick(rng, plan.units), pick(rng, plan.modes)
        first = date(year, month, 1)
        day = first + timedelta(days=int(rng.integers(_days_from(first, 1))))
        collector = one_of(rng, cast.collectors) if cast.collectors and mode in cast.keyed else ""
        yield Visit(day, unit, mode, _met(rng, cast.people[unit]), "", collector)


def _rounds(
    declarations: Declarations, plan: SurveyPlan, cast: Cast, year: int, rng: np.random.Generator
) -> Iterator[Visit]:
    """Every area in every round: a collector's sheets of one call, and those who answer by themselves."""
    months = declarations.programme(plan.programme).quota.months_per_round
    areas = [area for area in declarations.areas.values() if area.unit in plan.units]
    for number, first_month in enumerate(range(1, 13, months)):
        start = date(year, first_month, 1)
        length = _days_from(start, months)
        turns = rng.permutation(len(areas))
        for place, area in enumerate(areas):
            call = start + timedelta(days=int((turns[place] + 0.5) * (length - 3) / len(areas)))
            collector = cast.collectors[(place + CROSSING * number) % len(cast.collectors)]
            people = cast.people[area.unit]
            for _sheet in range(rng.integers(plan.sheets_per_area[0], plan.sheets_per_area[1] + 1)):
                day = call + timedelta(days=int(rng.integers(3)))
                yield Visit(day, area.unit, pick(rng, cast.keyed), _met(rng, people), area.id, collector)
            for _answer in range(rng.poisson(plan.self_filled)):
                day = start + timedelta(days=int(rng.integers(length)))
                yield Visit(day, area.unit, pick(rng, cast.alone), _met(rng, people), area.id)


def _met(rng: np.random.Generator, people: Sequence[str]) -> str:
    return one_of(rng, people) if people else ""


def _days_from(start: date, months: int) -> int:
    """Days in so many whole months of one year."""
    past = start.month - 1 + months
    return (date(start.year + past // 12, past % 12 + 1, 1) - start).days

"""Who is asked in the sample year: when, where, by whom, and whom they met."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

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


def pick(rng: np.random.Generator, weights: Mapping[str, float]) -> str:
    """One of the names, by weight."""
    names = list(weights)
    shares = np.fromiter(weights.values(), dtype=float)
    return names[rng.choice(len(names), p=shares / shares.sum())]


def visits(declarations: Declarations, plan: SurveyPlan, year: int, rng: np.random.Generator) -> Iterator[Visit]:
    """The year's visits of one plan: free ones by month and unit, or rounds over every area."""
    people = {unit: [p.id for p in declarations.persons.values() if p.unit == unit] for unit in plan.units}
    collectors = [c.id for c in declarations.collectors.values() if c.programme == plan.programme]
    keyed = {id: share for id, share in plan.modes.items() if declarations.mode(id).is_keyed}
    alone = {id: share for id, share in plan.modes.items() if id not in keyed}
    if plan.responses:
        yield from _free(plan, year, people, collectors if plan.is_collected else [], set(keyed), rng)
    else:
        yield from _rounds(declarations, plan, year, people, collectors, keyed, alone, rng)


def _free(plan, year, people, collectors, keyed, rng) -> Iterator[Visit]:
    months = {str(month): share for month, share in enumerate(plan.months, 1)}
    for _number in range(plan.responses):
        month, unit, mode = int(pick(rng, months)), pick(rng, plan.units), pick(rng, plan.modes)
        first = date(year, month, 1)
        day = first + timedelta(days=int(rng.integers(_days_in(first))))
        carried = collectors and mode in keyed
        yield Visit(day, unit, mode, _met(rng, people[unit]), "", str(rng.choice(collectors)) if carried else "")


def _rounds(declarations, plan, year, people, collectors, keyed, alone, rng) -> Iterator[Visit]:
    """Every area in every round: a collector's sheets of one call, and those who answer by themselves."""
    months = declarations.programme(plan.programme).quota.months_per_round
    areas = [area for area in declarations.areas.values() if area.unit in plan.units]
    for number, first_month in enumerate(range(1, 13, months)):
        start = date(year, first_month, 1)
        length = sum(_days_in(date(year, month, 1)) for month in range(first_month, first_month + months))
        turns = rng.permutation(len(areas))
        for place, area in enumerate(areas):
            call = start + timedelta(days=int((turns[place] + 0.5) * (length - 3) / len(areas)))
            collector = collectors[(place + CROSSING * number) % len(collectors)]
            for _sheet in range(rng.integers(plan.sheets_per_area[0], plan.sheets_per_area[1] + 1)):
                day = call + timedelta(days=int(rng.integers(3)))
                yield Visit(day, area.unit, pick(rng, keyed), _met(rng, people[area.unit]), area.id, collector)
            for _answer in range(rng.poisson(plan.self_filled)):
                day = start + timedelta(days=int(rng.integers(length)))
                yield Visit(day, area.unit, pick(rng, alone), _met(rng, people[area.unit]), area.id)


def _met(rng: np.random.Generator, people: Sequence[str]) -> str:
    return str(rng.choice(people)) if people else ""


def _days_in(first: date) -> int:
    return ((first + timedelta(days=31)).replace(day=1) - first).days

"""Who is responsible and who asks: units, areas, persons, collectors, modes."""

from dataclasses import dataclass

from survey.locale import Words


@dataclass(frozen=True)
class Unit:
    """A responsible unit: a ward, a pump station, a repair team, a window."""

    id: str
    kind: str
    name: Words
    phone: str = ""


@dataclass(frozen=True)
class Area:
    """A residential area, and the unit that serves it."""

    id: str
    unit: str
    name: Words


@dataclass(frozen=True)
class Person:
    """A member of staff who is evaluated; `role` picks the evaluation sheet."""

    id: str
    unit: str
    role: str
    name: Words


@dataclass(frozen=True)
class Collector:
    """A volunteer or staff representative who carries sheets, for one programme."""

    id: str
    programme: str
    name: Words


@dataclass(frozen=True)
class Mode:
    """How answers were taken; `is_keyed` modes are offered on the collector's sheet."""

    id: str
    name: Words
    is_keyed: bool

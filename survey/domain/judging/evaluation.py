"""A year's evaluation sheets: which indicators weigh how much, for whom."""

from dataclasses import dataclass
from datetime import date

from survey.locale import Words


@dataclass(frozen=True)
class Block:
    """What several items of a sheet stand for together, e.g. what the year end has to look at by name (B25)."""

    id: str
    title: Words
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """One line of a sheet.

    weight   points at full marks; a sheet's weights make 100.
    floor    the reading that earns nothing, and
    target   the reading that earns all of the weight; between them marks rise in a straight line.
    """

    indicator: str
    weight: float
    floor: float
    target: float
    block: Block | None = None


@dataclass(frozen=True)
class Sheet:
    """The evaluation sheet for units of some kinds, or for persons of some roles."""

    id: str
    title: Words
    unit_kinds: tuple[str, ...]
    roles: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def is_for_persons(self) -> bool:
        return bool(self.roles)


@dataclass(frozen=True)
class FocalRule:
    """When an item becomes a focal issue: its dissatisfied share's lower bound passes the line."""

    line: float
    least_answers: int


@dataclass(frozen=True)
class Veto:
    """What takes away the month's and the year's awards once it is verified and stands; never a score (measures.md 9).

    states  the final states of a case of the kind in which it stands; overturned on appeal it is in another one.
    fields  must have one of `values`, where there are any.
    person  the person field; unit_too: the yes_no field by which the answerable unit is barred as well.
    on      the day or moment field that says when it happened; what happened before `since` is not judged.
    until   what is lost: the awards of the "month", of the "year".
    verified  the moves that verify; ended: those that say how the appeal ended.
    """

    id: str
    name: Words
    programme: str
    kind: str
    clause: str
    states: tuple[str, ...]
    person: str
    on: str
    since: date
    until: tuple[str, ...]
    verified: tuple[str, ...]
    ended: tuple[str, ...]
    fields: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    unit_too: str = ""


@dataclass(frozen=True)
class Evaluation:
    """One year's rules; never edited after publishing."""

    year: int
    source: Words
    minimum: int
    focal: FocalRule
    sheets: tuple[Sheet, ...]
    vetoes: tuple[Veto, ...] = ()

"""A year's evaluation sheets: which indicators weigh how much, for whom."""

from dataclasses import dataclass

from survey.locale import Words


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
class Evaluation:
    """One year's rules; never edited after publishing."""

    year: int
    source: Words
    minimum: int
    focal: FocalRule
    sheets: tuple[Sheet, ...]

"""Marks: readings become points, and points a score that shows where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.judging.evaluation import Item, Sheet


@dataclass(frozen=True)
class Reading:
    """An indicator's value for one unit or person in one period; `n` answers or events behind it."""

    indicator: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Mark:
    """Points for one item of a sheet.

    weight  what the item counts here: its own weight, or more when a missing item handed its on.
    share   how far the reading lies from floor to target, 0-1; None when the item is missing.
    """

    item: Item
    reading: Reading | None
    weight: float
    share: float | None

    @property
    def points(self) -> float | None:
        return None if self.share is None else self.weight * self.share

    @property
    def is_missing(self) -> bool:
        return self.share is None


@dataclass(frozen=True)
class ScoreCard:
    """The marks of one unit or person; `total` is None when every item is missing (不足以评价)."""

    subject: str
    sheet: Sheet
    marks: tuple[Mark, ...]

    @property
    def total(self) -> float | None:
        points = [mark.points for mark in self.marks if mark.points is not None]
        return sum(points) if points else None


def share_of_target(item: Item, value: float) -> float:
    """0 at the floor or worse, 1 at the target or better, a straight line between.

    A floor above the target means that less is better.
    """
    return min(1.0, max(0.0, (value - item.floor) / (item.target - item.floor)))


def score_card(subject: str, sheet: Sheet, readings: Mapping[str, Reading], minimum: int = MINIMUM) -> ScoreCard:
    """Marks of every item; one with fewer than `minimum` answers is missing, never 0 and never full.

    A missing item hands its weight to the others in proportion (rules.md 8), and says so.
    """
    present = {item.indicator: readings.get(item.indicator) for item in sheet.items}
    counted = [item for item in sheet.items if (r := present[item.indicator]) is not None and r.n >= minimum]
    kept, whole = sum(item.weight for item in counted), sum(item.weight for item in sheet.items)
    marks = tuple(
        Mark(item, present[item.indicator], item.weight * whole / kept, share_of_target(item, present[item.indicator].value))
        if item in counted
        else Mark(item, None, 0.0, None)
        for item in sheet.items
    )
    return ScoreCard(subject, sheet, marks)


def rank(cards: Sequence[ScoreCard]) -> list[ScoreCard]:
    """Cards from the highest total down, those without one last."""
    return sorted(cards, key=lambda card: (card.total is None, -(card.total or 0.0), card.subject))

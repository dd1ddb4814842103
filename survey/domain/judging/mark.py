"""Marks: readings become points, and points a score that shows where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.domain.counting.small_numbers import MINIMUM, TENTATIVE
from survey.domain.judging.evaluation import Item, Sheet


@dataclass(frozen=True)
class Reading:
    """An indicator's value for one unit or person in one period.

    value        numerator / denominator: a score 0-100, or a share 0-1; `low` to `high` its interval.
    n            how many people or cases stand behind it; several answers of one person count once.
    numerator    points added up, or answers, cases and events that count.
    denominator  answers with points, answers in the base, or cases; of events 1, or hundreds of cases.
    outside      cases left out of the denominator (dropped, counted elsewhere, erased); open: nothing can be said of them yet.
    is_deduction of verified events. Where n is 0 they are not set against anything: they are a whole count, not a sample.
    """

    indicator: str
    value: float
    low: float
    high: float
    n: int
    numerator: float
    denominator: float
    outside: int = 0
    open: int = 0
    is_deduction: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing was sampled, so that even none is a reading."""
        return self.is_deduction and self.n == 0

    @property
    def is_tentative(self) -> bool:
        """Only for orientation (仅供参考), measures.md 8."""
        return self.n < TENTATIVE and not self.is_whole


@dataclass(frozen=True)
class Mark:
    """Points for one item of a sheet.

    weight  what the item counts here: its own weight, or more when a missing item handed its on.
    share   how far the reading lies from floor to target, 0-1; None when the item is missing.
    low, high  the same at the worse and at the better end of the reading's interval.
    """

    item: Item
    reading: Reading | None
    weight: float
    share: float | None
    low: float | None
    high: float | None

    @property
    def points(self) -> float | None:
        return None if self.share is None else self.weight * self.share

    @property
    def low_points(self) -> float | None:
        return None if self.low is None else self.weight * self.low

    @property
    def high_points(self) -> float | None:
        return None if self.high is None else self.weight * self.high

    @property
    def is_missing(self) -> bool:
        return self.share is None


@dataclass(frozen=True)
class ScoreCard:
    """The marks of one unit or person; `total` is None when every item is missing (不足以评价).

    `low` and `high` let all readings lie at the worse or at the better ends of their intervals
    at once: wider than if the errors of different items may cancel, never too narrow.
    """

    subject: str
    sheet: Sheet
    marks: tuple[Mark, ...]

    @property
    def total(self) -> float | None:
        return _sum(mark.points for mark in self.marks)

    @property
    def low(self) -> float | None:
        return _sum(mark.low_points for mark in self.marks)

    @property
    def high(self) -> float | None:
        return _sum(mark.high_points for mark in self.marks)

    @property
    def n(self) -> int:
        """The fewest people or cases behind any mark that counts, whole counts aside; 0 when none does."""
        return min((mark.reading.n for mark in self.marks if mark.reading and not mark.reading.is_whole), default=0)

    @property
    def is_tentative(self) -> bool:
        """Whether a mark that counts is only for orientation (仅供参考)."""
        return any(mark.reading.is_tentative for mark in self.marks if mark.reading)

    @property
    def counted_weight(self) -> float:
        """How much of the sheet's weight has a reading of its own."""
        return sum(mark.item.weight for mark in self.marks if not mark.is_missing)


def _sum(points) -> float | None:
    known = [each for each in points if each is not None]
    return sum(known) if known else None


def share_of_target(item: Item, value: float) -> float:
    """0 at the floor or worse, 1 at the target or better, a straight line between.

    A floor above the target means that less is better.
    """
    return min(1.0, max(0.0, (value - item.floor) / (item.target - item.floor)))


def score_card(subject: str, sheet: Sheet, readings: Mapping[str, Reading], minimum: int = MINIMUM) -> ScoreCard:
    """Marks of every item; one with n below `minimum` is missing, never 0 and never full.

    A missing item hands its weight to the others in proportion (rules.md 8), and says so. A deduction takes none of
    it: more than its block can nobody lose. That nothing was verified says nothing of somebody of whom
    nothing else is known: then deductions are missing too.
    """
    counted = _counted(sheet, readings, minimum)
    own = sum(item.weight for item in sheet.items if item.indicator in counted and counted[item.indicator].is_deduction)
    whole = sum(item.weight for item in sheet.items)
    kept = sum(item.weight for item in sheet.items if item.indicator in counted)
    more = (whole - own) / (kept - own) if kept > own else 1.0
    return ScoreCard(subject, sheet, tuple(_mark(item, counted.get(item.indicator), more) for item in sheet.items))


def _counted(sheet: Sheet, readings: Mapping[str, Reading], minimum: int) -> dict[str, Reading]:
    of_sheet = {item.indicator: readings[item.indicator] for item in sheet.items if item.indicator in readings}
    counted = {id: reading for id, reading in of_sheet.items() if reading.n >= minimum or reading.is_whole}
    return counted if any(not reading.is_deduction for reading in counted.values()) else {}


def _mark(item: Item, reading: Reading | None, more: float) -> Mark:
    """`more` times its weight counts an item that takes what others handed on."""
    if reading is None:
        return Mark(item, None, 0.0, None, None, None)
    ends = sorted(share_of_target(item, end) for end in (reading.low, reading.high))
    weight = item.weight if reading.is_deduction else item.weight * more
    return Mark(item, reading, weight, share_of_target(item, reading.value), *ends)


def rank(cards: Sequence[ScoreCard]) -> list[ScoreCard]:
    """Cards from the highest total down, those without one last."""
    return sorted(cards, key=lambda card: (card.total is None, -(card.total or 0.0), card.subject))

"""A scale: the options a question offers, their points and their grades."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from survey.locale import Words

VERY_SATISFIED, SATISFIED, FAIR, DISSATISFIED, VERY_DISSATISFIED = 1, 2, 3, 4, 5


@dataclass(frozen=True)
class Option:
    """One answer of a scale.

    points  0-100, or None for an answer outside the score ("没接触/不清楚").
    grade   1 (best) to 5 (worst), or None; top-1, top-2, top-3 and dissatisfied count grades.
    in_base whether the answer belongs to the denominator of the rates;
            graded answers do, "don't know" only where the scale's source says so (NHS FFT).
    """

    code: str
    label: Words
    points: float | None = None
    grade: int | None = None
    in_base: bool = False


@dataclass(frozen=True)
class Scale:
    """Options in the order they are shown, the best first; `source` says who defined it."""

    id: str
    source: str
    options: tuple[Option, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Option]:
        return {option.code: option for option in self.options}

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(option.code for option in self.options)

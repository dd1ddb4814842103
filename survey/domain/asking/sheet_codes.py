"""The answers of many sheets as one table of codes, which flags are found in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from survey.domain.asking.question import Question

BLANK = -1


@dataclass(frozen=True)
class SheetCodes:
    """given: sheets × questions, each the place of its code in `codes`, or BLANK.

    points: questions × codes, what the code earns there; NaN where nothing. offered: whether it may be chosen there.
    """

    codes: tuple[str, ...]
    given: np.ndarray
    points: np.ndarray
    offered: np.ndarray

    @property
    def answered(self) -> np.ndarray:
        """How many questions each sheet answers."""
        return (self.given != BLANK).sum(axis=1)


def read_codes(answers: Sequence[Mapping[str, str]], questions: Sequence[Question]) -> SheetCodes:
    """`questions` have a scale; a code that the scale does not know counts as blank."""
    codes = tuple(sorted({option.code for question in questions for option in question.scale.options}))
    place = {code: number for number, code in enumerate(codes)}
    shape = len(questions), len(codes)
    points, offered = np.full(shape, np.nan), np.zeros(shape, dtype=bool)
    for row, question in enumerate(questions):
        for option in question.scale.options:
            offered[row, place[option.code]] = True
            points[row, place[option.code]] = np.nan if option.points is None else option.points
    given = np.full((len(answers), len(questions)), BLANK, dtype=np.int16)
    for column, question in enumerate(questions):
        here = {code: place[code] for code in question.scale.codes}
        given[:, column] = [here.get(sheet.get(question.key), BLANK) for sheet in answers]
    return SheetCodes(codes, given, points, offered)


def sheet_scores(codes: SheetCodes) -> np.ndarray:
    """The mean of the points of each sheet, 0-100; NaN where no answer has any."""
    rows = np.arange(codes.given.shape[1])
    earned = np.where(codes.given == BLANK, np.nan, codes.points[rows, codes.given])
    counted = ~np.isnan(earned)
    with np.errstate(invalid="ignore"):
        return np.where(counted, earned, 0).sum(axis=1) / np.where(counted.any(axis=1), counted.sum(axis=1), np.nan)

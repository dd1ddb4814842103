"""What a year's workbook tells beside the marks: issues, what became of them, and the months with their limits."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial

import pandas as pd

from survey.domain.columns import YEAR_ISSUES, YEAR_TREND, empty


@dataclass(frozen=True)
class Mended:
    """One case of an issue, in words; what fewer than ten answered is not in it.

    fields      the words of the kind's own fields, in the order of its book's `heads`.
    before, after  shares that were dissatisfied, with their counts; after is "" while the measuring goes on.
    difference  after less before, with its 95 % interval; outcome: what that comes to. Both "" until it is over.
    """

    code: str
    opened_on: date
    unit: str
    topic: str
    state: str
    fields: tuple[str, ...]
    accepted_by: str
    before: str
    after: str
    difference: str
    outcome: str
    reopened: int


@dataclass(frozen=True)
class MendingBook:
    """The cases of one kind that were opened in the year; `heads` names the fields that the kind declares."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Mended, ...]


@dataclass(frozen=True)
class Noticed:
    """issues   columns YEAR_ISSUES, by programme what weighs most first; hidden: how many more there are of fewer than ten.
    mendings    the books that have a case.
    trend       columns YEAR_TREND: the headline score (0-100) of each questionnaire by segment and month, small months left empty.
    """

    issues: pd.DataFrame = field(default_factory=partial(empty, YEAR_ISSUES))
    hidden: int = 0
    mendings: tuple[MendingBook, ...] = ()
    trend: pd.DataFrame = field(default_factory=partial(empty, YEAR_TREND))


NOTHING = Noticed()

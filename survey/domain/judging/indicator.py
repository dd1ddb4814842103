"""An indicator: a declared way of counting, with its reason, owner and review date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from survey.domain.handling.kind import CaseKind
from survey.locale import Words

OF_BOOK = "answered"
IN_TIME, RECORDED, SHARE, VERIFIED = OF_CASES = ("in_time", "recorded", "share", "verified")
MEASURES = ("score", "top1", "top2", "top3", "dissatisfied", OF_BOOK, *OF_CASES)
MOST_EVENTS = 1000


@dataclass(frozen=True)
class CaseCount:
    """Which cases of a kind an indicator counts, and how (docs/decisions/0013).

    clock     whose runs are counted (in_time).
    fields    which must all be given (recorded), or have one of `values` (share, verified).
    of        values that the fields must have to be in the base; () for any, or none.
    states    where the case stands now; () for any.
    given     fields that must be given to be in the base.
    when      fields that must have one of the values to be in the base.
    person    the person field it is counted to, when it is read by person.
    is_holders  counted to the unit with which the case lies now, not to the answerable one.
    on        the day or moment field that says when it happened; "" for the day the case was opened.
    since     what happened before that day is not counted.
    per       a kind of the same programme: events for each hundred of its cases.
    """

    kind: str
    clock: str = ""
    fields: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    person: str = ""
    is_holders: bool = False
    on: str = ""
    since: date | None = None
    per: str = ""

    def person_field(self, kind: CaseKind) -> str:
        """The field that says to whom it is counted; "" where it is no person's."""
        clock = kind.clock(self.clock) if self.clock else None
        return self.person or (clock.person if clock else "")


@dataclass(frozen=True)
class Indicator:
    """One figure for one unit or person in one period.

    measure        "score" (0-100), a rate of answers ("top1", "top2", "top3", "dissatisfied"),
                   "answered": the share of the book's entries that wanted an answer and got one,
                   or one of OF_CASES: runs of a clock in time, complete records, a share of cases, verified events.
    questionnaire  "" for measures of the book and of cases.
    questions      whose answers are counted together.
    subjects       whom its questions are about; empty for measures of the book and of cases.
    is_higher_better  which way is good.
    """

    id: str
    programme: str
    name: Words
    measure: str
    questionnaire: str
    questions: tuple[str, ...]
    subjects: frozenset[str]
    clauses: tuple[str, ...]
    is_higher_better: bool
    why_it_matters: Words
    owner: Words
    next_review: date
    source: Words
    cases: CaseCount | None = None

    @property
    def is_of_book(self) -> bool:
        return self.measure == OF_BOOK

    @property
    def is_of_cases(self) -> bool:
        return self.cases is not None

    @property
    def is_of_events(self) -> bool:
        return self.measure == VERIFIED

    @property
    def highest(self) -> int:
        """The most a reading can be: a score's 100, a share's 1; of events there is only a bound for misprints."""
        return {"score": 100, VERIFIED: MOST_EVENTS}.get(self.measure, 1)

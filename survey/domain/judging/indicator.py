"""An indicator: a declared way of counting, with its reason, owner and review date."""

from dataclasses import dataclass
from datetime import date

from survey.locale import Words

OF_BOOK = "answered"
MEASURES = ("score", "top1", "top2", "top3", "dissatisfied", OF_BOOK)


@dataclass(frozen=True)
class Indicator:
    """One figure for one unit or person in one period.

    measure        "score" (0-100), a rate of answers ("top1", "top2", "top3", "dissatisfied"),
                   or "answered": the share of the book's entries that wanted an answer and got one.
    questionnaire  "" for measures of the book.
    questions      whose answers are counted together.
    subjects       whom its questions are about; empty for measures of the book.
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

    @property
    def is_of_book(self) -> bool:
        return self.measure == OF_BOOK

    @property
    def highest(self) -> int:
        """The most a reading can be: a score's 100, a share's 1."""
        return 100 if self.measure == "score" else 1

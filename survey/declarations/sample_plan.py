"""What data/sample/ says of the sample year: who answers how, and what stands in the books."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.declarations.sample_case_plan import BookPlan, Contacts
from survey.domain.asking.question import Condition


@dataclass(frozen=True)
class Effect:
    """A shift of opinion, in scale points (1-5), where every condition holds; an empty condition holds always.

    Without questions it shifts all that are not made of others, for those follow by themselves.
    """

    shift: float
    questions: tuple[str, ...]
    units: tuple[str, ...]
    collectors: tuple[str, ...]
    modes: tuple[str, ...]
    months: tuple[int, ...]


@dataclass(frozen=True)
class Spread:
    """How opinions scatter, in scale points: a general level and standard deviations around it.

    A few are unhappy with everything: without them the lower end of the scale stays emptier than in life.
    """

    level: float
    respondents: float
    answers: float
    units: float
    persons: float
    unhappy_share: float
    unhappy_shift: float
    blank: float


@dataclass(frozen=True)
class ItemPlan:
    """How one question differs from the general level.

    unknown    share of "没接触/不清楚".
    made_of    earlier questions whose opinions this one is made of, with their weights.
    shares     for a scale without grades: how often each option is taken, and
    raised_by  which option becomes likely by a low answer to which question.
    """

    question: str
    shift: float = 0.0
    unknown: float = 0.03
    made_of: Mapping[str, float] | None = None
    shares: Mapping[str, float] | None = None
    raised_by: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Remarks:
    """What people write about one question, satisfied or not; for some units or months only, if those are given."""

    about: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    units: tuple[str, ...]
    months: tuple[int, ...]


@dataclass(frozen=True)
class CommentPlan:
    """How often a comment is written, by those content with all its remarks are about and by the others.

    A remark gets an opening and an ending, so that few comments read alike.
    """

    question: str
    share: float
    share_unhappy: float
    openings: tuple[str, ...]
    endings_good: tuple[str, ...]
    endings_bad: tuple[str, ...]
    remarks: tuple[Remarks, ...]


@dataclass(frozen=True)
class Copied:
    """So many sheets that a collector made up, from a month on: one was asked, the others say the same, keyed at one sitting."""

    collector: str
    month: int
    sheets: int


@dataclass(frozen=True)
class SurveyPlan:
    """One questionnaire's year.

    responses        how many in the year; 0 where collectors go round the areas, and then
    sheets_per_area  the least and the most they bring from each area in each round, and
    self_filled      how many more of an area's people answer by themselves.
    named_share      how many name the person they met, among those whom `named_if` lets in.
    """

    programme: str
    questionnaire: str
    seed: int
    responses: int
    sheets_per_area: tuple[int, ...]
    self_filled: float
    is_collected: bool
    months: tuple[float, ...]
    units: Mapping[str, float]
    modes: Mapping[str, float]
    named_share: float
    named_if: Condition | None
    spread: Spread
    items: Mapping[str, ItemPlan]
    effects: tuple[Effect, ...]
    comments: tuple[CommentPlan, ...]
    copied: tuple[Copied, ...] = ()


@dataclass(frozen=True)
class Sample:
    surveys: tuple[SurveyPlan, ...]
    books: tuple[BookPlan, ...]
    contacts: Contacts = Contacts()

"""What data/sample/books/ says: what is entered in one book in the sample year, and the ways it takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Span:
    """Minutes between `low` and `high` after the step before, or after a day or moment field (`base`).

    at_work  put off to the next hour at which the unit's office is open.
    """

    low: float
    high: float
    base: str = ""
    at_work: bool = True


@dataclass(frozen=True)
class Value:
    """How a field is filled: `how` says which of the others counts.

    constant  `given` as it stands.
    one_of    an option, by its weight in `given`; some_of: those that come up, each by its share in `given`, or the first.
    texts     one of `given`: texts, or whole tables of lines.
    number    from low to high with so many digits, more than the field `plus` where one is named.
    time      a day or moment: `span` after the step, or after its base.
    known     a person, area or unit: of the case's unit where `is_own`, never the one in the field `other_than`.
    """

    how: str
    given: object = None
    low: float = 0
    high: float = 0
    digits: int = 0
    plus: str = ""
    span: Span | None = None
    is_own: bool = False
    other_than: str = ""


@dataclass(frozen=True)
class AgainPlan:
    """Who answers the short form that a step opened: so many within so many days, of whom this share is dissatisfied."""

    responses: int
    dissatisfied: float
    days: int


@dataclass(frozen=True)
class StepPlan:
    """A move, taken `times` times with the given chance, so long after the step before; `late` is how long it takes who is late.

    by  who takes it, of those who may; "" for the handler or a clerk.
    """

    move: str
    after: Span
    late: Span | None = None
    chance: float = 1.0
    times: int = 1
    fields: Mapping[str, Value] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    by: str = ""
    again: AgainPlan | None = None


@dataclass(frozen=True)
class PathPlan:
    """One way through the machine; `wants_answer` keeps it to cases that do or don't (None: either)."""

    id: str
    weight: float
    steps: tuple[StepPlan, ...]
    wants_answer: bool | None = None


@dataclass(frozen=True)
class BatchPlan:
    """Entries of one sort: so many in the year, or one of each unit on each of these days of these months.

    A unit or month named twice gets twice as many. paths: other weights than the paths' own.
    """

    units: tuple[str, ...]
    months: tuple[int, ...]
    entries: int
    days: tuple[int, ...]
    at: Span
    topic: str
    wants_answer: float
    openings: tuple[str, ...]
    texts: tuple[str, ...]
    fields: Mapping[str, Value]
    notes: Mapping[str, tuple[str, ...]]
    paths: Mapping[str, float]


@dataclass(frozen=True)
class BookPlan:
    """One kind's year.

    written  the channels by which whoever came writes the entry.
    clerks   names by role: who takes the steps that the role may take, the first role that may.
    contact  the share of those who leave a name and telephone where they need not.
    late     the share of steps that come late; of some units another (`late_of`).
    fields   how a field is filled wherever a move needs it; notes: what is noted with a move.
    """

    file: str
    programme: str
    kind: str
    seed: int
    channels: Mapping[str, float]
    written: tuple[str, ...]
    clerks: Mapping[str, tuple[str, ...]]
    contact: float
    late: float
    late_of: Mapping[str, float]
    fields: Mapping[str, Value]
    notes: Mapping[str, tuple[str, ...]]
    paths: tuple[PathPlan, ...]
    batches: tuple[BatchPlan, ...]


@dataclass(frozen=True)
class Contacts:
    """Made-up names and addresses of those who want to be reached; telephones are 0000-."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

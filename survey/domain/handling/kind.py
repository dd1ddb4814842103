"""A kind of case: its fields, states, moves and printouts, as its file declares them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from survey.domain.handling.clock import Clock
from survey.domain.handling.field import Field
from survey.domain.handling.rule import Rule
from survey.locale import Words

OPENING = "open"  # the move of every case's first step
CITIZEN, HANDLER, TARGET = "citizen", "handler", "target"  # who one is to a case, besides the roles of the table
EVERY_STATE = "*"
NEEDS, ASKS, NO = "needs", "asks", "no"
ALWAYS, NEVER = "always", "never"


@dataclass(frozen=True)
class Topic:
    id: str
    name: Words


@dataclass(frozen=True)
class State:
    id: str
    name: Words
    is_final: bool


@dataclass(frozen=True)
class Move:
    """A way from some states to one; `target` "" stays where the case is. The keys stand in docs/decisions/0012."""

    id: str
    name: Words
    sources: tuple[str, ...]
    target: str
    who: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    needs_note: bool = False
    is_answer: bool = False
    is_reopening: bool = False
    is_correction: bool = False
    passes_to: str = ""
    passes_back: bool = False
    clauses: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    source: Words | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The ids of all fields that it takes, those that are needed first."""
        return (*self.needs, *self.asks)


@dataclass(frozen=True)
class Escalation:
    """Whose work a case becomes when a clock is overdue for so many working days."""

    working_days: int
    to: frozenset[str]


@dataclass(frozen=True)
class Recurring:
    """A case of each unit of these kinds opens by itself, so many days before the day it is planned for."""

    unit_kinds: tuple[str, ...]
    planned: str
    months: int
    days: int
    opens_before: int
    source: Words | None = None


@dataclass(frozen=True)
class Coverage:
    """The cases of the kind together leave no gap between `starts` and `ends`.

    reachable  the yes_no field that says whether whoever is on duty was reached; "" where nobody asks.
    """

    starts: str
    ends: str
    days_ahead: int
    clause: str
    reachable: str = ""


@dataclass(frozen=True)
class FirstInLine:
    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Printout:
    id: str
    title: Words
    clauses: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    contact: bool = False
    steps: bool = False
    signatures: tuple[Words, ...] = ()
    texts: tuple[Words, ...] = ()
    is_for_citizen: bool = False


@dataclass(frozen=True)
class Remeasures:
    """The kind ends by a measurement (docs/decisions/0017): which of its fields and moves that speaks of.

    question      the field that names what is asked again; before_count, before_n: how many were dissatisfied, of how many,
                  before_period: when.
    accepts       the move that books the survey: from then on, and in the state it leads to, answers are taken.
    until, wanted the fields that say to which day, and until how many answers there are, they are waited for.
    """

    question: str
    before_count: str
    before_n: str
    before_period: str
    accepts: str
    until: str
    wanted: str


@dataclass(frozen=True)
class CaseKind:
    """The first state is where a case begins.

    contact        what may be told of how to reach whoever came, contact_needs what must be.
    text, answer   whether a case begins with words (needs, asks, no), and whether an answer is wanted (asks, always, never).
    """

    id: str
    title: Words
    clauses: tuple[str, ...]
    channels: tuple[Topic, ...]
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    opening: Move
    order: int = 0
    unit_kinds: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    contact_needs: tuple[str, ...] = ()
    handler: str = ""
    target: str = ""
    finding: str = ""
    text_name: Words | None = None
    text: str = NEEDS
    answer: str = ASKS
    has_topic: bool = True
    first_in_line: FirstInLine | None = None
    fields: Mapping[str, Field] = field(default_factory=dict)
    escalations: tuple[Escalation, ...] = ()
    recurring: Recurring | None = None
    coverage: Coverage | None = None
    remeasures: Remeasures | None = None
    clocks: tuple[Clock, ...] = ()
    printouts: tuple[Printout, ...] = ()

    def state(self, id: str) -> State:
        return next(state for state in self.states if state.id == id)

    def move(self, id: str) -> Move:
        return next(move for move in (self.opening, *self.moves) if move.id == id)

    def clock(self, id: str) -> Clock | None:
        """The clock; None for one that is not declared any more."""
        return next((clock for clock in self.clocks if clock.id == id), None)

    @cached_property
    def open_states(self) -> tuple[str, ...]:
        return tuple(state.id for state in self.states if not state.is_final)

    @cached_property
    def answers(self) -> frozenset[str]:
        """The ids of the moves that answer."""
        return frozenset(move.id for move in self.moves if move.is_answer)

    @cached_property
    def reopenings(self) -> frozenset[str]:
        return frozenset(move.id for move in self.moves if move.is_reopening)

    @cached_property
    def readers(self) -> frozenset[str]:
        """Who has anything to do with such cases: only they see them."""
        later = (who for entry in self.escalations for who in entry.to)
        return frozenset(who for move in (self.opening, *self.moves) for who in move.who) | frozenset(later)

    @property
    def is_public(self) -> bool:
        """Whether citizens open it themselves."""
        return CITIZEN in self.opening.who

    @property
    def is_followable(self) -> bool:
        """Whether whoever holds the code may follow a case: citizens open it, say something of it, or were given its receipt."""
        says = any(CITIZEN in move.who for move in (self.opening, *self.moves))
        return says or any(printout.is_for_citizen for printout in self.printouts)

    @cached_property
    def told(self) -> frozenset[str]:
        """The ids of the moves whose notes the writer reads: answers, what the writer said, and what the writer owes."""
        owed = {move for clock in self.clocks for move in clock.pauses}
        return self.answers | owed | {move.id for move in self.moves if CITIZEN in move.who}

    def printouts_in(self, state: str) -> tuple[Printout, ...]:
        """What can be printed of a case in this state."""
        return tuple(printout for printout in self.printouts if not printout.states or state in printout.states)

    def moves_from(self, state: str, who: frozenset[str] | None = None) -> tuple[Move, ...]:
        """The moves from a state, those that any of `who` may make; None for everybody's."""
        found = (move for move in self.moves if state in move.sources)
        return tuple(move for move in found if who is None or move.who & who)

    def is_first_in_line(self, values: Mapping[str, object]) -> bool:
        return self.first_in_line is not None and values.get(self.first_in_line.field) in self.first_in_line.values

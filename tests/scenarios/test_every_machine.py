"""Every declared machine, driven at random by everybody: it goes on, it ends, and it takes nothing it should not."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from survey.actions import handling
from survey.actions.keeping import check_everything
from survey.actions.office import Office
from survey.declarations import load_declarations
from survey.domain.asking.programme import Programme
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case, Scene, Step, Wanted, move_case, open_case
from survey.domain.handling.clock import Place, RunningClock, tick
from survey.domain.handling.contact import Contact
from survey.domain.handling.field import Field, Known, Reading
from survey.domain.handling.fold import differences
from survey.domain.handling.kind import CITIZEN, HANDLER, NO, TARGET, CaseKind, Move
from survey.domain.noticing.remeasure import OUTCOMES
from survey.store.cases import clocks_frame, runs_of
from tests.conftest import NOW, PROJECT

DECLARED = load_declarations(PROJECT / "data")
MACHINES = [(programme, kind) for programme in DECLARED.programmes.values() for kind in programme.case_kinds]
EVERY_MACHINE = pytest.mark.parametrize(("programme", "kind"), MACHINES, ids=[f"{p.id}-{k.id}" for p, k in MACHINES])
PERSONS = DECLARED.persons
KNOWN = Known(
    {person.id: person.role for person in PERSONS.values()}, {unit.id: unit.kind for unit in DECLARED.units.values()},
    frozenset(DECLARED.areas), frozenset(id for p in DECLARED.programmes.values() for id in p.rated_questions),
)
WALKS, LONGEST = 300, 30
STRANGER = "nobody_of_this_kind"


# --- What somebody might type ------------------------------------------------------------------------------------


def typed(item: Field, rng: np.random.Generator, now: datetime) -> object:
    """A value that the field takes."""
    return TYPED[item.type](item, rng, now)


def some(rng: np.random.Generator, things) -> object:
    things = list(things)
    return things[int(rng.integers(len(things)))]


def a_number(item: Field, rng: np.random.Generator, _now: datetime) -> str:
    low = 0 if item.least is None else item.least
    high = min(low + 20, low + 20 if item.most is None else item.most)
    return str(int(rng.integers(int(low), int(high) + 1)))


def some_ticks(item: Field, rng: np.random.Generator, _now: datetime) -> list[str]:
    ids = [option.id for option in item.options]
    return ids if rng.random() < 0.7 else [id for id in ids if rng.random() < 0.7] or ids[:1]


def a_moment(item: Field, rng: np.random.Generator, now: datetime) -> str:
    ago = rng.integers(0 if item.is_past else -300, some(rng, [30, 12_000]))
    return (now - timedelta(minutes=int(ago))).isoformat()


def a_person(item: Field, rng: np.random.Generator, _now: datetime) -> str:
    return some(rng, [p.id for p in PERSONS.values() if not item.roles or p.role in item.roles])


def a_unit(item: Field, rng: np.random.Generator, _now: datetime) -> str:
    return some(rng, [u.id for u in DECLARED.units.values() if not item.unit_kinds or u.kind in item.unit_kinds])


def some_lines(item: Field, rng: np.random.Generator, now: datetime) -> list[dict]:
    """All alike but for the words, and every second one without numbers: then it balances."""
    number = "0" if rng.random() < 0.5 else "3"
    return [{c.id: "接头" if c.is_words else number for c in item.columns} for _place in range(int(rng.integers(1, 3)))]


TYPED = {
    "yes_no": lambda item, rng, now: some(rng, ["yes", "no"]),
    "choice": lambda item, rng, now: some(rng, item.options).id,
    "choices": some_ticks,
    "text": lambda item, rng, now: "试" * max(item.shortest, 3),
    "long": lambda item, rng, now: "试" * max(item.shortest, 3),
    "whole": a_number,
    "number": a_number,
    "day": lambda item, rng, now: (now - timedelta(days=int(rng.integers(0 if item.is_past else -30, 60)))).date().isoformat(),
    "moment": a_moment,
    "person": a_person,
    "unit": a_unit,
    "area": lambda item, rng, now: some(rng, DECLARED.areas),
    "question": lambda item, rng, now: some(rng, sorted(KNOWN.questions)),
    "lines": some_lines,
}


# --- A walk ------------------------------------------------------------------------------------------------------


@dataclass
class Walk:
    """One case on its way; what it could not do is asserted as it goes."""

    programme: Programme
    kind: CaseKind
    rng: np.random.Generator
    taken: Counter
    now: datetime = NOW - timedelta(days=300)
    case: Case | None = None
    steps: list[Step] = field(default_factory=list)
    runs: tuple[RunningClock, ...] = ()

    def scene(self, who: str) -> Scene:
        """Somebody in that role; whoever handles it or is complained of is that person."""
        person = {HANDLER: self.case and self.case.handler, TARGET: self.case and self.case.target}.get(who) or ""
        reading = Reading(DECLARED.calendar.zone, self.now, KNOWN)
        return Scene(
            who, f"{who}-{self.rng.integers(3)}", person, frozenset({who}), reading, lambda _moment: True, is_reachable=True,
            outcome=some(self.rng, ["", *OUTCOMES]),
        )

    def wanted(self, move: Move) -> Wanted:
        asked = [*move.needs, *(id for id in move.asks if self.rng.random() < 0.4)]
        given = {id: typed(self.kind.fields[id], self.rng, self.now) for id in asked}
        for rule in move.rules:  # whoever knows the rule gives what it wants, mostly
            if rule.id == "is" and rule.field in given and self.rng.random() < 0.8:
                given[rule.field] = some(self.rng, rule.values)
        return Wanted(move.id, "办了" if move.needs_note or self.rng.random() < 0.3 else "", given)

    def begin(self) -> None:
        unit = some(self.rng, DECLARED.units_of(self.kind.unit_kinds))
        begun = Case(
            f"case-of-a-walk-{self.rng.integers(10**9):09}", self.programme.id, self.kind.id, unit.id, "",
            "" if self.kind.text == NO else "来说一件事", True, self.kind.channels[0].id, self.kind.states[0].id,
            date(2025, 1, 1), self.now, "walk", at_unit=unit.id,
        )
        for _try in range(50):
            try:
                case, step = open_case(begun, self.kind, self.wanted(self.kind.opening), self.scene(some(self.rng, sorted(self.kind.opening.who))))
            except SurveyError:
                continue
            return self.has_taken(None, case, step)
        raise AssertionError(f"{self.kind.id} cannot be opened")

    def go_on(self) -> bool:
        """One step further if any is let now."""
        self.now += timedelta(minutes=int(self.rng.integers(1, some(self.rng, [20, 200, 3_000]))))
        offered = self.kind.moves_from(self.case.state)
        self.refuses_what_is_wrong(offered)
        by_state = self.rng.random() < 0.3  # what was rarely done, and now and then what was rarely done from here
        rare = {move.id: self.taken[(self.case.state, move.id) if by_state else move.id] // 3 for move in offered}
        asked_for = {rule.move for move in offered for rule in move.rules if rule.id == "tried"}
        if self.rng.random() < 0.7:  # and what another move wants to be done before
            rare.update(dict.fromkeys(asked_for & rare.keys(), -1))
        for move in sorted(offered, key=lambda move: (rare[move.id], self.rng.random())):
            try:
                case, step = move_case(self.case, self.kind, self.steps, self.wanted(move), self.scene(some(self.rng, sorted(move.who))))
            except SurveyError:
                continue
            self.has_taken(self.case, case, step)
            return True
        return False

    def refuses_what_is_wrong(self, offered: tuple[Move, ...]) -> None:
        """One thing of each sort: over the walks, all come up."""
        if not_offered := sorted({move.id for move in self.kind.moves} - {move.id for move in offered}):
            move = self.kind.move(some(self.rng, not_offered))
            self.refuses(self.wanted(move), some(self.rng, sorted(move.who)))
        if not offered:
            return
        move = some(self.rng, offered)
        wanted = self.wanted(move)
        self.refuses(wanted, some(self.rng, [STRANGER, *sorted((self.kind.readers | {CITIZEN}) - move.who)]))
        if move.needs:
            missing = some(self.rng, move.needs)
            lacking = {name: value for name, value in wanted.fields.items() if name != missing}
            self.refuses(replace(wanted, fields=lacking), some(self.rng, sorted(move.who)))
        if move.needs_note:
            self.refuses(replace(wanted, note=" "), some(self.rng, sorted(move.who)))

    def refuses(self, wanted: Wanted, who: str) -> None:
        before = repr(self.case)
        with pytest.raises(SurveyError):
            move_case(self.case, self.kind, self.steps, wanted, self.scene(who))
        assert repr(self.case) == before

    def has_taken(self, before: Case | None, after: Case, step: Step) -> None:
        assert after.handler in {*PERSONS, ""} and after.target in {*PERSONS, ""} and after.at_unit in DECLARED.units
        assert after.state in {state.id for state in self.kind.states}
        if self.steps:
            assert step.happened_at >= self.steps[-1].happened_at
        place = Place(DECLARED.calendar, DECLARED.unit(after.unit), self.programme.limits)
        runs = tick(
            self.kind.clocks, self.runs, step.move, step.happened_at, after.coded, before.coded if before else {}, place
        )
        clocks_are_sound(self.runs, runs)
        self.case, self.steps, self.runs = after, [*self.steps, step], runs
        self.taken.update([step.move, (before.state if before else "", step.move)])
        self.no_clock_runs_for_ever()
        assert not differences(self.case, self.kind, self.steps, are_words_erased=False)

    def no_clock_runs_for_ever(self) -> None:
        """Once a case has ended, what still runs can be ended by a move that is left: otherwise it is overdue for good."""
        if self.kind.state(self.case.state).is_final:
            left = {move.id for move in self.kind.moves_from(self.case.state)}
            running = [self.kind.clock(run.clock) for run in self.runs if not run.ended_at]
            assert all(left & {*clock.stops, *clock.drops} for clock in running), (self.steps[-1].move, running)


def clocks_are_sound(before: tuple[RunningClock, ...], after: tuple[RunningClock, ...]) -> None:
    assert all(run.ended_at is None or run.ended_at >= run.started_at for run in after)
    assert max(Counter(run.clock for run in after if not run.ended_at).values(), default=0) <= 1
    assert len({(run.clock, run.number) for run in after}) == len(after)
    assert {run for run in before if run.ended_at} <= set(after)


def walks(programme: Programme, kind: CaseKind, number: int = WALKS) -> Iterator[Walk]:
    taken: Counter = Counter()
    for seed in range(number):
        walk = Walk(programme, kind, np.random.default_rng([20251103, seed]), taken)
        walk.begin()
        yield walk


# --- What holds of every machine ---------------------------------------------------------------------------------


def reached_from(kind: CaseKind, first: str) -> set[str]:
    reached, to_do = {first}, [first]
    while to_do:
        for move in kind.moves_from(to_do.pop()):
            if move.target and move.target not in reached:
                reached.add(move.target)
                to_do.append(move.target)
    return reached


@EVERY_MACHINE
def test_every_state_is_reached_and_every_state_reaches_an_end(programme, kind):
    finals = {state.id for state in kind.states if state.is_final}

    assert reached_from(kind, kind.opening.target) == {state.id for state in kind.states}
    assert not [state.id for state in kind.states if not reached_from(kind, state.id) & finals]


@EVERY_MACHINE
def test_what_has_ended_stays_ended_unless_it_is_opened_again(programme, kind):
    finals = {state.id for state in kind.states if state.is_final}

    leaving = [
        (state, move.id) for state in finals for move in kind.moves_from(state)
        if move.target and move.target not in finals and not move.is_reopening
    ]

    assert not leaving


@EVERY_MACHINE
def test_driven_at_random_it_goes_on_ends_and_takes_nothing_it_should_not(programme, kind):
    seen, left = set(), set()
    for walk in walks(programme, kind):
        for _step in range(LONGEST):
            state = walk.case.state
            seen.add(state)
            if walk.go_on():
                left.add(state)
    stuck = {state.id for state in kind.states if not state.is_final} - left

    assert seen == {state.id for state in kind.states}
    assert not stuck
    assert not {move.id for move in kind.moves} - set(walk.taken)


# --- The same in the store ---------------------------------------------------------------------------------------


def stored_walk(office: Office, programme: Programme, kind: CaseKind) -> str:
    """One case that the console opens and moves through the actions as far as it goes; its id."""
    walk = Walk(programme, kind, np.random.default_rng(20251103), Counter())
    id, unit = f"stored-walk-{kind.id}".ljust(16, "-"), office.declarations.units_of(kind.unit_kinds)[0].id
    entry = handling.Entry(
        id, programme.id, kind.id, unit, kind.channels[0].id, "", "" if kind.text == NO else "来说一件事", True, "walk",
        Contact("周样", "0000-0000001", "样例路 1 号"),
    )
    at_last(lambda: handling.open_case(office, replace(entry, fields=walk.wanted(kind.opening).fields), walk.now))
    for number in range(8):
        somebody = office.acting(replace(office.actor, id=f"console-{number}"))  # some steps want somebody else
        walk.now += timedelta(hours=int(walk.rng.integers(1, 40)))
        moves = list(handling.offered_moves(office, handling.read_case(office, id, programme.id)))
        if moves:
            at_last(lambda: handling.move_case(somebody, id, programme.id, walk.wanted(some(walk.rng, moves)), walk.now))
    return id


def at_last(attempt: Callable[[], object]) -> None:
    """Try a few times with other values; a walk that does not get further simply stays."""
    for _try in range(30):
        with suppress(SurveyError):
            attempt()
            return


@EVERY_MACHINE
def test_in_the_store_a_case_is_what_its_steps_make_of_it(office, programme, kind):
    id = stored_walk(office, programme, kind)

    case, steps = handling.read_case(office, id, programme.id), handling.steps_of(office, id, programme.id)

    given = {name: value for coded in steps["coded"] for name, value in coded.items()}
    assert len(steps) > 1 and case.coded == given
    assert steps["happened_at"].is_monotonic_increasing
    clocks_are_sound((), runs_of(clocks_frame(office.database, [id])))
    assert not check_everything(office)

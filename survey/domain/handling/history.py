"""A case's whole history, made step by step as if each had just been taken: what may not be is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from survey.domain.handling.case import Case, Scene, Step, Wanted, move_case, open_case
from survey.domain.handling.clock import BY_CALENDAR, Place, RunningClock, tick
from survey.domain.handling.kind import CaseKind


@dataclass(frozen=True)
class Setting:
    """At a unit: who acts and what is known there, and by what its clocks run."""

    scene: Scene
    place: Place


@dataclass(frozen=True)
class History:
    """The case as it is after its steps, and its clocks."""

    case: Case
    steps: Sequence[Step]
    clocks: tuple[RunningClock, ...]


def replay(case: Case, kind: CaseKind, wanted: Sequence[Wanted], setting: Setting) -> History:
    """The opening and then the moves, in this order; SurveyError at the first that the kind does not allow.

    Each counts as entered when it happened: it was, in the books that it comes from.
    """
    opening, *later = wanted
    before, (case, step) = case, open_case(case, kind, opening, setting.scene)
    case = replace(case, opened_on=setting.place.calendar.day_of(step.happened_at))
    steps, clocks = [step], _ticked(kind, (), step, case, before, setting)
    for move in later:
        before, (case, step) = case, move_case(case, kind, steps, move, setting.scene)
        steps.append(step)
        clocks = _ticked(kind, clocks, step, case, before, setting)
    return History(case, steps, clocks)


def by_days(history: History, kind: CaseKind) -> History:
    """The history of a case of which only days are known: its clocks of hours and minutes count for nothing."""
    by_hours = {clock.id for clock in kind.clocks if clock.span not in BY_CALENDAR}
    clocks = (replace(run, is_dropped=True) if run.ended_at and run.clock in by_hours else run for run in history.clocks)
    return replace(history, clocks=tuple(clocks))


def _ticked(
    kind: CaseKind, clocks: tuple[RunningClock, ...], step: Step, after: Case, before: Case, setting: Setting
) -> tuple[RunningClock, ...]:
    return tick(kind.clocks, clocks, step.move, step.happened_at, after.coded, before.coded, setting.place)

"""A case is what its steps make of it: the steps replayed, and what differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from survey.domain.handling.case import Case, Step
from survey.domain.handling.kind import CaseKind


@dataclass(frozen=True)
class Folded:
    """Where a case stands by its steps alone; `state` is "" where a move is not declared any more."""

    state: str
    at_unit: str
    coded: Mapping[str, object]
    words: Mapping[str, str]


def fold(kind: CaseKind, unit: str, steps: Iterable[Step]) -> Folded:
    """The state, place and fields of a case about this unit after these steps, in their order."""
    moves = {move.id: move for move in (kind.opening, *kind.moves)}
    state, at_unit, coded, words = kind.states[0].id, unit, {}, {}
    for step in steps:
        coded, words = coded | step.coded, words | step.words
        move = moves.get(step.move)
        if move is None:
            state = ""
            continue
        state = state and (move.target or state)
        if move.passes_to:
            at_unit = str(coded.get(move.passes_to) or at_unit)
        at_unit = unit if move.passes_back else at_unit
    return Folded(state, at_unit, coded, words)


def differences(case: Case, kind: CaseKind, steps: Sequence[Step], are_words_erased: bool) -> list[str]:
    """The names of what the case says otherwise than its steps; words that were erased are not compared."""
    folded = fold(kind, case.unit, steps)
    handler, target = (str(folded.coded.get(id) or "") for id in (kind.handler, kind.target))
    same = {
        "state": folded.state in ("", case.state),
        "at_unit": folded.at_unit == (case.at_unit or case.unit),  # none in cases from before there was one
        "handler": handler == case.handler,
        "target": target == case.target,
        "coded": folded.coded == case.coded,
        "words": are_words_erased or folded.words == case.words,
    }
    return [name for name, is_same in same.items() if not is_same]

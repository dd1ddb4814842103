"""The roster: when nobody is on duty, and who on it was not reached."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from survey.actions.due import Waiting, open_cases_of, programmes_in_sight
from survey.actions.office import Office
from survey.domain.handling.coverage import Span, gaps
from survey.domain.handling.field import NO, YES
from survey.domain.handling.kind import CaseKind


@dataclass(frozen=True)
class Roster:
    """What is planned of a kind whose cases together leave no gap.

    gaps        the times without anybody, until `days_ahead` from now.
    unanswered  cases whose number was tried and not answered; untried: those whose number nobody tried.
    """

    kind: CaseKind
    gaps: tuple[Span, ...]
    unanswered: tuple[Waiting, ...]
    untried: tuple[Waiting, ...]


def read_rosters(office: Office, now: datetime) -> tuple[Roster, ...]:
    """Of each kind with a coverage that the actor sees; NotAllowed for who may not see the board.

    All units' cases together cover the hours, also those out of reach: whose they are is not told.
    """
    office.leave("see_board")
    found = []
    for programme, sight in programmes_in_sight(office, "see_board"):
        kinds = [kind for kind in programme.case_kinds if kind.coverage and kind.id in (sight.kinds or ())]
        planned = open_cases_of(office, programme, now) if kinds else []
        seen = {item.case.id for item in open_cases_of(office, programme, now, sight)} if kinds else set()
        for kind in kinds:
            found.append(_roster(kind, [item for item in planned if item.kind.id == kind.id], seen, now))
    return tuple(found)


def _roster(kind: CaseKind, planned: list[Waiting], seen: set[str], now: datetime) -> Roster:
    until = now + timedelta(days=kind.coverage.days_ahead)
    spans = [(item, span) for item in planned if (span := span_of(item))]
    ahead = sorted((pair for pair in spans if pair[1][1] > now and pair[1][0] < until), key=lambda pair: pair[1])
    shown = [item for item, _span in ahead if kind.coverage.reachable and item.case.id in seen]
    said = [item.case.coded.get(kind.coverage.reachable) for item in shown]
    return Roster(
        kind, gaps((span for _item, span in spans), now, until),
        unanswered=tuple(item for item, word in zip(shown, said, strict=True) if word == NO),
        untried=tuple(item for item, word in zip(shown, said, strict=True) if word not in (YES, NO)),
    )


def span_of(item: Waiting) -> Span | None:
    coverage = item.kind.coverage
    starts, ends = (item.case.coded.get(field) for field in (coverage.starts, coverage.ends))
    return (datetime.fromisoformat(str(starts)), datetime.fromisoformat(str(ends))) if starts and ends else None

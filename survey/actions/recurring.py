"""Cases that come round: each unit's next one is opened before it is due."""

import hmac
from collections.abc import Iterator
from datetime import date, datetime

import pandas as pd

from survey.actions.handling import Entry, open_case
from survey.actions.keeping import SAMPLE, is_empty
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.handling.kind import CaseKind
from survey.domain.handling.recurrence import Earlier, is_time_to_open, next_planned
from survey.store import cases

ORIGIN = PURPOSE = "recurring"


def open_due_cases(office: Office, now: datetime) -> int:
    """Open every case that is due; how many there were. Done twice, it adds nothing.

    Cases of the sample year say nothing of when the office did its work: they are not counted.
    """
    office.leave("keep_house")
    entries = [
        entry
        for programme in office.declarations.programmes.values()
        for kind in programme.case_kinds if kind.recurring
        for entry in _due(office, programme, kind, office.day_of(now))
    ]
    return sum(open_case(office, entry, now).is_new for entry in entries)


def due_tonight(office: Office, now: datetime) -> int:
    """As `open_due_cases`, but none while nobody has entered anything: an empty store may be one that was lost."""
    return 0 if is_empty(office) else open_due_cases(office, now)


def _due(office: Office, programme: Programme, kind: CaseKind, today: date) -> Iterator[Entry]:
    earlier = _earlier(office, programme, kind)
    for unit in office.declarations.units_of(kind.recurring.unit_kinds):
        planned_on = next_planned(kind.recurring, earlier.get(unit.id), today)
        if planned_on and is_time_to_open(kind.recurring, planned_on, today):
            yield Entry(
                _id(office, programme.id, kind.id, unit.id, planned_on), programme.id, kind.id, unit.id,
                kind.channels[0].id, "", "", False, ORIGIN, fields={kind.recurring.planned: planned_on},
            )


def _earlier(office: Office, programme: Programme, kind: CaseKind) -> dict[str, Earlier]:
    """By unit, the open case, or else the one that was planned last."""
    frame = cases.cases_frame(office.database, programme.id, kinds=(kind.id,))
    frame = frame[frame["origin"] != SAMPLE]
    frame = frame.assign(
        planned=[date.fromisoformat(coded[kind.recurring.planned]) for coded in frame["coded"]],
        is_open=[not kind.state(state).is_final for state in frame["state"]],
    )
    last = frame.sort_values(["is_open", "planned"]).groupby("unit").tail(1)
    ended = _ended_on(office, last[~last["is_open"].astype(bool)])
    return {row.unit: Earlier(row.planned, ended.get(row.id)) for row in last.itertuples()}


def _ended_on(office: Office, closed: pd.DataFrame) -> dict[str, date]:
    """By case, the day of its last step."""
    steps = cases.steps_frame(office.database, list(closed["id"]))
    return {id: office.day_of(at) for id, at in steps.groupby("case_id")["happened_at"].max().items()}


def _id(office: Office, *parts: object) -> str:
    """The same for the same case; nobody outside can reckon it, nor the code by which it is followed."""
    text = "/".join(map(str, parts))
    return hmac.digest(office.key_for(PURPOSE), text.encode(), "sha256").hex()

"""Low readings beside what people complain of at the same place and hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from survey.actions.due import programmes_in_sight
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.handling.join import Complaint, Join, Low, beside
from survey.domain.handling.kind import OPENING
from survey.store.case_events import events_frame
from survey.store.cases import Sight

DAYS = 30


@dataclass(frozen=True)
class Joined:
    """low: each low reading with the complaints beside it. alone: complaints beside none. events: them all, by id."""

    join: Join
    measure: str
    low: tuple[tuple[Low, tuple[Complaint, ...]], ...]
    alone: tuple[Complaint, ...]
    events: Mapping[str, Mapping]


def read_joins(office: Office, now: datetime) -> tuple[Joined, ...]:
    """Each declared join over the last DAYS, the newest reading first; NotAllowed for who may not see the board.

    Readings and complaints are those that the actor may see, complaints of every programme.
    """
    office.leave("see_board")
    sights = programmes_in_sight(office, "see_board")
    since = now - timedelta(days=DAYS)
    return tuple(
        _joined(office, programme, sight, join, sights, since)
        for programme, sight in sights for join in programme.joins if join.kind in (sight.kinds or ())
    )


def _joined(
    office: Office, programme: Programme, sight: Sight, join: Join, sights: list[tuple[Programme, Sight]], since: datetime
) -> Joined:
    readings = events_frame(office.database, programme.id, {join.kind: [join.move]}, since, sight=sight)
    values = pd.to_numeric(readings["given"].map(lambda given: given.get(join.field)))
    low = readings.assign(value=values)[values < join.below]
    lows = [Low(row["unit"], row["happened_at"], row["value"], row["case_id"]) for row in low.to_dict("records")]
    served = {unit for unit in office.declarations.units if office.declarations.unit(unit).kind in _unit_kinds(programme, join)}
    events, complaints = {}, []
    for other, own in sights:
        for row in _openings(office, other, own, join, since).to_dict("records"):
            if units := _units_of(office, other, row) & served:
                events[row["case_id"]] = row
                complaints.append(Complaint(row["case_id"], units, row["happened_at"]))
    found, alone = beside(lows, complaints, join.hours)
    measure = next(kind for kind in programme.case_kinds if kind.id == join.kind).fields[join.field].measure
    return Joined(join, measure, tuple(found), tuple(alone), events)


def _unit_kinds(programme: Programme, join: Join) -> tuple[str, ...]:
    return next(kind for kind in programme.case_kinds if kind.id == join.kind).unit_kinds


def _openings(office: Office, programme: Programme, sight: Sight, join: Join, since: datetime) -> pd.DataFrame:
    moves = {kind.id: [OPENING] for kind in programme.case_kinds if kind.has_topic}
    since -= timedelta(hours=join.hours)
    return events_frame(office.database, programme.id, moves, since, topics=join.topics, sight=sight)


def _units_of(office: Office, programme: Programme, row: Mapping) -> frozenset[str]:
    """The unit that a case is about, and those that serve the areas it names."""
    kind = next(kind for kind in programme.case_kinds if kind.id == row["kind"])
    areas = [str(row["coded"].get(field.id)) for field in kind.fields.values() if field.type == "area"]
    known = office.declarations.areas
    return frozenset({row["unit"], *(known[area].unit for area in areas if area in known)})

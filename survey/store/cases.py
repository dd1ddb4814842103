"""Cases, their steps and clocks: opened once, moved, listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType

import pandas as pd
import sqlalchemy as sa

from survey.domain.asking.response import receipt_code
from survey.domain.columns import CASES, CLOCKS, STEPS, empty, shaped
from survey.domain.counting.period import ALL, Period
from survey.domain.handling.case import Case, Step
from survey.domain.handling.clock import RunningClock
from survey.domain.keeping.log import Entry
from survey.store.contacts import SealedContact, insert_contact
from survey.store.database import Database
from survey.store.log import append
from survey.store.schema import case, clock, contact, step
from survey.store.topic_labels import CASE, erase_labels

# SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
MOST_IN_A_STATEMENT = 30_000
NO_CONTACTS: Mapping[str, SealedContact] = MappingProxyType({})
NO_CLOCKS: Mapping[str, Sequence[RunningClock]] = MappingProxyType({})


@dataclass(frozen=True)
class Sight:
    """Which cases somebody sees; None stands for all.

    units   cases that these units answer for, or that lie with them; besides, those that the person handles and
            those that the account entered.
    person  never those in which this person is complained of (measures.md 11).
    kinds   of these kinds alone.
    """

    units: frozenset[str] | None = None
    person: str = ""
    account: str = ""
    kinds: frozenset[str] | None = None


EVERYTHING = Sight()


def save_cases(
    database: Database, cases: Sequence[Case], steps: Sequence[Step] = (), entry: Entry | None = None,
    sealed: Mapping[str, SealedContact] = NO_CONTACTS, clocks: Mapping[str, Sequence[RunningClock]] = NO_CLOCKS,
) -> int:
    """Store those whose id is new, and the steps, contacts and clocks (by case) of the new ones; how many were new."""
    if not cases:
        return 0
    with database.writing() as connection:
        new = insert_cases(database, connection, cases, steps, sealed, clocks)
        append(database, connection, entry if new else None)
        return len(new)


def insert_cases(
    database: Database, connection: sa.Connection, cases: Sequence[Case], steps: Sequence[Step],
    sealed: Mapping[str, SealedContact] = NO_CONTACTS, clocks: Mapping[str, Sequence[RunningClock]] = NO_CLOCKS,
) -> set[str]:
    """What `save_cases` stores, inside a transaction that the caller holds; the ids that were new."""
    statement = database.insert(case).on_conflict_do_nothing().returning(case.c.id)
    new = set(connection.execute(statement, [_row(database, item) for item in cases]).scalars())
    numbers = dict.fromkeys(new, 0)
    rows = []
    for item in steps:
        if item.case_id in new:
            numbers[item.case_id] += 1
            rows.append(_step_row(database, item, numbers[item.case_id]))
    if rows:
        connection.execute(step.insert(), rows)
    _insert_clocks(database, connection, {id: clocks[id] for id in clocks if id in new})
    for item in cases:
        if item.id in new & sealed.keys():
            insert_contact(database, connection, item.id, sealed[item.id], item.entered_at)
    return new


def _row(database: Database, item: Case) -> dict:
    given = {name: getattr(item, name) for name in CASES if name != "code"}
    return {"organisation": database.organisation, "code": receipt_code(item.id), **given}


def _step_row(database: Database, item: Step, number: int) -> dict:
    given = {name: getattr(item, name) for name in STEPS if name != "number"}
    return {"organisation": database.organisation, "number": number, **given}


def _insert_clocks(database: Database, connection: sa.Connection, clocks: Mapping[str, Sequence[RunningClock]]) -> None:
    names = [field.name for field in fields(RunningClock)]
    rows = [
        {"organisation": database.organisation, "case_id": id} | {name: getattr(run, name) for name in names}
        for id, runs in clocks.items() for run in runs
    ]
    if rows:
        connection.execute(clock.insert(), rows)


def save_move(
    database: Database, after: Case, taken: Step, seen: int, entry: Entry | None = None,
    clocks: Sequence[RunningClock] = (),
) -> bool:
    """Store a move, its step and the clocks as they are now; False when somebody else was faster.

    `seen` is the number of the last step that whoever moves had seen (0: none).
    """
    with database.writing() as connection:
        of_case = (step.c.organisation == database.organisation) & (step.c.case_id == after.id)
        last = connection.execute(sa.select(sa.func.max(step.c.number)).where(of_case)).scalar_one() or 0
        if last != seen:
            return False
        moved = {name: getattr(after, name) for name in ("state", "at_unit", "handler", "target", "coded", "words")}
        mine = (case.c.organisation == database.organisation) & (case.c.id == after.id)
        connection.execute(case.update().where(mine).values(moved))
        connection.execute(step.insert(), [_step_row(database, taken, last + 1)])
        connection.execute(clock.delete().where(clock.c.organisation == database.organisation, clock.c.case_id == after.id))
        _insert_clocks(database, connection, {after.id: clocks})
        append(database, connection, entry)
        return True


def cases_frame(
    database: Database, programme: str, period: Period = ALL, units: Sequence[str] = (), states: Sequence[str] = (),
    code: str = "", id: str = "", kinds: Sequence[str] = (), source: str = "", ids: Sequence[str] = (),
    target: str = "", sight: Sight = EVERYTHING, states_of: Mapping[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """Cases of a programme ("" for all), newest first; columns CASES. `units` are those that answer for them.

    states_of  by kind: of these kinds alone, what is in one of their states.
    """
    statement = case.select().where(case.c.organisation == database.organisation)
    given = (("programme", programme), ("code", code), ("id", id), ("source", source), ("target", target))
    statement = statement.where(*(case.c[column] == wanted for column, wanted in given if wanted))
    some = (("unit", units), ("state", states), ("kind", kinds), ("id", ids))
    statement = statement.where(*(case.c[column].in_(wanted) for column, wanted in some if wanted), *seen(sight))
    if states_of is not None:
        ways = [(case.c.kind == kind) & case.c.state.in_(wanted) for kind, wanted in states_of.items()]
        statement = statement.where(sa.or_(sa.false(), *ways))
    if period != ALL:
        month = sa.extract("year", case.c.opened_on) * 12 + sa.extract("month", case.c.opened_on)
        first, last = (int(m[:4]) * 12 + int(m[5:]) for m in (period.first, period.last))
        statement = statement.where(month.between(first, last))
    with database.reading() as connection:
        rows = connection.execute(statement.order_by(case.c.opened_on.desc(), case.c.id)).mappings().all()
    return shaped(pd.DataFrame(rows), CASES) if rows else empty(CASES)


def seen(sight: Sight) -> list[sa.ColumnElement[bool]]:
    """What a statement about cases must ask for besides."""
    found = [] if sight.kinds is None else [case.c.kind.in_(sight.kinds)]
    found += [case.c.target != sight.person] if sight.person else []
    if sight.units is None:
        return found
    ways = [case.c.unit.in_(sight.units), case.c.at_unit.in_(sight.units)]
    ways += [case.c[name] == own for name, own in (("handler", sight.person), ("entered_by", sight.account)) if own]
    return [*found, sa.or_(*ways)]


def steps_frame(database: Database, case_ids: Sequence[str]) -> pd.DataFrame:
    """Steps of these cases, each case's in the order they were taken; columns STEPS."""
    found = _of_cases(database, step, case_ids, step.c.number)
    rows = [dict(row) | {"happened_at": row["happened_at"] or row["at"]} for row in found]
    return shaped(pd.DataFrame(rows), STEPS) if rows else empty(STEPS)


def clocks_frame(database: Database, case_ids: Sequence[str]) -> pd.DataFrame:
    """Every run of the clocks of these cases; columns CLOCKS, moments None where there are none."""
    rows = _of_cases(database, clock, case_ids, clock.c.clock, clock.c.number)
    return shaped(pd.DataFrame(rows, dtype=object), CLOCKS) if rows else empty(CLOCKS)


def _of_cases(database: Database, table: sa.Table, case_ids: Sequence[str], *order: sa.Column) -> list[sa.RowMapping]:
    mine = table.select().where(table.c.organisation == database.organisation).order_by(table.c.case_id, *order)
    rows: list[sa.RowMapping] = []
    with database.reading() as connection:
        for start in range(0, len(case_ids), MOST_IN_A_STATEMENT):
            part = mine.where(table.c.case_id.in_(case_ids[start : start + MOST_IN_A_STATEMENT]))
            rows += connection.execute(part).mappings()
    return rows


def runs_of(frame: pd.DataFrame) -> tuple[RunningClock, ...]:
    """The runs of one case out of CLOCKS."""
    names = [field.name for field in fields(RunningClock)]
    return tuple(RunningClock(**row) for row in frame[names].to_dict("records"))


def runs_by_case(frame: pd.DataFrame) -> dict[str, list[RunningClock]]:
    """The runs of many cases out of CLOCKS, by the case's id; one pass, for a table may hold a hundred thousand."""
    found: dict[str, list[RunningClock]] = {}
    for id, run in zip(frame["case_id"], runs_of(frame), strict=True):
        found.setdefault(id, []).append(run)
    return found


def has_cases(database: Database) -> bool:
    statement = sa.select(case.c.id).where(case.c.organisation == database.organisation).limit(1)
    with database.reading() as connection:
        return connection.execute(statement).first() is not None


def has_case_origin(database: Database, origin: str) -> bool:
    mine = (case.c.organisation == database.organisation) & (case.c.origin == origin)
    with database.reading() as connection:
        return connection.execute(sa.select(case.c.id).where(mine).limit(1)).first() is not None


def erase_case_origin(database: Database, origin: str, entry: Entry | None = None) -> int:
    """Delete all cases of an origin with their steps, clocks and contacts; how many there were."""
    mine = (case.c.organisation == database.organisation) & (case.c.origin == origin)
    with database.writing() as connection:
        ids = sa.select(case.c.id).where(mine)
        for table in (step, clock, contact):
            own = table.c.organisation == database.organisation
            connection.execute(table.delete().where(own, table.c.case_id.in_(ids)))
        erase_labels(database, connection, CASE, ids)
        gone = connection.execute(case.delete().where(mine)).rowcount
        append(database, connection, entry if gone else None)
        return gone

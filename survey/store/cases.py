"""Cases and their steps: opened once, moved, listed."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd
import sqlalchemy as sa

from survey.domain.asking.response import receipt_code
from survey.domain.columns import CASES, STEPS, empty, shaped
from survey.domain.counting.period import ALL, Period
from survey.domain.handling.case import Case, Step
from survey.domain.keeping.log import Entry
from survey.store.contacts import insert_contact
from survey.store.database import Database
from survey.store.log import append
from survey.store.schema import case, contact, step

# SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
MOST_IN_A_STATEMENT = 30_000
NO_CONTACTS: Mapping[str, bytes] = MappingProxyType({})


def save_cases(
    database: Database, cases: Sequence[Case], steps: Sequence[Step] = (), entry: Entry | None = None,
    sealed: Mapping[str, bytes] = NO_CONTACTS,
) -> int:
    """Store those whose id is new, and the steps and sealed contacts (by case) of the new ones; how many were new."""
    if not cases:
        return 0
    with database.writing() as connection:
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
        for item in cases:
            if item.id in new & sealed.keys():
                insert_contact(database, connection, item.id, sealed[item.id], item.entered_at)
        append(database, connection, entry if new else None)
        return len(new)


def _row(database: Database, item: Case) -> dict:
    fields = {name: getattr(item, name) for name in CASES if name != "code"}
    return {"organisation": database.organisation, "code": receipt_code(item.id), **fields}


def _step_row(database: Database, item: Step, number: int) -> dict:
    return {
        "organisation": database.organisation, "case_id": item.case_id, "number": number,
        "move": item.move, "by": item.by, "note": item.note, "at": item.at,
    }


def save_move(database: Database, before: Case, after: Case, taken: Step, entry: Entry | None = None) -> bool:
    """Store a move and its step; False when somebody else moved the case first."""
    with database.writing() as connection:
        mine = (case.c.organisation == database.organisation) & (case.c.id == before.id)
        change = case.update().where(mine, case.c.state == before.state).values(state=after.state)
        if connection.execute(change).rowcount == 0:
            return False
        steps = sa.select(sa.func.count()).where(step.c.organisation == database.organisation, step.c.case_id == before.id)
        connection.execute(step.insert(), [_step_row(database, taken, connection.execute(steps).scalar_one() + 1)])
        append(database, connection, entry)
        return True


def cases_frame(
    database: Database, programme: str, period: Period = ALL, units: Sequence[str] = (), states: Sequence[str] = (),
    code: str = "", id: str = "",
) -> pd.DataFrame:
    """Cases, newest first; columns CASES."""
    statement = case.select().where(case.c.organisation == database.organisation, case.c.programme == programme)
    for column, wanted in (("unit", units), ("state", states)):
        if wanted:
            statement = statement.where(case.c[column].in_(wanted))
    for column, wanted in (("code", code), ("id", id)):
        if wanted:
            statement = statement.where(case.c[column] == wanted)
    if period != ALL:
        month = sa.extract("year", case.c.opened_on) * 12 + sa.extract("month", case.c.opened_on)
        first, last = (int(m[:4]) * 12 + int(m[5:]) for m in (period.first, period.last))
        statement = statement.where(month.between(first, last))
    with database.reading() as connection:
        rows = connection.execute(statement.order_by(case.c.opened_on.desc(), case.c.id)).mappings().all()
    return shaped(pd.DataFrame(rows), CASES) if rows else empty(CASES)


def steps_frame(database: Database, case_ids: Sequence[str]) -> pd.DataFrame:
    """Steps of these cases, each case's in the order they were taken; columns STEPS."""
    mine = step.select().where(step.c.organisation == database.organisation).order_by(step.c.case_id, step.c.number)
    rows = []
    with database.reading() as connection:
        for start in range(0, len(case_ids), MOST_IN_A_STATEMENT):
            part = mine.where(step.c.case_id.in_(case_ids[start : start + MOST_IN_A_STATEMENT]))
            rows += connection.execute(part).mappings()
    return shaped(pd.DataFrame(rows), STEPS) if rows else empty(STEPS)


def has_cases(database: Database) -> bool:
    statement = sa.select(case.c.id).where(case.c.organisation == database.organisation).limit(1)
    with database.reading() as connection:
        return connection.execute(statement).first() is not None


def has_case_origin(database: Database, origin: str) -> bool:
    mine = (case.c.organisation == database.organisation) & (case.c.origin == origin)
    with database.reading() as connection:
        return connection.execute(sa.select(case.c.id).where(mine).limit(1)).first() is not None


def erase_case_origin(database: Database, origin: str, entry: Entry | None = None) -> int:
    """Delete all cases of an origin with their steps and contacts; how many there were."""
    mine = (case.c.organisation == database.organisation) & (case.c.origin == origin)
    with database.writing() as connection:
        ids = sa.select(case.c.id).where(mine)
        for table in (step, contact):
            own = table.c.organisation == database.organisation
            connection.execute(table.delete().where(own, table.c.case_id.in_(ids)))
        gone = connection.execute(case.delete().where(mine)).rowcount
        append(database, connection, entry if gone else None)
        return gone

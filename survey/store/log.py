"""The log's lines: appended in the transaction of what they tell, read, and followed from end to end."""

from collections.abc import Iterator, Mapping

import pandas as pd
import sqlalchemy as sa

from survey.domain.columns import LOG, empty, shaped
from survey.domain.keeping.log import START, Entry, Line, chained
from survey.store.database import Database
from survey.store.schema import log_line

AT_A_TIME = 5_000


def append(database: Database, connection: sa.Connection, entry: Entry | None) -> None:
    """Put the entry at the end of the chain, as the last act of the caller's transaction; nothing for None.

    The last act, because on PostgreSQL everybody else who writes waits from here to the commit.
    """
    if entry is None:
        return
    if not database.is_sqlite:
        lock = sa.func.pg_advisory_xact_lock(sa.func.hashtext(f"log {database.organisation}"))
        connection.execute(sa.select(lock))
    last = (
        sa.select(log_line.c.number, log_line.c.hash)
        .where(log_line.c.organisation == database.organisation)
        .order_by(log_line.c.number.desc())
        .limit(1)
    )
    number, previous = connection.execute(last).first() or (0, START)
    connection.execute(log_line.insert(), _row(database, chained(number + 1, entry, previous)))


def record(database: Database, entry: Entry) -> None:
    """An entry by itself: for what changes no row, as a sign-in or a download."""
    with database.writing() as connection:
        append(database, connection, entry)


def _row(database: Database, line: Line) -> dict:
    entry = line.entry
    return {
        "organisation": database.organisation, "number": line.number, "at": entry.at, "actor": entry.actor,
        "address": entry.address, "action": entry.action, "row": entry.row, "before": dict(entry.before),
        "after": dict(entry.after), "previous": line.previous, "hash": line.hash,
    }


def lines(database: Database, connection: sa.Connection) -> Iterator[Line]:
    """The whole chain in order, read a few thousand at a time."""
    statement = log_line.select().where(log_line.c.organisation == database.organisation).order_by(log_line.c.number)
    for row in connection.execution_options(yield_per=AT_A_TIME).execute(statement).mappings():
        yield _line(row)


def _line(row: Mapping) -> Line:
    fields = {name: row[name] for name in Entry.__dataclass_fields__}
    return Line(row["number"], Entry(**fields), row["previous"], row["hash"])


def log_frame(database: Database, actor: str = "", action: str = "", row: str = "", most: int = 500) -> pd.DataFrame:
    """The latest lines, newest first, of one actor, action or row where named; columns LOG."""
    statement = log_line.select().where(log_line.c.organisation == database.organisation)
    for column, wanted in (("actor", actor), ("action", action), ("row", row)):
        if wanted:
            statement = statement.where(log_line.c[column] == wanted)
    with database.reading() as connection:
        rows = connection.execute(statement.order_by(log_line.c.number.desc()).limit(most)).mappings().all()
    return shaped(pd.DataFrame(rows), LOG) if rows else empty(LOG)

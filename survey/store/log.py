"""The log's lines: appended in the transaction of what they tell, read, and followed from end to end."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

import pandas as pd
import sqlalchemy as sa

from survey.domain.columns import LOG, empty, shaped
from survey.domain.keeping.log import START, Entry, Line, broken_links, chained
from survey.store.database import Database
from survey.store.schema import log_line

AT_A_TIME = 5_000
ERASED = "erase_log"


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


def chain_faults(database: Database, connection: sa.Connection) -> Iterator[str]:
    """Where the chain does not hold, in words, from the line on with which it begins."""
    erased = (
        sa.select(log_line.c.after)
        .where(log_line.c.organisation == database.organisation, log_line.c.action == ERASED)
        .order_by(log_line.c.number.desc())
        .limit(1)
    )
    last = connection.execute(erased).scalar() or {"to": 0, "hash": START}
    return broken_links(lines(database, connection), last["to"] + 1, last["hash"])


def erase_lines(database: Database, before: datetime, entry: Entry) -> int:
    """Delete the lines that are older, but never the last; the entry's line says where the chain begins now."""
    mine = log_line.c.organisation == database.organisation
    with database.writing() as connection:
        last = _last_old(database, connection, before)
        if last is None:
            return 0
        gone = connection.execute(log_line.delete().where(mine, log_line.c.number <= last.number)).rowcount
        append(database, connection, replace(entry, action=ERASED, after={"to": last.number, "hash": last.hash}))
        return gone


def count_old_lines(database: Database, before: datetime) -> int:
    """How many lines `erase_lines` would delete."""
    with database.reading() as connection:
        last = _last_old(database, connection, before)
        mine = (log_line.c.organisation == database.organisation) & (log_line.c.number <= (last.number if last else 0))
        return connection.execute(sa.select(sa.func.count()).select_from(log_line).where(mine)).scalar_one()


def _last_old(database: Database, connection: sa.Connection, before: datetime) -> sa.Row | None:
    """The last line that is older, other than the newest of all: its number and hash."""
    mine = log_line.c.organisation == database.organisation
    newest = sa.select(sa.func.max(log_line.c.number)).where(mine).scalar_subquery()
    old = sa.select(log_line.c.number, log_line.c.hash).where(mine, log_line.c.at < before, log_line.c.number < newest)
    return connection.execute(old.order_by(log_line.c.number.desc()).limit(1)).first()


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

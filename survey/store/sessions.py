"""Sessions: opened at sign-in, looked up at every request, ended by sign-out, idleness or an administrator."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from survey.domain.keeping.log import Entry
from survey.store.database import Database
from survey.store.log import append
from survey.store.schema import session


@dataclass(frozen=True)
class Session:
    """One sign-in that has not ended; `token` is the hash of what the cookie holds."""

    token: str
    account: str
    address: str
    opened_at: datetime
    seen_at: datetime


def open_session(database: Database, item: Session, entry: Entry) -> None:
    with database.writing() as connection:
        connection.execute(session.insert().values(organisation=database.organisation, **vars(item)))
        append(database, connection, entry)


def find_session(database: Database, token: str) -> Session | None:
    """The session of this token, unless it was ended."""
    statement = _open(database).where(session.c.token == token)
    with database.reading() as connection:
        row = connection.execute(statement).mappings().first()
    return _session(row) if row else None


def list_sessions(database: Database) -> list[Session]:
    """The open sessions, the latest first."""
    statement = _open(database).order_by(session.c.seen_at.desc())
    with database.reading() as connection:
        return [_session(row) for row in connection.execute(statement).mappings()]


def touch_session(database: Database, token: str, now: datetime) -> None:
    """Note that its owner is still there."""
    mine = (session.c.organisation == database.organisation) & (session.c.token == token)
    with database.writing() as connection:
        connection.execute(session.update().where(mine, session.c.closed_at.is_(None)).values(seen_at=now))


def close_sessions(database: Database, now: datetime, entry: Entry, account: str, token: str = "") -> int:
    """End all sessions of an account, or the one of this token; how many there were."""
    mine = (session.c.organisation == database.organisation) & (session.c.account == account)
    mine = mine & (session.c.token == token) if token else mine
    with database.writing() as connection:
        ended = connection.execute(session.update().where(mine, session.c.closed_at.is_(None)).values(closed_at=now))
        if ended.rowcount:
            append(database, connection, entry)
        return ended.rowcount


def _open(database: Database) -> sa.Select:
    return session.select().where(session.c.organisation == database.organisation, session.c.closed_at.is_(None))


def _session(row) -> Session:
    return Session(**{name: row[name] for name in Session.__dataclass_fields__})

"""Accounts and their grants: saved, found, listed; and the links by which a password is set."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from survey.domain.keeping.account import Account
from survey.domain.keeping.actor import Grant
from survey.domain.keeping.log import Entry
from survey.store.database import Database
from survey.store.log import append
from survey.store.schema import account, link, session


def has_accounts(database: Database) -> bool:
    statement = sa.select(account.c.id).where(account.c.organisation == database.organisation).limit(1)
    with database.reading() as connection:
        return connection.execute(statement).first() is not None


def find_account(database: Database, id: str) -> tuple[Account | None, str]:
    """The account and its password's hash; (None, "") when there is none."""
    with database.reading() as connection:
        row = connection.execute(account.select().where(_is(database, id))).mappings().first()
    return (_account(row), row["password"]) if row else (None, "")


def find_signed_in(database: Database, token: str) -> tuple[Account, str, datetime] | None:
    """Whose session it is, from which address, and when its owner was last seen; None for one that was ended.

    One look, because every press of every page asks.
    """
    statement = (
        sa.select(account, session.c.address, session.c.seen_at)
        .join(session, (session.c.organisation == account.c.organisation) & (session.c.account == account.c.id))
        .where(session.c.organisation == database.organisation, session.c.token == token, session.c.closed_at.is_(None))
    )
    with database.reading() as connection:
        row = connection.execute(statement).mappings().first()
    return (_account(row), row["address"], row["seen_at"]) if row else None


def list_accounts(database: Database) -> list[tuple[Account, bool]]:
    """Every account in order of its login name, and whether it has a password."""
    statement = account.select().where(account.c.organisation == database.organisation).order_by(account.c.id)
    with database.reading() as connection:
        return [(_account(row), bool(row["password"])) for row in connection.execute(statement).mappings()]


def save_account(database: Database, item: Account, now: datetime, entry: Entry) -> None:
    """Add the account, or change all of it but its password; one that is no longer active is signed out everywhere."""
    values = {
        "name": item.name, "person": item.person, "collector": item.collector, "is_active": item.is_active,
        "grants": [_plain(grant) for grant in item.grants],
    }
    with database.writing() as connection:
        insert = database.insert(account).values(
            organisation=database.organisation, id=item.id, password="", created_at=now, **values
        )
        connection.execute(insert.on_conflict_do_update(index_elements=list(account.primary_key), set_=values))
        if not item.is_active:
            connection.execute(_close(database, item.id, now))
            connection.execute(link.delete().where(link.c.organisation == database.organisation, link.c.account == item.id))
        append(database, connection, entry)


def save_first(database: Database, item: Account, password: str, token: str, now: datetime, entry: Entry) -> bool:
    """The first account, with its password's hash, by a link that is then used up; False when the link is gone."""
    with database.writing() as connection:
        if not _use_up(database, connection, token, now):
            return False
        connection.execute(account.insert().values(
            organisation=database.organisation, id=item.id, name=item.name, password=password, person="", collector="",
            is_active=True, grants=[_plain(grant) for grant in item.grants], created_at=now,
        ))
        append(database, connection, entry)
        return True


def _use_up(database: Database, connection: sa.Connection, token: str, now: datetime) -> bool:
    mine = (link.c.organisation == database.organisation) & (link.c.token == token)
    return connection.execute(link.delete().where(mine, link.c.expires_at > now)).rowcount == 1


def set_password(database: Database, id: str, password: str, now: datetime, entry: Entry, token: str = "") -> bool:
    """Store a new password's hash, end every session; with a link's token only once. False when the link is gone."""
    with database.writing() as connection:
        if token and not _use_up(database, connection, token, now):
            return False
        connection.execute(account.update().where(_is(database, id)).values(password=password))
        connection.execute(_close(database, id, now))
        append(database, connection, entry)
        return True


def save_link(database: Database, token: str, id: str, expires_at: datetime, entry: Entry | None) -> None:
    """Keep the hash of a link's token; links that the account had before are void."""
    with database.writing() as connection:
        connection.execute(link.delete().where(link.c.organisation == database.organisation, link.c.account == id))
        connection.execute(link.insert().values(
            organisation=database.organisation, token=token, account=id, expires_at=expires_at
        ))
        append(database, connection, entry)


def account_of_link(database: Database, token: str, now: datetime) -> str | None:
    """Whose password the link sets; None when it was used, has expired or never was."""
    statement = sa.select(link.c.account).where(
        link.c.organisation == database.organisation, link.c.token == token, link.c.expires_at > now
    )
    with database.reading() as connection:
        return connection.execute(statement).scalar()


def _close(database: Database, id: str, now: datetime) -> sa.Update:
    mine = (session.c.organisation == database.organisation) & (session.c.account == id)
    return session.update().where(mine, session.c.closed_at.is_(None)).values(closed_at=now)


def _is(database: Database, id: str) -> sa.ColumnElement[bool]:
    return (account.c.organisation == database.organisation) & (account.c.id == id)


def _plain(grant: Grant) -> dict:
    return {"role": grant.role, "programme": grant.programme, "units": list(grant.units), "areas": list(grant.areas)}


def _account(row: Mapping) -> Account:
    grants = tuple(
        Grant(g["role"], g["programme"], tuple(g["units"]), tuple(g["areas"])) for g in row["grants"]
    )
    return Account(row["id"], row["name"], grants, row["person"], row["collector"], row["is_active"])

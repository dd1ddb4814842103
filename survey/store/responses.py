"""Responses: saved once with their comments and tallies, voided, erased."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from survey.domain.asking.response import Response
from survey.domain.counting.tally import tally
from survey.domain.errors import SurveyError
from survey.domain.keeping.log import Entry
from survey.locale import _
from survey.store.database import Database
from survey.store.drafts import drop_draft
from survey.store.log import append
from survey.store.response_reading import response_of
from survey.store.schema import comment, exclusion, response
from survey.store.tallies import add_tallies
from survey.store.topic_labels import COMMENT, erase_labels

# The columns that a response fills by its attribute of the same name.
FIELDS = (
    "id", "programme", "questionnaire", "version", "unit", "area", "person", "collector", "mode",
    "happened_on", "entered_at", "entered_by", "origin", "code", "answers", "about",
)


def save_responses(database: Database, responses: Sequence[Response], entry: Entry | None = None) -> int:
    """Store those whose id is new, with comments and tallies, in one transaction; how many were new."""
    if not responses:
        return 0
    with database.writing() as connection:
        saved = insert_responses(database, connection, responses)
        append(database, connection, entry if saved else None)
        return saved


def save_sheet(
    database: Database, item: Response, entry: Entry, replaces: str = "", replacing: Entry | None = None
) -> bool:
    """Store a sheet that was keyed in and drop its draft; whether it is new.

    `replaces` is the sheet that this one corrects: it becomes void in the same transaction, or else nothing is saved.
    """
    with database.writing() as connection:
        drop_draft(database, connection, item.id)
        if insert_responses(database, connection, [item]) == 0:
            return False
        append(database, connection, entry)
        if replaces:
            if not void_row(database, connection, replaces, f"-> {item.code}", item.entered_at):
                raise SurveyError(_("更正"), _("旧的那份刚刚被作废了。"), _("请刷新页面核对。"))
            append(database, connection, replacing)
        return True


def insert_responses(database: Database, connection: sa.Connection, responses: Sequence[Response]) -> int:
    """The same inside a transaction that the caller holds."""
    new = insert_rows(database, connection, responses)
    add_tallies(database, connection, tally(new), sign=1)
    return len(new)


def insert_rows(database: Database, connection: sa.Connection, responses: Sequence[Response]) -> list[Response]:
    """Store those whose id is new, with comments but without tallies, which are the caller's; the new ones."""
    once = {item.id: item for item in responses}
    statement = database.insert(response).on_conflict_do_nothing().returning(response.c.id)
    saved = connection.execute(statement, [row_of(database, item) for item in once.values()]).scalars()
    new = [once[id] for id in saved]
    comments = [
        {"organisation": database.organisation, "response_id": item.id, "question": key, "text": text}
        for item in new
        for key, text in item.comments.items()
    ]
    if comments:
        connection.execute(comment.insert(), comments)
    return new


def row_of(database: Database, item: Response) -> dict:
    """A response as a row of its table."""
    return {"organisation": database.organisation, **{name: getattr(item, name) for name in FIELDS}}


def void_response(database: Database, id: str, reason: str, at: datetime, entry: Entry | None = None) -> bool:
    """Take a response out of every count but keep the row; False when there is none, or it is void already."""
    with database.writing() as connection:
        is_void = void_row(database, connection, id, reason, at)
        append(database, connection, entry if is_void else None)
        return is_void


def void_row(database: Database, connection: sa.Connection, id: str, reason: str, at: datetime) -> bool:
    """The same inside a transaction that the caller holds."""
    mine = (response.c.organisation == database.organisation) & (response.c.id == id)
    change = response.update().where(mine, response.c.voided_at.is_(None)).values(voided_at=at, void_reason=reason)
    if connection.execute(change).rowcount == 0:
        return False
    found = connection.execute(response.select().where(mine)).mappings().one()
    add_tallies(database, connection, tally([response_of(found)]), sign=-1)
    return True


def erase_origin(database: Database, origin: str, entry: Entry | None = None) -> int:
    """Delete all responses of an origin and take their counts back; how many there were."""
    mine = (response.c.organisation == database.organisation) & (response.c.origin == origin)
    ids = sa.select(response.c.id).where(mine)
    with database.writing() as connection:
        for about in (comment, exclusion):
            connection.execute(about.delete().where(about.c.organisation == database.organisation, about.c.response_id.in_(ids)))
        erase_labels(database, connection, COMMENT, ids)
        # What the delete itself gives back is ours alone: another may have voided or erased some meanwhile.
        gone = connection.execute(response.delete().where(mine).returning(response)).mappings().all()
        counted = [response_of(row) for row in gone if row["voided_at"] is None]
        add_tallies(database, connection, tally(counted), sign=-1)
        append(database, connection, entry if gone else None)
        return len(gone)


def has_origin(database: Database, origin: str) -> bool:
    return _has(database, response.c.origin == origin)


def has_rows(database: Database) -> bool:
    return _has(database)


def has_code(database: Database, code: str) -> bool:
    return _has(database, response.c.code == code, response.c.voided_at.is_(None))


def has_id(database: Database, id: str) -> bool:
    """Whether the response of this id counts."""
    return _has(database, response.c.id == id, response.c.voided_at.is_(None))


def says_the_same(database: Database, item: Response) -> bool:
    """Whether the response stored under this id holds the same answers and comments, from and about the same."""
    mine = (response.c.organisation == database.organisation) & (response.c.id == item.id)
    its_own = (comment.c.organisation == database.organisation) & (comment.c.response_id == item.id)
    with database.reading() as connection:
        stored = connection.execute(response.select().where(mine)).mappings().one()
        comments = dict(connection.execute(sa.select(comment.c.question, comment.c.text).where(its_own)).all())
    about = all(stored[name] == getattr(item, name) for name in ("unit", "area", "person", "collector", "mode"))
    return about and stored["answers"] == dict(item.answers) and comments == dict(item.comments)


def _has(database: Database, *conditions) -> bool:
    statement = sa.select(response.c.id).where(response.c.organisation == database.organisation, *conditions)
    with database.reading() as connection:
        return connection.execute(statement.limit(1)).first() is not None

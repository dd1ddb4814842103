"""Responses: saved once with their comments and tallies, voided, erased, listed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import sqlalchemy as sa

from survey.domain.asking.response import Response
from survey.domain.columns import COMMENTS, RESPONSES, empty, shaped
from survey.domain.counting.period import ALL, Period
from survey.domain.counting.tally import TallyKey, tally
from survey.domain.errors import SurveyError
from survey.domain.keeping.log import Entry
from survey.locale import _
from survey.store.database import Database
from survey.store.drafts import drop_draft
from survey.store.log import append
from survey.store.schema import comment, exclusion, response
from survey.store.tallies import add_tallies
from survey.store.topic_labels import COMMENT, erase_labels

CHUNK = 20_000
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
    add_tallies(database, connection, tally([_response(found)]), sign=-1)
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
        counted = [_response(row) for row in gone if row["voided_at"] is None]
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


def recount(database: Database, connection: sa.Connection) -> Counter[TallyKey]:
    """The tallies as all responses that count would make them, read a few thousand at a time."""
    statement = response.select().where(response.c.organisation == database.organisation, response.c.voided_at.is_(None))
    rows = connection.execution_options(yield_per=CHUNK).execute(statement).mappings()
    counts: Counter[TallyKey] = Counter()
    for part in rows.partitions():
        counts.update(tally(_response(row) for row in part))
    return counts


def _response(row) -> Response:
    fields = {name: row[name] for name in RESPONSES if name != "answers"}
    return Response(answers=row["answers"], comments={}, **fields)


def responses_frame(database: Database, programme: str, questionnaire: str, period: Period) -> pd.DataFrame:
    """Whole responses that count, columns RESPONSES; `answers` holds a dict of codes."""
    statement = _of(database, programme, questionnaire, period).order_by(response.c.happened_on, response.c.id)
    return _frame(database, statement, RESPONSES)


def answer_blocks(
    database: Database, programme: str, questionnaire: str, period: Period,
    units: Sequence[str] = (), modes: Sequence[str] = (), until: datetime | None = None,
) -> Iterator[list[tuple[int, Mapping[str, str]]]]:
    """(version, answers) of the whole responses that count, a few thousand at a time: a million do not fit in memory.

    until  only what was entered by then; None for all.
    """
    statement = _of(database, programme, questionnaire, period).with_only_columns(response.c.version, response.c.answers)
    statement = statement.where(response.c.entered_at <= until) if until else statement
    for column, wanted in ((response.c.unit, units), (response.c.mode, modes)):
        statement = statement.where(column.in_(wanted)) if wanted else statement
    with database.snapshot() as connection:
        found = connection.execution_options(yield_per=CHUNK).execute(statement)
        yield from (list(block) for block in found.partitions())


def sheets_about_persons(
    database: Database, programme: str, questionnaire: str, period: Period
) -> Iterator[list[tuple[str, str, int, Mapping[str, str]]]]:
    """(person, collector, version, answers) of the whole responses that count and name a person, as `answer_blocks`."""
    wanted = (response.c.person, response.c.collector, response.c.version, response.c.answers)
    statement = _of(database, programme, questionnaire, period).with_only_columns(*wanted).where(response.c.person != "")
    with database.snapshot() as connection:
        found = connection.execution_options(yield_per=CHUNK).execute(statement)
        yield from (list(block) for block in found.partitions())


def find_by_code(database: Database, code: str) -> pd.DataFrame:
    """The responses that count and carry this receipt code: none or one; columns RESPONSES."""
    statement = response.select().where(
        response.c.organisation == database.organisation, response.c.code == code, response.c.voided_at.is_(None)
    )
    return _frame(database, statement, RESPONSES)


def sheets_entered(database: Database, by: str, since: datetime) -> pd.DataFrame:
    """The sheets that an account keyed in since then and that count, the latest first; columns RESPONSES."""
    statement = response.select().where(*_entered(database, by, since))
    return _frame(database, statement.order_by(response.c.entered_at.desc(), response.c.id), RESPONSES)


def count_entered(database: Database, by: str, since: datetime) -> int:
    with database.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).where(*_entered(database, by, since))).scalar_one()


def _entered(database: Database, by: str, since: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        response.c.organisation == database.organisation, response.c.entered_by == by,
        response.c.entered_at >= since, response.c.voided_at.is_(None),
    )


def find_responses(database: Database, id: str) -> pd.DataFrame:
    """The response of this id, if it counts: none or one; columns RESPONSES."""
    statement = response.select().where(
        response.c.organisation == database.organisation, response.c.id == id, response.c.voided_at.is_(None)
    )
    return _frame(database, statement, RESPONSES)


@dataclass(frozen=True)
class About:
    """What one response says of the case that it is about."""

    version: int
    entered_at: datetime
    answers: Mapping[str, str]


def answers_about(database: Database, cases: Sequence[str]) -> dict[str, list[About]]:
    """By case, the responses about it that count; cases without one are left out."""
    mine = (response.c.organisation == database.organisation) & response.c.voided_at.is_(None)
    columns = (response.c.about, response.c.version, response.c.entered_at, response.c.answers)
    found: dict[str, list[About]] = {}
    with database.reading() as connection:
        for start in range(0, len(cases), CHUNK):
            some = response.c.about.in_(cases[start : start + CHUNK])
            for about, *said in connection.execute(sa.select(*columns).where(mine, some)):
                found.setdefault(about, []).append(About(*said))
    return found


def comments_of(database: Database, id: str) -> dict[str, str]:
    """What one response says in words, by question key."""
    statement = sa.select(comment.c.question, comment.c.text).where(
        comment.c.organisation == database.organisation, comment.c.response_id == id
    )
    with database.reading() as connection:
        return {question: text for question, text in connection.execute(statement)}


def comments_frame(
    database: Database, programme: str, questionnaire: str, period: Period,
    units: Sequence[str] = (), modes: Sequence[str] = (), most: int = 200,
) -> pd.DataFrame:
    """The latest comments, newest first; columns COMMENTS."""
    statement = (
        _of(database, programme, questionnaire, period)
        .add_columns(comment.c.question, comment.c.text)
        .join(comment, (comment.c.organisation == response.c.organisation) & (comment.c.response_id == response.c.id))
        .order_by(response.c.happened_on.desc(), response.c.entered_at.desc(), response.c.id)
        .limit(most)
    )
    if units:
        statement = statement.where(response.c.unit.in_(units))
    if modes:
        statement = statement.where(response.c.mode.in_(modes))
    return _frame(database, statement, COMMENTS)


def _of(database: Database, programme: str, questionnaire: str, period: Period) -> sa.Select:
    return of_questionnaire(database, programme, questionnaire, period).where(response.c.voided_at.is_(None))


def of_questionnaire(database: Database, programme: str, questionnaire: str, period: Period) -> sa.Select:
    """The responses of one questionnaire and period, void ones too."""
    statement = response.select().where(
        response.c.organisation == database.organisation,
        response.c.programme == programme,
        response.c.questionnaire == questionnaire,
    )
    if period == ALL:
        return statement
    month = sa.extract("year", response.c.happened_on) * 12 + sa.extract("month", response.c.happened_on)
    first, last = (int(m[:4]) * 12 + int(m[5:]) for m in (period.first, period.last))
    return statement.where(month.between(first, last))


def _frame(database: Database, statement: sa.Select, columns: tuple[str, ...]) -> pd.DataFrame:
    with database.reading() as connection:
        result = connection.execute(statement)
        names, rows = result.keys(), result.all()
    if not rows:
        return empty(columns)
    return shaped(pd.DataFrame(dict(zip(names, zip(*rows)))), columns)  # by column: pandas is slow on rows

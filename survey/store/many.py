"""Many responses at once: the same rows as one by one, without the price of one by one."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from survey.domain.asking.response import Response
from survey.domain.counting.tally import TallyKey, tally
from survey.store.database import Database
from survey.store.responses import FIELDS, insert_rows
from survey.store.schema import comment, response
from survey.store.tallies import add_tallies

CHUNK = 20_000
SAID = ("version", "unit", "area", "person", "collector", "mode", "happened_on", "answers")


@dataclass(frozen=True)
class Inserted:
    """How many were new; and the ids of those that were there already and say something else, left as they are."""

    saved: int
    differing: list[str]


def insert_many(
    database: Database, connection: sa.Connection, responses: Sequence[Response],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Inserted:
    """What `insert_responses` does, inside a transaction that the caller holds, telling what was known.

    The tallies come last: whoever saves a form meanwhile waits for them alone, not for all the rows.
    """
    saved, differing, counts = 0, [], Counter[TallyKey]()
    for start in range(0, len(responses), CHUNK):
        chunk = {item.id: item for item in responses[start : start + CHUNK]}
        known = _known(database, connection, list(chunk))
        differing += [id for id, said in known.items() if said != _said(vars(chunk[id]), chunk[id].comments)]
        new = _insert_new(database, connection, [item for id, item in chunk.items() if id not in known])
        counts.update(tally(new))
        saved += len(new)
        progress(min(start + CHUNK, len(responses)), len(responses))
    add_tallies(database, connection, counts, sign=1)
    return Inserted(saved, differing)


def _known(database: Database, connection: sa.Connection, ids: list[str]) -> dict[str, tuple]:
    """What those of these ids that are stored say."""
    columns = [response.c[name] for name in ("id", *SAID)]
    rows = connection.execute(_having(database, sa.select(*columns), response.c.id, ids)).mappings().all()
    comments: dict[str, dict[str, str]] = {row["id"]: {} for row in rows}
    texts = sa.select(comment.c.response_id, comment.c.question, comment.c.text)
    for id, question, text in connection.execute(_having(database, texts, comment.c.response_id, list(comments))):
        comments[id][question] = text
    return {row["id"]: _said(row, comments[row["id"]]) for row in rows}


def _said(fields, comments) -> tuple:
    return *(fields[name] for name in SAID), dict(comments)


def _having(database: Database, statement: sa.Select, column: sa.Column, ids: list[str]) -> sa.Select:
    """The statement for these ids, which go over as one value: there may be more than a statement has places."""
    if database.is_sqlite:
        given = sa.func.json_each(json.dumps(ids)).table_valued("value")
        among = column.in_(sa.select(given.c.value))
    else:
        among = column == sa.any_(sa.literal(ids, ARRAY(sa.Text)))
    return statement.where(column.table.c.organisation == database.organisation, among)


def _insert_new(database: Database, connection: sa.Connection, new: list[Response]) -> list[Response]:
    """The rows and comments of responses that were not there; those that were stored.

    SQLite has one writer, so that what was not there is not there now: rows go to the driver in one call
    instead of through RETURNING, which takes a quarter less time.
    """
    if not database.is_sqlite:
        return insert_rows(database, connection, new) if new else []
    organisation = repeat(database.organisation)
    _insert(connection, response, {
        "organisation": organisation, **{name: [getattr(item, name) for item in new] for name in FIELDS}
    })
    said = [(item.id, key, text) for item in new for key, text in item.comments.items()]
    ids, keys, texts = zip(*said) if said else ((), (), ())
    _insert(connection, comment, {"organisation": organisation, "response_id": ids, "question": keys, "text": texts})
    return new


def _insert(connection: sa.Connection, table: sa.Table, columns: Mapping[str, Iterable]) -> None:
    """Rows by column; one of the columns ends, and with it the rows."""
    statement = table.insert().compile(dialect=connection.dialect, column_keys=list(columns))
    values = [_stored(table.c[name], columns[name], connection.dialect) for name in statement.positiontup]
    if rows := list(zip(*values)):
        connection.exec_driver_sql(statement.string, rows)


def _stored(column: sa.Column, values: Iterable, dialect: sa.Dialect) -> Iterable:
    """The values as SQLAlchemy hands them to the driver."""
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    return map(process, values) if process else values

"""Many responses at once: the same rows as one by one, without the price of one by one."""

import json
from collections.abc import Sequence

import sqlalchemy as sa

from survey.domain.asking.response import Response
from survey.domain.counting.tally import tally
from survey.store.database import Database
from survey.store.responses import insert_responses, row_of
from survey.store.schema import comment, response
from survey.store.tallies import add_tallies


def insert_many(database: Database, connection: sa.Connection, responses: Sequence[Response]) -> int:
    """What `insert_responses` does, inside a transaction that the caller holds; how many were new.

    SQLite has one writer, so that what is not there now will not be there when we insert: rows go
    to the driver in one call instead of through RETURNING, which takes a quarter less time.
    """
    if not database.is_sqlite:
        return insert_responses(database, connection, responses)
    known = _known(database, connection, [item.id for item in responses])
    new = [item for item in {item.id: item for item in responses}.values() if item.id not in known]
    _insert(connection, response, [row_of(database, item) for item in new])
    _insert(connection, comment, [
        {"organisation": database.organisation, "response_id": item.id, "question": key, "text": text}
        for item in new
        for key, text in item.comments.items()
    ])
    add_tallies(database, connection, tally(new), sign=1)
    return len(new)


def _known(database: Database, connection: sa.Connection, ids: Sequence[str]) -> set[str]:
    given = sa.func.json_each(json.dumps(ids)).table_valued("value")
    statement = sa.select(response.c.id).where(
        response.c.organisation == database.organisation, response.c.id.in_(sa.select(given.c.value))
    )
    return set(connection.execute(statement).scalars())


def _insert(connection: sa.Connection, table: sa.Table, rows: Sequence[dict]) -> None:
    if not rows:
        return
    names = list(rows[0])
    statement = table.insert().compile(dialect=connection.dialect, column_keys=names)
    columns = [
        _stored(table.c[name], [row[name] for row in rows], connection.dialect) for name in statement.positiontup
    ]
    connection.exec_driver_sql(statement.string, list(zip(*columns)))


def _stored(column: sa.Column, values: list, dialect: sa.Dialect) -> list:
    """The values as SQLAlchemy hands them to the driver."""
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    return [process(value) for value in values] if process else values

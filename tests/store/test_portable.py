"""Every kind of value goes into a line and comes out of it the same, on either database."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from survey.store.portable import as_line, bare, from_line, readers
from survey.store.schema import Moment, metadata

MOMENT = datetime(2025, 4, 1, 0, 30, 0, 5, tzinfo=timezone(timedelta(hours=8)))
CARRIED = (sa.String, sa.Integer, sa.Float, sa.Boolean, sa.Date, sa.DateTime, sa.JSON, sa.LargeBinary)
ROWS = [
    {"key": 1, "text": "“好”\n\\", "number": 2**40, "share": 0.1, "is_so": True, "day": date(2024, 2, 29),
     "moment": MOMENT, "local": datetime(2025, 1, 2, 3, 4, 5), "document": {"b": [1, None, "é"], "a": {}},
     "secret": bytes(range(256)), "whispered": "quiet"},
    {"key": 2, "text": "", "number": -1, "share": -2.5e-300, "is_so": False, "day": date(1, 1, 1),
     "moment": datetime(1999, 12, 31, tzinfo=UTC), "local": datetime(1999, 12, 31), "document": [],
     "secret": b"", "whispered": ""},
    {"key": 3, **dict.fromkeys(
        ("text", "number", "share", "is_so", "day", "moment", "local", "document", "secret", "whispered")
    )},
]


class Whispered(sa.TypeDecorator):
    """Lies in the store otherwise than its reader sees it, as what is encrypted does."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect) -> bytes | None:
        return None if value is None else value.encode()[::-1]

    def process_result_value(self, value: bytes | None, dialect) -> str | None:
        return None if value is None else value.decode()[::-1]


@pytest.fixture
def table(database):
    """A table of this test with a column of every kind."""
    name = f"kinds_{database.organisation[-12:]}"
    kinds = {
        "text": sa.Text, "number": sa.BigInteger, "share": sa.Float, "is_so": sa.Boolean, "day": sa.Date,
        "moment": Moment, "local": sa.DateTime, "document": sa.JSON(none_as_null=True), "secret": sa.LargeBinary,
        "whispered": Whispered,
    }
    columns = [sa.Column(column, kind, nullable=True) for column, kind in kinds.items()]
    table = sa.Table(name, sa.MetaData(), sa.Column("key", sa.Integer, primary_key=True), *columns)
    with database.writing() as connection:
        table.create(connection)
        connection.execute(table.insert(), ROWS)
    yield table
    with database.writing() as connection:
        table.drop(connection)


def lines_of(database, table: sa.Table) -> list[bytes]:
    with database.reading() as connection:
        return [as_line(row) for row in connection.execute(sa.select(bare(table)).order_by(table.c.key))]


def seen(database, table: sa.Table) -> list[dict]:
    with database.reading() as connection:
        return [dict(row) for row in connection.execute(table.select().order_by(table.c.key)).mappings()]


def test_what_was_written_to_lines_comes_back_the_same(database, table):
    before, lines = seen(database, table), lines_of(database, table)
    lying = bare(table)

    with database.writing() as connection:
        connection.execute(table.delete())
        connection.execute(lying.insert(), [from_line(line, table.c.keys(), readers(lying)) for line in lines])

    assert seen(database, table) == before
    assert lines_of(database, table) == lines
    assert before[0]["moment"] == MOMENT and before[0]["secret"] == bytes(range(256))


def test_nothing_stays_nothing_in_a_document_too(database, table):
    lying, lines = bare(table), lines_of(database, table)
    with database.writing() as connection:
        connection.execute(table.delete())
        connection.execute(lying.insert(), [from_line(line, table.c.keys(), readers(lying)) for line in lines])

        empty = connection.execute(sa.select(table.c.key).where(table.c.document.is_(None))).scalars().all()

    assert empty == [3]


def test_what_is_hidden_in_the_store_is_hidden_in_the_line(database, table):
    first = lines_of(database, table)[0]

    assert b"quiet" not in first and b"dGVpdXE=" in first  # base64 of "teiuq"


def test_a_line_is_plain_json_in_ascii(database, table):
    line = lines_of(database, table)[0]

    assert line.isascii() and line.count(b"\n") == 1
    assert b'"2025-03-31T16:30:00.000005+00:00"' in line


@pytest.mark.parametrize("declared", metadata.sorted_tables, ids=lambda declared: declared.name)
def test_every_declared_column_is_of_a_kind_that_a_line_can_carry(declared):
    strangers = [column.name for column in bare(declared).c if not isinstance(column.type, CARRIED)]

    assert not strangers


@pytest.mark.parametrize("declared", metadata.sorted_tables, ids=lambda declared: declared.name)
def test_a_key_begins_with_the_organisation_and_is_never_numbered_by_the_database(declared):
    """Restored rows bring their keys with them; a sequence would not know, and give them again."""
    assert declared.primary_key.columns.keys()[0] == "organisation"
    assert declared.autoincrement_column is None

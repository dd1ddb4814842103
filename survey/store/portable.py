"""Rows as lines of JSON and back: one writing for both databases.

Values go as they lie, past every TypeDecorator: what is encrypted stays encrypted. Bytes are base64,
days and moments ISO 8601, and a moment is in UTC.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

import sqlalchemy as sa

Reader = Callable[[str], object]


def bare(table: sa.Table) -> sa.TableClause:
    """The table's name and columns with the types that the database itself knows."""
    return sa.table(table.name, *(sa.column(column.name, _bare_type(column)) for column in table.c))


def _bare_type(column: sa.Column) -> sa.types.TypeEngine:
    kind = column.type
    while isinstance(kind, sa.TypeDecorator):
        kind = kind.impl
    return sa.JSON(none_as_null=bool(column.nullable)) if isinstance(kind, sa.JSON) else kind


def rows_at_once(table: sa.Table) -> int:
    """How many rows may be in hand together: where there are bytes, a row may be a picture."""
    return 100 if any(isinstance(column.type, sa.LargeBinary) for column in bare(table).c) else 5_000


def as_line(row: Sequence) -> bytes:
    return _encode(list(row)).encode("ascii") + b"\n"


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, datetime):  # SQLite forgets the zone, which is UTC
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a line")


_encode = json.JSONEncoder(separators=(",", ":"), default=_as_text).encode


def readers(table: sa.TableClause) -> Mapping[str, Reader]:
    """For every column whose values are not JSON's own: how its text becomes a value again."""
    found = {column.name: _reader(column.type) for column in table.c}
    return {name: reader for name, reader in found.items() if reader}


def _reader(kind: sa.types.TypeEngine) -> Reader | None:
    if isinstance(kind, sa.LargeBinary):
        return lambda text: b64decode(text, validate=True)
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat if kind.timezone else lambda text: datetime.fromisoformat(text).replace(tzinfo=None)
    return date.fromisoformat if isinstance(kind, sa.Date) else None


def from_line(line: bytes, columns: Sequence[str], reading: Mapping[str, Reader]) -> dict:
    """The row of a line; ValueError, TypeError or RecursionError when it is none."""
    row = dict(zip(columns, json.loads(line), strict=True))
    for name, reader in reading.items():
        if row.get(name) is not None:
            row[name] = reader(row[name])
    return row

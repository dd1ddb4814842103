"""Filling the tables from a backup: rows in blocks, inside a transaction that the caller holds."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

import sqlalchemy as sa

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.store.archive import Archive, Part, another, lines_of
from survey.store.backup import ORGANISATION
from survey.store.portable import bare, from_line, readers, rows_at_once

NO_ROW = (ValueError, TypeError, RecursionError)


def fill(
    connection: sa.Connection, organisation: str, archive: Archive, tables: Mapping[str, sa.Table],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Insert every row of the backup for this organisation; SurveyError for a table or a row that doesn't fit."""
    done = 0
    for part in archive.manifest.parts:
        table = _table_of(archive, part, tables)
        statement, rows = bare(table).insert(), _rows(organisation, archive, part, table)
        while block := list(islice(rows, rows_at_once(table))):
            connection.execute(statement, block)
            done += len(block)
            progress(done, archive.manifest.rows)


def _table_of(archive: Archive, part: Part, tables: Mapping[str, sa.Table]) -> sa.Table:
    table = tables.get(part.table)
    if table is None or sorted([ORGANISATION, *part.columns]) != sorted(table.c.keys()):
        raise SurveyError(archive.path.name, _("“{table}”的栏目不是本程序的。").format(table=part.table), another())
    return table


def _rows(organisation: str, archive: Archive, part: Part, table: sa.Table) -> Iterator[dict]:
    reading = readers(bare(table))
    for number, line in enumerate(lines_of(archive, part), 1):
        try:
            row = from_line(line, part.columns, reading)
        except NO_ROW:
            what = _("“{table}”第 {n} 行读不懂。").format(table=part.table, n=number)
            raise SurveyError(archive.path.name, what, another()) from None
        yield {ORGANISATION: organisation, **row}

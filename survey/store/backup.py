"""Backing up: every kept table of one organisation, as it was at one moment, in one file."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from survey.domain.errors import StoreAway, SurveyError
from survey.locale import _
from survey.store.appearing import appearing
from survey.store.archive import FORMAT, Manifest, new_zip, write_manifest, write_part
from survey.store.database import Database
from survey.store.portable import as_line, bare, rows_at_once
from survey.store.revisions import revision_of
from survey.store.schema import metadata

ORGANISATION = "organisation"

Progress = Callable[[int, int], None]


def kept_tables() -> list[sa.Table]:
    """The tables that a backup holds, parents first: all but those that say `info={"is_kept": False}`."""
    return [table for table in metadata.sorted_tables if table.info.get("is_kept", True)]


def filled_table(database: Database, connection: sa.Connection) -> str:
    """The first kept table in which the organisation has rows; "" when it has none anywhere."""
    for table in kept_tables():
        rows = sa.select(sa.literal(1)).where(table.c.organisation == database.organisation).limit(1)
        if connection.execute(rows).first():
            return table.name
    return ""


def is_empty(database: Database) -> bool:
    """Whether a backup would hold no row."""
    with database.reading() as connection:
        return not filled_table(database, connection)


def count_rows(database: Database, connection: sa.Connection, table: sa.Table) -> int:
    mine = table.c.organisation == database.organisation
    return connection.execute(sa.select(sa.func.count()).select_from(table).where(mine)).scalar_one()


def write_backup(
    database: Database, path: Path, made_at: datetime, progress: Progress = lambda done, total: None,
    tables: Sequence[sa.Table] = (),
) -> Manifest:
    """Write the organisation's rows while others go on working; SurveyError when the path is taken or not writable."""
    with faults_told(database), appearing(path) as file, new_zip(file) as target, database.snapshot() as connection:
        tables = tables or kept_tables()
        step = _steps(progress, sum(count_rows(database, connection, table) for table in tables))
        parts = tuple(
            write_part(target, table.name, _columns(table), _blocks(database, connection, table, step)) for table in tables
        )
        manifest = Manifest(FORMAT, revision_of(connection), database.organisation, made_at, parts)
        write_manifest(target, manifest)
        return manifest


@contextmanager
def faults_told(database: Database) -> Iterator[None]:
    """What the database refuses, in its driver's own words; without the statement, which holds what people wrote."""
    try:
        yield
    except (sa.exc.SQLAlchemyError, StoreAway) as told:
        fault = told.__cause__ if isinstance(told, StoreAway) else told
        words = str(getattr(fault, "orig", None) or "").strip() or type(fault).__name__
        what = _("做不下去：{fault}").format(fault=words.splitlines()[0])
        raise SurveyError(_("数据库 {url}").format(url=database.name), what, _("请先排除这个故障，再来一次。")) from fault


def _columns(table: sa.Table) -> list[str]:
    return [column.name for column in table.c if column.name != ORGANISATION]


def _blocks(
    database: Database, connection: sa.Connection, table: sa.Table, step: Callable[[int], None]
) -> Iterator[list[bytes]]:
    lying = bare(table)
    statement = sa.select(*(lying.c[name] for name in _columns(table))).where(lying.c.organisation == database.organisation)
    found = connection.execute(statement, execution_options={"yield_per": rows_at_once(table)})
    for block in found.partitions():
        yield [as_line(row) for row in block]
        step(len(block))


def _steps(progress: Progress, total: int) -> Callable[[int], None]:
    done = 0

    def step(rows: int) -> None:
        nonlocal done
        done += rows
        progress(done, total)

    return step

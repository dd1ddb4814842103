"""Restoring: a backup into an empty organisation, in one transaction that counts again before it commits."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.store.archive import Archive, Manifest, another, newer, open_archive
from survey.store.backup import count_rows, faults_told, filled_table, kept_tables, write_backup
from survey.store.database import Database, open_database
from survey.store.filling import fill
from survey.store.log import chain_faults
from survey.store.response_reading import recount
from survey.store.revisions import known_revisions, migrate
from survey.store.tallies import kept_tallies

Progress = Callable[[int, int], None]


def restore_backup(database: Database, path: Path, progress: Progress = lambda done, total: None) -> Manifest:
    """Fill the organisation from a file of `write_backup`; what was in it.

    Refused, with nothing changed: a file that is no whole backup or whose checksums differ; tables newer than
    this program's; an organisation that has rows already; and rows that count differently once they are in.
    A file with older tables is brought up to date first, by the migrations that its database would have met.
    """
    with open_archive(path) as archive:
        newest, *older = known_revisions()
        if archive.manifest.revision == newest:
            return _restore(database, archive, progress)
        if archive.manifest.revision not in older:
            what = _("做这份备份的程序比本程序新（数据表版本 {revision}）。").format(revision=archive.manifest.revision)
            raise SurveyError(path.name, what, newer())
        with tempfile.TemporaryDirectory() as folder, open_archive(renewed(archive, Path(folder))) as upgraded:
            return _restore(database, upgraded, progress)


def renewed(archive: Archive, folder: Path) -> Path:
    """The same backup with today's tables: by way of an SQLite that is filled as it was then, and migrated."""
    old, path = archive.manifest, folder / archive.path.name
    staging = open_database(f"sqlite:///{folder / 'staging.db'}", old.organisation, old.revision)
    try:
        with faults_told(staging):
            tables = sa.MetaData()
            tables.reflect(staging.engine)
            with staging.writing() as connection:
                fill(connection, old.organisation, archive, tables.tables)
            migrate(staging.engine)
        write_backup(staging, path, old.made_at)
    finally:
        staging.engine.dispose()
    return path


def _restore(database: Database, archive: Archive, progress: Progress) -> Manifest:
    tables = {table.name: table for table in kept_tables()}
    with faults_told(database), database.writing() as connection:
        if taken := filled_table(database, connection):
            what = _("“{table}”里已经有数据，不会混在一起。").format(table=taken)
            raise SurveyError(_("数据库 {url}").format(url=database.name), what, _("请恢复到一个空的数据库。"))
        fill(connection, database.organisation, archive, tables, progress)
        _count_again(database, connection, archive, tables)
    return archive.manifest


def _count_again(database: Database, connection: sa.Connection, archive: Archive, tables: dict[str, sa.Table]) -> None:
    """What lies in the store now is what the manifest says, the tallies are those of the responses, and the log's chain holds."""
    promised = {part.table: part.rows for part in archive.manifest.parts}
    for name, table in tables.items():
        found, wanted = count_rows(database, connection, table), promised.get(name, 0)
        if found != wanted:
            what = _("恢复后“{table}”有 {found} 行，清单写的是 {wanted} 行；已全部撤回。").format(
                table=name, found=found, wanted=wanted
            )
            raise SurveyError(archive.path.name, what, _("请先停掉正在写这个数据库的程序，再来一次。"))
    if recount(database, connection) != kept_tallies(database, connection):
        raise SurveyError(archive.path.name, _("备份里的计数和答卷对不上；已全部撤回。"), another())
    if fault := next(chain_faults(database, connection), ""):
        raise SurveyError(archive.path.name, _("{fault}；已全部撤回。").format(fault=fault), another())

"""Backing up the office's rows to a file while people work, and restoring them into an empty database."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from survey.actions.office import Office
from survey.locale import _
from survey.store.archive import Manifest
from survey.store.backup import write_backup
from survey.store.log import record
from survey.store.restore import restore_backup

Progress = Callable[[int, int], None]


def back_up(office: Office, path: Path, now: datetime, progress: Progress) -> Manifest:
    """Write everything that is kept to a new file; SurveyError when it exists already or cannot be written."""
    office.leave("keep_house")
    manifest = write_backup(office.database, path, now, progress)
    record(office.database, office.entry("keep_house", now, path.name, after={"backup": manifest.rows}))
    return manifest


def restore(office: Office, path: Path, now: datetime, progress: Progress) -> Manifest:
    """Fill the empty database from a backup; SurveyError, with nothing changed, when anything is not as it should be."""
    office.leave("keep_house")
    manifest = restore_backup(office.database, path, progress)
    record(office.database, office.entry("keep_house", now, path.name, after={"restored": manifest.rows}))
    return manifest


def describe(office: Office, manifest: Manifest) -> list[str]:
    """What a backup holds, in words."""
    made_at = manifest.made_at.astimezone(office.zone).strftime("%Y-%m-%d %H:%M")
    tables = [_("{table}：{n} 行").format(table=part.table, n=part.rows) for part in manifest.parts if part.rows]
    return [_("备份时间 {made_at}，共 {n} 行。").format(made_at=made_at, n=manifest.rows), *tables]

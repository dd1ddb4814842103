"""A backup every night: when it is due, what it is called, and which old ones make room."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from survey.actions.backing_up import Progress, back_up
from survey.actions.office import Office
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.store.backup import is_empty

NAME = re.compile(r"lianxin-\d{4}-\d{2}-\d{2}\.zip")
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Nights:
    """Where the backups of the nights lie, how many are kept, and at which hour of the organisation a night's work is done.

    folder  None where no backups are wanted.
    """

    folder: Path | None
    keep: int
    hour: int


def read_nights(environment: Mapping[str, str], data: Path) -> Nights:
    """As the environment says; SurveyError when it says what cannot be.

    LIANXIN_BACKUPS      the folder (default: local/backups of the declarations' folder), or "off".
    LIANXIN_BACKUP_KEEP  how many are kept (default 14).
    LIANXIN_BACKUP_HOUR  the hour, 0 to 23, in the organisation's zone (default 2).
    """
    folder = environment.get("LIANXIN_BACKUPS") or str(data / "local" / "backups")
    keep = _number(environment, "LIANXIN_BACKUP_KEEP", 14, 1, 10_000)
    hour = _number(environment, "LIANXIN_BACKUP_HOUR", 2, 0, 23)
    return Nights(None if folder.lower() == "off" else Path(folder), keep, hour)


def _number(environment: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    given = environment.get(name) or str(default)
    if not (given.isascii() and given.isdecimal() and least <= int(given[:9]) <= most):
        instead = _("请写 {least} 到 {most} 的整数。").format(least=least, most=most)
        raise SurveyError(name, _("“{value}”不行。").format(value=given[:40]), instead)
    return int(given)


def next_run(now: datetime, zone: ZoneInfo, hour: int) -> datetime:
    """The next moment after now, in UTC, at which it is this hour in the zone.

    An hour that the clocks skip is taken after the jump, one that comes twice at its first time.
    """
    today = now.astimezone(zone).date()
    runs = [datetime.combine(today + days * A_DAY, time(hour), zone).astimezone(UTC) for days in (0, 1)]
    return next(run for run in runs if run > now)


def is_overdue(folder: Path | None, now: datetime) -> bool:
    """Whether the newest backup in the folder is older than a day, or nothing tells when a night's work was last done."""
    return folder is None or not any(now - datetime.fromtimestamp(path.stat().st_mtime, UTC) <= A_DAY for path in _nights_in(folder))


def backup_tonight(
    office: Office, folder: Path, keep: int, now: datetime, progress: Progress = lambda done, total: None
) -> Path | None:
    """Make the backup of this day and delete those beyond `keep`; None when it is there, or nothing is to be kept.

    An empty database makes none: it would push out the backups of the one that was lost.
    """
    path = folder / f"lianxin-{office.day_of(now)}.zip"
    if path.exists() or is_empty(office.database):
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        back_up(office, path, now, progress)
        _make_room(folder, keep, now)
    except OSError as fault:
        raise SurveyError(str(folder), _("写不进去：{fault}").format(fault=fault.strerror or fault), _("请检查 LIANXIN_BACKUPS。")) from fault
    return path


def _nights_in(folder: Path) -> list[Path]:
    """The backups of the nights, the oldest first."""
    return sorted(path for path in folder.glob("lianxin-*.zip") if NAME.fullmatch(path.name) and path.is_file())


def _make_room(folder: Path, keep: int, now: datetime) -> None:
    for path in _nights_in(folder)[:-keep]:
        path.unlink()
    for path in folder.glob(".lianxin-*.zip.*.part"):  # what a server that was killed left half written
        if now - datetime.fromtimestamp(path.stat().st_mtime, UTC) > A_DAY:
            path.unlink()

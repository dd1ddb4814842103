"""The office: what it has declared, where its rows lie, and its key."""

import os
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from secrets import token_bytes
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from survey.declarations import load_declarations
from survey.domain.asking.programme import Declarations
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.store import Database, open_database
from survey.store.keys import LENGTH, derived, read_key

HOME = Path(__file__).parents[2]


@dataclass(frozen=True)
class Office:
    """`key` signs and encrypts; without a file it is made for this process, and dies with it."""

    declarations: Declarations
    database: Database
    data: Path
    zone: ZoneInfo
    key: bytes = field(default_factory=partial(token_bytes, LENGTH), repr=False, compare=False)

    def day_of(self, now: datetime) -> date:
        """The calendar day of a moment where the organisation is."""
        return now.astimezone(self.zone).date()

    def key_for(self, purpose: str) -> bytes:
        """32 bytes for one purpose, the same in every process that reads the same key file."""
        return derived(self.key, purpose)


def open_office(
    data: Path, url: str, organisation: str = "main", zone: str = "Asia/Shanghai", key_file: Path | None = None
) -> Office:
    """Read the declarations, open the database, read or make the key; SurveyError from any of them."""
    named, declared = _zone(zone), load_declarations(data)
    from_file = {"key": read_key(key_file)} if key_file else {}
    return Office(declared, open_database(url, organisation), data, named, **from_file)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder or a path raises one of the others
        raise SurveyError(
            "LIANXIN_ZONE", _("没有“{id}”这个时区。").format(id=name[:40]), _("请写成 Asia/Shanghai、Asia/Urumqi 一类。")
        ) from None


@cache
def office_here(data: str = "", url: str = "") -> Office:
    """The office of this process: as the arguments say, or else its environment.

    LIANXIN_DATA  the folder of declarations (default: data/ of this checkout).
    DATABASE_URL  postgresql://… ; without it SQLite in local/ of that folder.
    LIANXIN_ZONE  where days begin and end (default Asia/Shanghai).
    LIANXIN_KEY_FILE  the key (default: local/lianxin.key of that folder); processes on one database share it.
    """
    folder = Path(data or os.environ.get("LIANXIN_DATA") or HOME / "data").resolve()
    embedded = f"sqlite:///{folder / 'local' / 'lianxin.db'}"
    zone = os.environ.get("LIANXIN_ZONE") or "Asia/Shanghai"
    key_file = Path(os.environ.get("LIANXIN_KEY_FILE") or folder / "local" / "lianxin.key")
    return open_office(folder, url or os.environ.get("DATABASE_URL") or embedded, zone=zone, key_file=key_file)

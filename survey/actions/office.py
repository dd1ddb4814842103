"""The office: what it has declared, and where its rows lie."""

import os
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from survey.declarations import load_declarations
from survey.domain.asking.programme import Declarations
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.store import Database, open_database

HOME = Path(__file__).parents[2]


@dataclass(frozen=True)
class Office:
    declarations: Declarations
    database: Database
    data: Path
    zone: ZoneInfo

    def day_of(self, now: datetime) -> date:
        """The calendar day of a moment where the organisation is."""
        return now.astimezone(self.zone).date()


def open_office(data: Path, url: str, organisation: str = "main", zone: str = "Asia/Shanghai") -> Office:
    """Read the declarations and open the database; SurveyError from either."""
    named = _zone(zone)
    return Office(load_declarations(data), open_database(url, organisation), data, named)


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
    """
    folder = Path(data or os.environ.get("LIANXIN_DATA") or HOME / "data").resolve()
    embedded = f"sqlite:///{folder / 'local' / 'lianxin.db'}"
    zone = os.environ.get("LIANXIN_ZONE") or "Asia/Shanghai"
    return open_office(folder, url or os.environ.get("DATABASE_URL") or embedded, zone=zone)

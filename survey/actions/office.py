"""The office: what it has declared, where its rows lie, its key, and who is acting in it."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from secrets import token_bytes
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from survey.declarations import load_declarations
from survey.domain.asking.programme import Declarations
from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import CITIZEN, Actor, NotAllowed
from survey.domain.keeping.log import Entry
from survey.domain.keeping.permission import Leave
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
    idle: timedelta = timedelta(hours=8)  # a session ends when its owner did nothing for so long
    actor: Actor = CITIZEN  # whoever is not known may do what anybody may
    key: bytes = field(default_factory=partial(token_bytes, LENGTH), repr=False, compare=False)

    def acting(self, actor: Actor) -> "Office":
        return replace(self, actor=actor)

    def may(self, action: str) -> bool:
        """Whether the actor may do it anywhere: what a menu asks. The action itself asks for leave."""
        return self.declarations.permissions.may(self.actor, action)

    def leave(self, action: str, programme: str = "", unit: str = "", area: str = "") -> Leave:
        """How far the actor may go with an action of the table; NotAllowed when not at all, or not for this place."""
        leave = self.declarations.permissions.leave(self.actor, action, programme)
        if unit and not leave.covers(unit, area):
            raise self.not_allowed(action, _("这不在您负责的范围里。"))
        return leave

    def units_in_reach(self, action: str, programme: str, wanted: Sequence[str] = ()) -> tuple[str, ...]:
        """The wanted units, or all that the actor may see of a programme: () stands for every unit.

        NotAllowed for a wanted unit that is out of reach, or when nothing of the programme is in it.
        """
        leave = self.leave(action, programme)
        if leave.units is None:
            return tuple(wanted)
        own = {unit.id for unit in self.declarations.units_of(self.declarations.programme(programme).unit_kinds)} & leave.units
        if not own or set(wanted) - own:
            raise self.not_allowed(action, _("这不在您负责的范围里。"))
        return tuple(wanted) or tuple(sorted(own))

    def not_allowed(self, action: str, what: str) -> NotAllowed:
        return NotAllowed(self.declarations.permissions.rule(action).name, what)

    def entry(
        self, action: str, now: datetime, row: str = "", before: Mapping | None = None, after: Mapping | None = None
    ) -> Entry:
        """A line for the log: the actor did this to that row."""
        return Entry(now, self.actor.id, self.actor.address, action, row, before or {}, after or {})

    def day_of(self, now: datetime) -> date:
        """The calendar day of a moment where the organisation is."""
        return now.astimezone(self.zone).date()

    def key_for(self, purpose: str) -> bytes:
        """32 bytes for one purpose, the same in every process that reads the same key file."""
        return derived(self.key, purpose)


def open_office(
    data: Path, url: str, organisation: str = "main", zone: str = "Asia/Shanghai", idle_hours: str = "8",
    key_file: Path | None = None,
) -> Office:
    """Read the declarations, open the database, read or make the key; SurveyError from any of them, or from a setting."""
    named, idle = _zone(zone), _hours(idle_hours)
    declared = load_declarations(data, named)
    from_file = {"key": read_key(key_file)} if key_file else {}
    return Office(declared, open_database(url, organisation), data, named, idle, **from_file)


def _hours(text: str) -> timedelta:
    try:
        hours = timedelta(hours=float(text))
    except (ValueError, OverflowError):
        hours = timedelta()
    if not timedelta(minutes=5) <= hours <= timedelta(days=30):
        raise SurveyError("LIANXIN_IDLE_HOURS", _("“{value}”不对。").format(value=text[:40]), _("请写小时数，如 8。"))
    return hours


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
    LIANXIN_IDLE_HOURS  after how long without a press a session ends (default 8).
    LIANXIN_KEY_FILE  the key (default: local/lianxin.key of that folder); processes on one database share it.
    """
    folder = Path(data or os.environ.get("LIANXIN_DATA") or HOME / "data").resolve()
    embedded = f"sqlite:///{folder / 'local' / 'lianxin.db'}"
    key_file = Path(os.environ.get("LIANXIN_KEY_FILE") or folder / "local" / "lianxin.key")
    zone, idle = os.environ.get("LIANXIN_ZONE") or "Asia/Shanghai", os.environ.get("LIANXIN_IDLE_HOURS") or "8"
    address = url or os.environ.get("DATABASE_URL") or embedded
    return open_office(folder, address, zone=zone, idle_hours=idle, key_file=key_file)

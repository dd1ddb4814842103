"""How a moment is written in a file: read strictly by the formats of its mapping, never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

ISO = "iso"
DIRECTIVE = re.compile("%(.)")
MONTHS, HOURS = frozenset("mbB"), frozenset("HI")


class Moment(NamedTuple):
    """In UTC; where only the day was written it is the day's beginning, and `has_time` is false."""

    at: datetime
    has_time: bool


@dataclass(frozen=True)
class MomentFormat:
    """"iso", or signs of strptime: "%m/%d/%Y %I:%M:%S %p"."""

    text: str

    @property
    def parts(self) -> list[str]:
        return DIRECTIVE.findall(self.text)

    @property
    def is_whole(self) -> bool:
        """Whether year, month and day each stand in it once, and hours of twelve with AM or PM."""
        parts = self.parts
        day = [part for part in parts if part in MONTHS | {"Y", "d"}]
        return self.text == ISO or (
            len(day) == len(set(day)) == 3 and MONTHS & set(day) != set() and set(parts) <= set("YmbBdHIMSfpz")
            and ("I" in parts) == ("p" in parts)
        )

    @property
    def has_time(self) -> bool:
        return bool(HOURS & set(self.parts))

    def read(self, text: str) -> tuple[datetime, bool] | None:
        try:
            if self.text != ISO:
                return datetime.strptime(text, self.text), self.has_time
            return datetime.fromisoformat(text), ":" in text
        except ValueError:
            return None


def read_moment(text: str, formats: Iterable[MomentFormat], zone: ZoneInfo) -> Moment | None:
    """None when no format fits, when two give different moments, or when the clock did not show it exactly once.

    `zone` is where the file was written; an offset in the text itself goes before it.
    """
    found = {_moment(*read, zone) for read in (form.read(text) for form in formats) if read}
    return found.pop() if len(found) == 1 else None


def beginning_of(day: date, zone: ZoneInfo) -> Moment:
    return Moment(datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC), has_time=False)


def _moment(at: datetime, has_time: bool, zone: ZoneInfo) -> Moment | None:
    if at.tzinfo:
        return Moment(at.astimezone(UTC), has_time)
    if not has_time:
        return beginning_of(at.date(), zone)
    first, second = (at.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    is_once = first.utcoffset() == second.utcoffset()  # not in the hour that a change of clocks leaves out or repeats
    return Moment(first.astimezone(UTC), has_time) if is_once else None

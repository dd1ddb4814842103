"""How a day is written in a file: read strictly, never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

PARTS = {
    "yyyy": r"(?P<year>\d{4})", "mm": r"(?P<month>\d\d)", "m": r"(?P<month>\d{1,2})",
    "dd": r"(?P<day>\d\d)", "d": r"(?P<day>\d{1,2})", "HH": r"\d\d", "H": r"\d{1,2}", "MM": r"\d\d", "SS": r"\d\d",
}
PART = re.compile("yyyy|mm?|dd?|HH?|MM|SS")
# Written by spreadsheets and databases, and by nobody in another order.
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?")


@dataclass(frozen=True)
class DayFormat:
    """"dd/mm/yyyy", "yyyy年m月d日", "yyyy-mm-dd HH:MM:SS": mm and dd want both digits, m and d one or two."""

    text: str

    @property
    def is_whole(self) -> bool:
        """Whether year, month and day each stand in it once."""
        parts = PART.findall(self.text)
        return sorted(part[0] for part in parts if part[0] in "ymd") == ["d", "m", "y"]

    @cached_property
    def pattern(self) -> re.Pattern:
        pieces = re.split(f"({PART.pattern})", self.text)
        return re.compile("".join(PARTS.get(piece) or re.escape(piece) for piece in pieces))


def read_day(text: str, formats: Iterable[DayFormat]) -> date | None:
    """The day, ISO or in one of the formats; None when none fits, or when two give different days."""
    found = [pattern.fullmatch(text) for pattern in (ISO, *(form.pattern for form in formats))]
    days = {_day(parts) for parts in found if parts} - {None}
    return days.pop() if len(days) == 1 else None


def _day(parts: re.Match) -> date | None:
    try:
        return date(*(int(parts[name]) for name in ("year", "month", "day")))
    except ValueError:
        return None

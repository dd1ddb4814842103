"""data/calendar.toml, over China's published days off -> Calendar."""

from collections.abc import Mapping
from datetime import date, time
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import chinese_calendar
from chinese_calendar.constants import holidays, workdays

from survey.declarations.entry import Entry, read_entry, unique
from survey.domain.asking.people import Unit
from survey.domain.handling.calendar import NINE_TO_FIVE, OURS, Calendar, Hours
from survey.locale import Words, _

NATIONAL_DAY = (10, 1)  # the last holiday of a year: a year that has it is there as a whole


def read_calendar(file: Path, zone: ZoneInfo, units: Mapping[str, Unit]) -> Calendar:
    """The published days under the office's own; without a file, the published days and hours from nine to five.

    Raises SurveyError for a day that is both off and worked, hours that end before they begin, an unknown unit or kind.
    """
    whole = read_entry(file) if file.exists() else Entry(file, "", {})
    off, worked = _days(whole, "day_off"), _days(whole, "make_up_day")
    for day in sorted(off.keys() & worked.keys()):
        raise whole.refuse("make_up_day", _("{day} 又休息又上班。").format(day=day), _("请在两张表里去掉一处。"))
    days_off, make_up_days = (set(holidays) - set(worked)) | set(off), (set(workdays) - set(off)) | set(worked)
    published = {day.year for day in holidays if (day.month, day.day) == NATIONAL_DAY} | set(_years(whole))
    hours = _hours(whole, units)
    whole.done()
    version = _version(zone.key, sorted(days_off), sorted(make_up_days), sorted(published), sorted(hours.items()))
    return Calendar(
        zone, frozenset(published), frozenset(days_off), frozenset(make_up_days), hours, version, {**off, **worked}
    )


def _version(*in_force: object) -> str:
    """Of the published table, and a few signs that change with anything that is in force."""
    return f"{chinese_calendar.__version__}+{sha256(repr(in_force).encode()).hexdigest()[:8]}"


def _days(whole: Entry, key: str) -> dict[date, Words]:
    """The office's own days of one table, each with its reason."""
    return dict(unique((_day(entry) for entry in whole.entries(key, 0)), whole, key, lambda row: row[0]))


def _day(entry: Entry) -> tuple[date, Words]:
    row = entry.day("day"), entry.words("reason")
    entry.done()
    return row


def _years(whole: Entry) -> list[int]:
    """Years whose days off the office has itself entered as a whole, before they came with the published table."""
    years = whole.take("published", list, [], _("年份的列表：[2027]"))
    for year in years:
        if type(year) is not int or not 2000 <= year <= 2999:
            raise whole.wrong("published", year, _("年份的列表：[2027]"))
    return years


def _hours(whole: Entry, units: Mapping[str, Unit]) -> dict[str, Hours]:
    """By unit, by kind, and "" for everybody else."""
    kinds = sorted({unit.kind for unit in units.values()})
    rows = [row for entry in whole.entries("hours", 0) for row in _hours_of(entry, kinds, list(units))]
    return {"": NINE_TO_FIVE} | dict(unique(rows, whole, "hours", lambda row: row[0] or _("其他单位")))


def _hours_of(entry: Entry, kinds: list[str], units: list[str]) -> list[tuple[str, Hours]]:
    names = (*entry.some_of("kinds", kinds, ()), *entry.some_of("units", units, ()))
    noon = tuple(entry.take("noon", list, [], _("两个时刻：[12:00:00, 13:30:00]")))
    if noon and not (len(noon) == 2 and all(isinstance(end, time) for end in noon)):
        raise entry.wrong("noon", "、".join(map(str, noon)), _("两个时刻：[12:00:00, 13:30:00]"))
    hours = Hours(_time(entry, "opens"), _time(entry, "closes"), noon or None, entry.words("source", OURS))
    ends = [hours.opens, *noon, hours.closes]
    if ends != sorted(set(ends)):
        raise entry.refuse(
            "closes",
            _("{times} 不是一个比一个晚。").format(times="、".join(map(str, ends))),
            _("请按先后改正；24 小时值班写 00:00:00 到 23:59:59。"),
        )
    entry.done()
    return [(name, hours) for name in names or ("",)]


def _time(entry: Entry, key: str) -> time:
    return entry.take(key, time, word=_("时刻，如 09:00:00"))

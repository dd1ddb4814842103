"""A period: whole months, because every indicator is counted by month."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from survey.domain.errors import SurveyError
from survey.locale import _

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
QUARTER = re.compile(r"(\d{4})-?Q([1-4])")
YEAR = re.compile(r"(\d{4})")


@dataclass(frozen=True)
class Period:
    """From one month to another, both included, as YYYY-MM; `ALL` has no bounds.

    Only `ALL` holds the responses whose day is unknown.
    """

    first: str
    last: str

    def __str__(self) -> str:
        if self == ALL:
            return _("全部时间")
        if self.first[:4] == self.last[:4] and (self.first[5:], self.last[5:]) == ("01", "12"):
            return self.first[:4]
        return self.first if self.first == self.last else _("{first} 至 {last}").format(first=self.first, last=self.last)

    @property
    def months(self) -> tuple[str, ...]:
        if self == ALL:
            return ()
        start, end = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (self.first, self.last))
        return tuple(f"{m // 12:04}-{m % 12 + 1:02}" for m in range(start, end + 1))


ALL = Period("", "9999-99")


def year_period(year: int) -> Period:
    return Period(f"{year:04}-01", f"{year:04}-12")


def quarter_of(month: str) -> Period:
    """The quarter that a month, YYYY-MM, lies in."""
    last = (int(month[5:]) + 2) // 3 * 3
    return Period(f"{month[:4]}-{last - 2:02}", f"{month[:4]}-{last:02}")


def periods_like(period: Period, months: Iterable[str]) -> list[Period]:
    """The years, quarters or months, as the period is one of these, that hold any of the months; the latest first.

    Of another period there is none like it: nothing.
    """
    ways = {1: lambda month: Period(month, month), 3: quarter_of, 12: lambda month: year_period(int(month[:4]))}
    way = ways.get(len(period.months))
    if way is None or way(period.last) != period:
        return []
    return sorted({way(month) for month in months}, key=lambda found: found.last, reverse=True)


def period_before(period: Period) -> Period:
    """The months right before, as many; SurveyError for all of time."""
    return _earlier(period, len(period.months))


def part_of_last_year(period: Period) -> Period:
    """The same months a year before; SurveyError for all of time."""
    return _earlier(period, 12)


def _earlier(period: Period, months: int) -> Period:
    if period == ALL:
        raise SurveyError(
            _("时间范围"), _("全部时间之前没有可以比较的时期。"), _("请选一年、一个季度或一个月。")
        )
    first, last = (int(m[:4]) * 12 + int(m[5:]) - 1 - months for m in (period.first, period.last))
    return Period(f"{first // 12:04}-{first % 12 + 1:02}", f"{last // 12:04}-{last % 12 + 1:02}")


def stretches(periods: Iterable[Period]) -> tuple[str, ...]:
    """Where the longest stretches of months begin that none of these bounded periods divides: YYYY-MM, in order."""
    periods = list(periods)
    after = {_earlier(Period(one.last, one.last), -1).first for one in periods}
    return tuple(sorted({one.first for one in periods} | after))


def period_in(text: str) -> Period:
    """The period that a text names, in either language: from the first of its months to the last, or as `parse_period`
    reads it; ALL where it names none.
    """
    months = sorted("-".join(found) for found in MONTH.findall(text))
    if months:
        return Period(months[0], months[-1])
    try:
        return parse_period(text)
    except SurveyError:
        return ALL


def parse_period(text: str) -> Period:
    """"all", "2025", "2025-Q2", "2025-03" or "2025-03..2025-06"; SurveyError otherwise."""
    text = text.strip()
    if text == "all":
        return ALL
    if YEAR.fullmatch(text):
        return year_period(int(text))
    if quarter := QUARTER.fullmatch(text):
        year, last = int(quarter[1]), int(quarter[2]) * 3
        return Period(f"{year:04}-{last - 2:02}", f"{year:04}-{last:02}")
    first, _dots, last = text.partition("..")
    last = last or first
    if MONTH.fullmatch(first) and MONTH.fullmatch(last) and first <= last:
        return Period(first, last)
    raise SurveyError(
        _("时间范围"),
        _("看不懂“{text}”。").format(text=text[:40]),
        _("请写 all、2025、2025-Q2、2025-03 或 2025-03..2025-06。"),
    )

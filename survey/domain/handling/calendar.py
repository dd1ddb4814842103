"""Working days, office hours, and when a period of days or months is over."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from survey.domain.asking.people import Unit
from survey.locale import Words

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
SATURDAY = 5
OURS = Words("默认", "Default")


@dataclass(frozen=True)
class Hours:
    """Office hours of a kind of unit or of one unit; `noon` is when it is closed in between."""

    opens: time
    closes: time
    noon: tuple[time, time] | None = None
    source: Words = OURS

    def contain(self, hour: time) -> bool:
        """Every end belongs to the hours: the office still serves at 12:00 and at 17:00, and again at 13:30."""
        is_noon = self.noon is not None and self.noon[0] < hour < self.noon[1]
        return self.opens <= hour <= self.closes and not is_noon


NINE_TO_FIVE = Hours(time(9), time(17))


@dataclass(frozen=True)
class Calendar:
    """The days and hours on which the office works, in its own zone.

    published     years whose days off are published; of any other only Monday to Friday and the office's own days count.
    days_off      what is off though it may be a Monday to Friday.
    make_up_days  what is worked though it may be a Saturday, a Sunday or a holiday.
    reasons       why the office itself put a day into one of these.
    hours         by a unit's id or its kind; "" is everybody else's.
    version       changes with every change of any of this.
    """

    zone: ZoneInfo = SHANGHAI
    published: frozenset[int] = frozenset()
    days_off: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()
    hours: Mapping[str, Hours] = field(default_factory=lambda: {"": NINE_TO_FIVE})
    version: str = ""
    reasons: Mapping[date, Words] = field(default_factory=dict)

    def day_of(self, moment: datetime) -> date:
        """The day of a moment where the office is."""
        return moment.astimezone(self.zone).date()

    def is_working_day(self, day: date) -> bool:
        return day in self.make_up_days or (day.weekday() < SATURDAY and day not in self.days_off)

    def next_working_day(self, day: date) -> date:
        """The first one after that day."""
        return self.working_day_from(day + ONE_DAY)

    def working_day_from(self, day: date) -> date:
        """That day, or the first working day after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def hours_of(self, unit: Unit) -> Hours:
        return self.hours.get(unit.id) or self.hours.get(unit.kind) or self.hours[""]

    def is_open(self, unit: Unit, moment: datetime) -> bool:
        there = moment.astimezone(self.zone)
        return self.is_working_day(there.date()) and self.hours_of(unit).contain(there.time())

    def close_of_business(self, unit: Unit, day: date) -> datetime:
        return datetime.combine(day, self.hours_of(unit).closes, self.zone).astimezone(UTC)


@dataclass(frozen=True)
class Due:
    """`at` is in UTC; provisional is what was reckoned with days of a year nobody has published (暂按周一至周五计算)."""

    at: datetime
    is_provisional: bool


def after_working_days(calendar: Calendar, moment: datetime, number: int, unit: Unit) -> Due:
    """Close of business of the last of so many working days; the opening day is not counted (民法典 201, 203)."""
    opening = last = calendar.day_of(moment)
    for _counted in range(number):
        last = calendar.next_working_day(last)
    return _due(calendar, opening + ONE_DAY, last, unit)


def after_days(calendar: Calendar, moment: datetime, number: int, unit: Unit) -> Due:
    """Close of business of the last day, or of the next working day if it is none (民法典 201, 203)."""
    return _moved_on(calendar, calendar.day_of(moment) + timedelta(days=number), unit)


def after_months(calendar: Calendar, moment: datetime, number: int, unit: Unit) -> Due:
    """The corresponding day of the last month; it moves on likewise (民法典 202, 203)."""
    return _moved_on(calendar, corresponding_day(calendar.day_of(moment), number), unit)


def corresponding_day(day: date, months: int) -> date:
    """The day of that number so many months later, or that month's last day (民法典 202)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def working_days_between(calendar: Calendar, first: date, last: date) -> int:
    """How many working days come after `first`, up to and with `last`; 0 if `last` is not later."""
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


def _moved_on(calendar: Calendar, day: date, unit: Unit) -> Due:
    return _due(calendar, day, calendar.working_day_from(day), unit)


def _due(calendar: Calendar, first: date, last: date, unit: Unit) -> Due:
    """Due on the last of the days that the calendar was asked about."""
    years = set(range(first.year, last.year + 1))
    return Due(calendar.close_of_business(unit, last), not years <= calendar.published)

"""Working days, office hours, and when a period is over (measures.md 10)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from survey.domain.asking.people import Unit
from survey.domain.handling.calendar import (
    SHANGHAI,
    Calendar,
    Hours,
    after_days,
    after_months,
    after_working_days,
    working_days_between,
)
from survey.locale import Words

WINDOW = Unit("window-tax", "window", Words("税务窗口", "Tax window"))


def days(*texts: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(text) for text in texts)


def there(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


# What the State Council published around the days of these tests.
CALENDAR = Calendar(
    published=frozenset({2024, 2025, 2026}),
    days_off=days(
        "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31", "2025-02-03", "2025-02-04",
        "2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-02-23",
        "2026-05-01", "2026-05-04", "2026-05-05", "2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07",
    ),
    make_up_days=days("2025-01-26", "2025-02-08", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-10-10"),
    hours={"": Hours(time(9), time(17), (time(12), time(13, 30)))},
    version="of these tests",
)


@pytest.mark.parametrize(
    ("moment", "number", "expected"),
    [
        ("2026-02-13 16:50", 1, "2026-02-14 17:00"),  # a Saturday that is worked
        ("2026-04-30 09:00", 1, "2026-05-06 17:00"),
        ("2025-01-24 09:00", 1, "2025-01-26 17:00"),  # a Sunday that is worked
        ("2026-09-30 09:00", 5, "2026-10-13 17:00"),
        ("2026-03-02 23:59", 1, "2026-03-03 17:00"),  # the opening day is not counted, whatever the hour
        ("2026-03-07 10:00", 1, "2026-03-09 17:00"),  # nor is a Saturday
        ("2026-03-03 00:30", 1, "2026-03-04 17:00"),  # 2 March in Greenwich
    ],
)
def test_working_days_end_at_the_close_of_business_of_the_last(moment, number, expected):
    due = after_working_days(CALENDAR, there(moment), number, WINDOW)

    assert (due.at, due.is_provisional) == (there(expected), False)
    assert due.at.tzinfo == UTC


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "2026-03-03 17:00"),
        (5, "2026-03-09 17:00"),  # a Saturday moves on
        (6, "2026-03-09 17:00"),
        (60, "2026-05-06 17:00"),  # 1 May moves on over the whole holiday
    ],
)
def test_a_last_day_that_is_no_working_day_moves_on(number, expected):
    # 民法典 203
    assert after_days(CALENDAR, there("2026-03-02 10:00"), number, WINDOW).at == there(expected)


@pytest.mark.parametrize(
    ("moment", "number", "expected"),
    [
        ("2026-01-12 10:00", 2, "2026-03-12 17:00"),
        ("2025-12-31 10:00", 2, "2026-02-28 17:00"),  # no 31 February; a Saturday that is worked
        ("2026-01-31 10:00", 3, "2026-04-30 17:00"),
        ("2024-10-15 10:00", 3, "2025-01-15 17:00"),
        ("2025-03-01 10:00", 12, "2026-03-02 17:00"),  # a Sunday moves on
    ],
)
def test_months_end_on_the_corresponding_day_or_the_months_last(moment, number, expected):
    # 民法典 202
    assert after_months(CALENDAR, there(moment), number, WINDOW).at == there(expected)


@pytest.mark.parametrize(
    ("moment", "number", "expected", "is_provisional"),
    [
        ("2026-12-30 10:00", 1, "2026-12-31 17:00", False),
        ("2026-12-31 10:00", 1, "2027-01-01 17:00", True),  # nobody has said yet that it is off
        ("2026-12-25 10:00", 10, "2027-01-08 17:00", True),
        ("2025-12-31 10:00", 1, "2026-01-04 17:00", False),
    ],
)
def test_a_deadline_that_crosses_into_an_unpublished_year_is_marked(moment, number, expected, is_provisional):
    due = after_working_days(CALENDAR, there(moment), number, WINDOW)

    assert (due.at, due.is_provisional) == (there(expected), is_provisional)


def test_days_and_months_that_end_in_an_unpublished_year_are_marked_too():
    assert after_days(CALENDAR, there("2026-12-01 10:00"), 60, WINDOW).is_provisional
    assert after_months(CALENDAR, there("2026-11-30 10:00"), 2, WINDOW).is_provisional
    assert not after_days(CALENDAR, there("2026-12-01 10:00"), 30, WINDOW).is_provisional


def test_half_past_midnight_of_new_year_in_shanghai_belongs_to_the_new_year():
    assert CALENDAR.day_of(datetime(2025, 12, 31, 16, 30, tzinfo=UTC)) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-03-02", "2026-03-02", 0),
        ("2026-03-02", "2026-03-03", 1),
        ("2026-03-06", "2026-03-09", 1),
        ("2026-09-30", "2026-10-13", 5),
        ("2026-03-03", "2026-03-02", 0),
    ],
)
def test_working_days_between_two_days_leave_the_first_uncounted(first, last, expected):
    assert working_days_between(CALENDAR, date.fromisoformat(first), date.fromisoformat(last)) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-02 08:59:59", False),
        ("2026-03-02 09:00", True),
        ("2026-03-02 12:00", True),  # every end belongs to the hours
        ("2026-03-02 12:00:01", False),
        ("2026-03-02 13:29", False),
        ("2026-03-02 13:30", True),
        ("2026-03-02 17:00", True),
        ("2026-03-02 17:01", False),
        ("2026-03-07 10:00", False),
        ("2026-02-14 10:00", True),
        ("2026-10-01 10:00", False),
    ],
)
def test_an_office_is_open_within_its_hours_on_working_days(moment, expected):
    # B2: 上门服务时间为正常工作时间
    assert CALENDAR.is_open(WINDOW, there(moment)) is expected
    assert CALENDAR.is_open(WINDOW, there(moment).astimezone(UTC)) is expected


def test_a_units_own_hours_come_before_those_of_its_kind_and_of_everybody():
    own, of_kind = Hours(time(8), time(12)), Hours(time(8), time(18))
    several = replace(CALENDAR, hours={"": Hours(time(9), time(17)), "window": of_kind, "window-tax": own})

    assert several.hours_of(WINDOW) == own
    assert several.hours_of(replace(WINDOW, id="window-land")) == of_kind
    assert several.hours_of(replace(WINDOW, id="ward-1", kind="ward")) == Hours(time(9), time(17))
    assert after_working_days(several, there("2026-03-02 10:00"), 1, WINDOW).at == there("2026-03-03 12:00")

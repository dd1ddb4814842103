"""Moments of a file are read by their formats, and never guessed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from survey.domain.handling.moment_format import Moment, MomentFormat, read_moment

NEW_YORK, SHANGHAI = ZoneInfo("America/New_York"), ZoneInfo("Asia/Shanghai")
AMERICAN = "%m/%d/%Y %I:%M:%S %p"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "form", "zone", "expected"),
    [
        ("05/01/2022 12:00:03 AM", AMERICAN, NEW_YORK, Moment(utc(2022, 5, 1, 4, 0, 3), True)),
        ("05/01/2022 12:00:03 PM", AMERICAN, NEW_YORK, Moment(utc(2022, 5, 1, 16, 0, 3), True)),
        ("2023-12-10T01:30:32.000", "iso", NEW_YORK, Moment(utc(2023, 12, 10, 6, 30, 32), True)),
        ("2023-12-10T01:30:32+08:00", "iso", NEW_YORK, Moment(utc(2023, 12, 9, 17, 30, 32), True)),
        ("2023-12-10", "iso", SHANGHAI, Moment(utc(2023, 12, 9, 16), False)),
        ("2025年3月9日", "%Y年%m月%d日", SHANGHAI, Moment(utc(2025, 3, 8, 16), False)),
        ("2025年3月9日 9:30", "%Y年%m月%d日", SHANGHAI, None),  # more than the format says
        ("30/04/2022 01:00:00 AM", AMERICAN, NEW_YORK, None),
        ("2022-05-01 01:00", AMERICAN, NEW_YORK, None),
        ("02/30/2022 01:00:00 AM", AMERICAN, NEW_YORK, None),
        ("11/06/2022 01:30:00 AM", AMERICAN, NEW_YORK, None),  # the clock showed it twice
        ("03/13/2022 02:30:00 AM", AMERICAN, NEW_YORK, None),  # the clock never showed it
        ("soon", "iso", SHANGHAI, None),
    ],
)
def test_a_moment_is_what_its_format_and_its_zone_say(text, form, zone, expected):
    assert read_moment(text, [MomentFormat(form)], zone) == expected


def test_a_moment_that_two_formats_read_differently_is_none():
    both = [MomentFormat("%m/%d/%Y"), MomentFormat("%d/%m/%Y")]

    assert read_moment("05/01/2022", both, SHANGHAI) is None
    assert read_moment("25/01/2022", both, SHANGHAI) == Moment(utc(2022, 1, 24, 16), False)


@pytest.mark.parametrize(
    ("form", "is_whole"),
    [
        ("iso", True), (AMERICAN, True), ("%Y-%m-%d", True), ("%d %b %Y", True), ("%m/%d/%y", False), ("%m/%d", False),
        ("%Y-%m-%d %I:%M", False), ("%Y-%m-%d %H:%M %p", False), ("%c", False), ("", False), ("%Y-%m-%m", False),
    ],
)  # fmt: skip
def test_a_format_names_year_month_and_day_once_and_hours_of_twelve_with_their_half(form, is_whole):
    assert MomentFormat(form).is_whole is is_whole

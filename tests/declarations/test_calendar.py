"""The office's own days and hours, over the published ones."""

from datetime import date, time

import pytest
from tests.declarations.test_refusals import refusal_after

from survey.declarations.calendar import read_calendar
from survey.domain.asking.people import Unit
from survey.domain.errors import SurveyError
from survey.domain.handling.calendar import NINE_TO_FIVE, SHANGHAI, Calendar
from survey.locale import Words

NAME = Words("名", "name")
REASON = 'reason = { zh = "培训", en = "Training" }'
WINDOW, WARD = Unit("window-tax", "window", NAME), Unit("ward-1", "ward", NAME)


def calendar_of(folder, text: str) -> Calendar:
    file = folder / "calendar.toml"
    file.write_text(text, encoding="utf-8")
    return read_calendar(file, SHANGHAI, {unit.id: unit for unit in (WINDOW, WARD)})


def working_days(calendar: Calendar, *days: str) -> list[bool]:
    return [calendar.is_working_day(date.fromisoformat(day)) for day in days]


def test_without_a_file_the_published_days_hold(tmp_path):
    calendar = read_calendar(tmp_path / "calendar.toml", SHANGHAI, {})

    assert working_days(calendar, "2026-02-14", "2026-05-04", "2025-01-26", "2026-10-10") == [True, False, True, True]
    assert calendar.published >= {2004, 2025, 2026} and 2027 not in calendar.published
    assert calendar.hours == {"": NINE_TO_FIVE}


def test_our_own_file_says_whose_its_hours_are(declarations):
    hours = declarations.calendar.hours[""]

    assert (hours.opens, hours.noon, hours.closes) == (time(9), (time(12), time(13, 30)), time(17))
    assert hours.source.zh.startswith("默认") and declarations.calendar.zone == SHANGHAI


def test_the_offices_own_days_come_before_the_published_ones(tmp_path):
    calendar = calendar_of(tmp_path, f"""
        day_off = [{{ day = 2026-03-09, {REASON} }}, {{ day = 2026-02-14, {REASON} }}]
        make_up_day = [{{ day = 2026-03-14, {REASON} }}, {{ day = 2026-10-01, {REASON} }}]
    """)

    assert working_days(calendar, "2026-03-09", "2026-02-14", "2026-03-14", "2026-10-01") == [False, False, True, True]
    assert calendar.reasons[date(2026, 3, 9)] == Words("培训", "Training")


def test_a_year_that_the_office_has_entered_itself_is_published(tmp_path):
    assert 2027 in calendar_of(tmp_path, "published = [2027]").published


def test_hours_may_be_of_kinds_of_units_and_of_everybody_else(tmp_path):
    calendar = calendar_of(tmp_path, """
        hours = [
            { kinds = ["ward"], opens = 00:00:00, closes = 23:59:59 },
            { units = ["window-tax"], opens = 08:30:00, noon = [12:00:00, 14:00:00], closes = 17:30:00 },
            { opens = 08:00:00, closes = 16:00:00 },
        ]
    """)

    assert [calendar.hours_of(unit).closes for unit in (WARD, WINDOW, Unit("team-1", "team", NAME))] == [
        time(23, 59, 59), time(17, 30), time(16),
    ]


def test_the_version_changes_with_everything_that_is_in_force(tmp_path):
    texts = [
        "", "published = [2027]", f"day_off = [{{ day = 2026-03-09, {REASON} }}]", f"make_up_day = [{{ day = 2026-03-14, {REASON} }}]",
        "hours = [{ opens = 08:00:00, closes = 16:00:00 }]",
    ]

    versions = [calendar_of(tmp_path, text).version for text in texts]

    assert len(set(versions)) == len(texts) and versions[0] == calendar_of(tmp_path, "").version
    assert len({version.split("+")[0] for version in versions}) == 1


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (f"day_off = [{{ day = 2026-03-09, {REASON} }}]\nmake_up_day = [{{ day = 2026-03-09, {REASON} }}]", "[] make_up_day", "2026-03-09"),
        (f"day_off = [{{ day = 2026-03-09, {REASON} }}, {{ day = 2026-03-09, {REASON} }}]", "[] day_off", "2026-03-09"),
        ("day_off = [{ day = 2026-03-09 }]", "[day_off #1] reason", "缺少"),
        (f"day_off = [{{ day = 2026-03-09T10:00:00, {REASON} }}]", "[day_off #1] day", "10:00"),
        ("published = ['2027']", "[] published", "2027"),
        ("hours = [{ opens = 17:00:00, closes = 09:00:00 }]", "[hours #1] closes", "17:00:00、09:00:00"),
        ("hours = [{ opens = 09:00:00, closes = 17:00:00, noon = [12:00:00, 17:30:00] }]", "[hours #1] closes", "17:30:00"),
        ("hours = [{ opens = 09:00:00, closes = 17:00:00, noon = [12:00:00] }]", "[hours #1] noon", "12:00:00"),
        ("hours = [{ opens = '9', closes = 17:00:00 }]", "[hours #1] opens", "9"),
        ("hours = [{ kinds = ['desk'], opens = 09:00:00, closes = 17:00:00 }]", "[hours #1] kinds", "desk"),
        ("hours = [{ units = ['window-9'], opens = 09:00:00, closes = 17:00:00 }]", "[hours #1] units", "window-9"),
        ("hours = [{ opens = 09:00:00, closes = 17:00:00 }, { opens = 09:00:00, closes = 16:00:00 }]", "[] hours", "其他单位"),
        ("holiday = []", "[] holiday", "不认识"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(tmp_path, text, key, said):
    with pytest.raises(SurveyError) as refused:
        calendar_of(tmp_path, text)

    assert refused.value.where == f"{tmp_path.name}/calendar.toml {key}" and said in refused.value.what


def test_the_office_reads_it_with_everything_else(tmp_path):
    fault = refusal_after(tmp_path / "data", "calendar.toml", "closes = 17:00:00", "closes = 08:00:00")

    assert fault.where == "data/calendar.toml [hours #1] closes"

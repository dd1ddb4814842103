"""What is overdue, due today or later; when a notice must be given; whose work a case becomes."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from survey.domain.asking.people import Unit
from survey.domain.handling.calendar import Calendar, Hours
from survey.domain.handling.clock import Clock, Place, RunningClock
from survey.domain.handling.due import deadline, escalated_to, in_order, last_office_moment, notices_ahead
from survey.domain.handling.kind import CaseKind, Escalation, Move, State
from survey.locale import Words

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(ZONE, frozenset({2026}), hours={"": Hours(time(9), time(17))})
WINDOW = Unit("window", "window", Words("窗口", "Window"))
NAME = Words("时限", "Clock")
PLAIN = Clock("answer", NAME, ("open",), ("answer",), "working_days", 1)
NOTICE = Clock("notice", NAME, ("cannot",), ("tell",), "hours", 8, base="agreed_at", is_before=True)
EARLY = Clock("early", NAME, ("open",), ("arrive",), "minutes", 10, base="starts_at", is_before=True)


def at(text: str) -> datetime:
    """Office time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def a_run(due: str | None, **changes) -> RunningClock:
    return RunningClock("answer", 1, at("2026-11-20 09:00"), at(due) if due else None, "", **changes)


NOW = at("2026-11-25 10:00")  # a Wednesday


@pytest.mark.parametrize(
    ("clock", "run", "when"),
    [
        (PLAIN, a_run("2026-11-25 09:59"), "overdue"),
        (PLAIN, a_run("2026-11-25 10:00"), "today"),
        (PLAIN, a_run("2026-11-25 23:59"), "today"),
        (PLAIN, a_run("2026-11-26 00:00"), "later"),
        (PLAIN, a_run(None), "later"),
        (PLAIN, a_run("2026-11-24 17:00", paused_at=at("2026-11-24 16:00")), "later"),
        (PLAIN, a_run("2026-11-24 17:00", paused_at=at("2026-11-24 18:00")), "overdue"),
        (PLAIN, a_run("2026-11-24 17:00", ended_at=at("2026-11-25 09:00")), None),
        (PLAIN, a_run("2026-11-24 17:00", ended_at=at("2026-11-24 09:00"), is_dropped=True), None),
        (NOTICE, a_run("2026-11-25 09:59"), None),
        (NOTICE, a_run("2026-11-26 01:00"), "today"),
        (NOTICE, a_run("2026-11-26 09:00"), "later"),
        (NOTICE, a_run("2026-11-27 00:00"), "later"),
        (EARLY, a_run("2026-11-26 07:50"), "later"),
        (EARLY, a_run("2026-11-25 09:50"), None),
    ],
)
def test_a_clock_is_overdue_due_today_or_later(clock, run, when):
    found = deadline(clock, run, NOW, CALENDAR, WINDOW)

    assert (found and found.when) == when


@pytest.mark.parametrize(
    ("moment", "act_by"),
    [
        ("2026-11-26 01:00", "2026-11-25 17:00"),
        ("2026-11-26 08:59", "2026-11-25 17:00"),
        ("2026-11-26 09:00", "2026-11-26 09:00"),
        ("2026-11-26 17:00", "2026-11-26 17:00"),
        ("2026-11-26 20:00", "2026-11-26 17:00"),
        ("2026-11-30 01:00", "2026-11-27 17:00"),  # a Monday: on Friday
        ("2026-11-28 12:00", "2026-11-27 17:00"),
    ],
)
def test_who_must_be_told_at_night_is_told_before_the_close_of_business(moment, act_by):
    # B21, C11; rules.md 0-7
    assert last_office_moment(CALENDAR, WINDOW, at(moment)) == at(act_by)


def a_kind(*clocks: Clock, **changes) -> CaseKind:
    cannot = Move("cannot", NAME, ("agreed",), "putting_off", frozenset({"receptionist"}))
    opening = Move("open", NAME, (), "agreed")
    return CaseKind("visit", NAME, (), (), (State("agreed", NAME, False),), (cannot,), opening, clocks=clocks, **changes)


@pytest.mark.parametrize(
    ("state", "agreed_at", "runs", "is_told"),
    [
        ("agreed", "2026-11-26 09:00", (), True),
        ("agreed", "2026-11-26 17:00", (), False),  # by nine tomorrow is early enough
        ("agreed", "2026-11-25 17:00", (), False),  # too late since nine
        ("agreed", "2026-11-27 09:00", (), False),
        ("agreed", "", (), False),
        ("done", "2026-11-26 09:00", (), False),
        ("agreed", "2026-11-26 09:00", (RunningClock("notice", 1, NOW, NOW, ""),), False),
    ],
)
def test_on_the_day_before_one_is_told_until_when_it_can_be_put_off(state, agreed_at, runs, is_told):
    # B21: a visit at nine can be put off until one at night, so before the office closes today
    values = {"agreed_at": at(agreed_at).isoformat()} if agreed_at else {}

    found = notices_ahead(a_kind(NOTICE), state, runs, values, NOW, Place(CALENDAR, WINDOW))

    assert [item.act_by for item in found] == ([at("2026-11-25 17:00")] if is_told else [])


@pytest.mark.parametrize(
    ("due", "roles"),
    [
        ("2026-11-25 09:00", set()),
        ("2026-11-24 17:00", {"head_of_unit"}),
        ("2026-11-23 17:00", {"head_of_unit"}),
        ("2026-11-20 17:00", {"head_of_unit", "division_head"}),  # a Friday
        ("2026-11-26 17:00", set()),
    ],
)
def test_what_is_overdue_for_so_many_working_days_becomes_the_work_of_others(due, roles):
    kind = a_kind(PLAIN, escalations=(
        Escalation(1, frozenset({"head_of_unit"})), Escalation(3, frozenset({"division_head"})),
    ))  # fmt: skip
    item = deadline(PLAIN, a_run(due), NOW, CALENDAR, WINDOW)

    assert escalated_to(kind, [item], NOW, CALENDAR) == roles


def test_what_presses_most_comes_first_and_what_has_no_known_end_last():
    runs = [a_run(None), a_run("2026-11-26 10:00"), a_run("2026-11-24 10:00"), a_run("2026-11-25 12:00")]

    found = in_order([deadline(PLAIN, run, NOW, CALENDAR, WINDOW) for run in runs])

    assert [item.when for item in found] == ["overdue", "today", "later", "later"]
    assert found[-1].act_by is None


def test_a_holiday_is_no_day_on_which_somebody_is_told():
    calendar = Calendar(ZONE, frozenset({2026}), days_off=frozenset({date(2026, 11, 25)}))

    assert last_office_moment(calendar, WINDOW, at("2026-11-26 01:00")) == at("2026-11-24 17:00")

"""What the clocks of a case say: tables that one can check by hand."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from survey.domain.asking.people import Unit
from survey.domain.handling.calendar import SHANGHAI, Calendar, Hours
from survey.domain.handling.clock import Clock, Place, RunningClock, tick, verdict
from survey.domain.handling.limit import Limit
from survey.locale import Words

NAME = Words("时限", "Clock")
CALENDAR = Calendar(
    published=frozenset({2026}),
    days_off=frozenset({date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 5)}),
    make_up_days=frozenset({date(2026, 2, 14), date(2026, 5, 9)}),
    hours={"": Hours(time(9), time(17))},
    version="1",
)
TRAVEL = Limit("travel", date(2026, 1, 1), "zone", {"town": 10, "suburb": 5}, 10, "km")
PLACE = Place(CALENDAR, Unit("window-tax", "window", NAME), (TRAVEL,))


def there(text: str) -> datetime:
    """Without a date, 2 March 2026, a Monday."""
    return datetime.fromisoformat(text if "-" in text else f"2026-03-02 {text}").replace(tzinfo=SHANGHAI)


def a_clock(span: str, number: float = 0, **more) -> Clock:
    return Clock(**{"id": "clock", "name": NAME, "starts": ("start",), "stops": ("stop",), "span": span, "number": number} | more)


def after(clock: Clock, *steps, place: Place = PLACE) -> tuple[RunningClock, ...]:
    """The clock's runs after steps of (move, when, {the fields it gives})."""
    runs, values = (), {}
    for move, when, *given in steps:
        before, values = values, values | (given[0] if given else {})
        runs = tick([clock], runs, move, there(when), values, before, place)
    return runs


ANSWER = a_clock("working_days", 1)
ARRIVAL = a_clock("minutes", 0, base="agreed_at")
NOTICE_8, NOTICE_2 = (
    a_clock("hours", hours, base="agreed_at", is_before=True, starts=("start", "postpone"), drops=("arrive",)) for hours in (8, 2)
)
TRAVELLING = a_clock("per_km", table="travel")
FEEDBACK = a_clock("working_days", 3)
INSPECTION = a_clock("days", 60, base="last_on")

AGREED = {"agreed_at": "2026-03-05T09:00:00+08:00"}


@pytest.mark.parametrize(
    ("clock", "given", "starts", "stops", "expected"),
    [
        (ANSWER, {}, "2026-02-13 16:50", "2026-02-14 17:00", "in_time"),  # B16: the next day is a Saturday that is worked
        (ANSWER, {}, "2026-02-13 16:50", "2026-02-14 17:01", "late"),
        (ANSWER, {}, "2026-04-30 09:00", "2026-05-06 17:00", "in_time"),  # B16: over the whole holiday
        (ANSWER, {}, "2026-04-30 09:00", "2026-05-07 09:00", "late"),
        (ARRIVAL, AGREED, "10:00", "2026-03-05 08:59", "in_time"),  # B19
        (ARRIVAL, AGREED, "10:00", "2026-03-05 09:00", "in_time"),
        (ARRIVAL, AGREED, "10:00", "2026-03-05 09:01", "late"),
        (NOTICE_8, AGREED, "10:00", "2026-03-05 01:00", "in_time"),  # B21: exactly 8 hours before
        (NOTICE_8, AGREED, "10:00", "2026-03-05 01:01", "late"),  # B21: 7 h 59 min
        (NOTICE_2, AGREED, "10:00", "2026-03-05 07:00", "in_time"),  # C11
        (NOTICE_2, AGREED, "10:00", "2026-03-05 07:01", "late"),
        (TRAVELLING, {"zone": "town", "km": 3}, "10:00", "10:30", "in_time"),  # E37
        (TRAVELLING, {"zone": "town", "km": 3}, "10:00", "10:31", "late"),
        (TRAVELLING, {"zone": "suburb", "km": 3}, "10:00", "10:15", "in_time"),  # E49
        (TRAVELLING, {"zone": "suburb", "km": 3}, "10:00", "10:16", "late"),
        (TRAVELLING, {"km": 3}, "10:00", "10:30", "in_time"),  # E37: an unknown area counts as 10
        (TRAVELLING, {"zone": "suburb"}, "10:00", "10:05", "unknown"),
        (FEEDBACK, {}, "10:00", "2026-03-05 17:00", "in_time"),  # D11
        (FEEDBACK, {}, "10:00", "2026-03-06 09:00", "late"),
        (FEEDBACK, {}, "2026-03-06 10:00", "2026-03-11 17:00", "in_time"),  # D11: a weekend between
        (INSPECTION, {"last_on": "2026-03-04"}, "10:00", "2026-05-06 17:00", "in_time"),  # E4: 3 May is a holiday
        (INSPECTION, {"last_on": "2026-03-04"}, "10:00", "2026-05-07 09:00", "late"),
        (a_clock("months", 2), {}, "10:00", "2026-05-06 17:00", "in_time"),  # E4: 两个月, 2 May is a holiday
    ],
)
def test_what_was_stopped_by_its_limit_was_in_time(clock, given, starts, stops, expected):
    [run] = after(clock, ("start", starts, given), ("stop", stops))

    assert verdict(run, there("2026-12-01 09:00")) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2026-03-03 16:59", "running"), ("2026-03-03 17:00", "running"), ("2026-03-03 17:00:01", "late")],
)
def test_what_is_not_due_yet_counts_neither_way(now, expected):
    [run] = after(ANSWER, ("start", "10:00"))

    assert verdict(run, there(now)) == expected


def test_what_is_dropped_is_neither_in_time_nor_late():
    [run] = after(NOTICE_8, ("start", "10:00", AGREED), ("arrive", "2026-03-05 09:00"))

    assert (run.is_dropped, run.ended_at, verdict(run, there("2026-03-06 09:00"))) == (True, there("2026-03-05 09:00"), "dropped")


@pytest.mark.parametrize(
    ("clock", "starts", "pauses", "resumes", "due"),
    [
        (FEEDBACK, "10:00", "11:00", "15:00", "2026-03-05 17:00"),  # back on the same day: nothing is lost
        (FEEDBACK, "10:00", "2026-03-03 11:00", "2026-03-05 09:00", "2026-03-09 17:00"),  # two working days
        (FEEDBACK, "10:00", "2026-03-05 11:00", "2026-03-09 09:00", "2026-03-09 17:00"),  # over a weekend: two
        (FEEDBACK, "10:00", "2026-03-07 11:00", "2026-03-08 09:00", "2026-03-05 17:00"),  # it was overdue by then
        (a_clock("hours", 4), "10:00", "11:00", "12:30", "15:30"),
        (a_clock("minutes", 30), "10:00", "10:10", "10:20", "10:40"),
        (a_clock("minutes", 30), "10:00", "10:31", "12:00", "10:30"),  # it was overdue by then
        (a_clock("days", 10), "10:00", "2026-03-03 09:00", "2026-03-05 09:00", "2026-03-16 17:00"),  # the 14th moves on
    ],
)
def test_a_pause_moves_the_limit_on_by_what_it_lasted(clock, starts, pauses, resumes, due):
    clock = replace(clock, pauses=("ask",), resumes=("came",))

    paused = after(clock, ("start", starts), ("ask", pauses), ("ask", pauses))
    [run] = after(clock, ("start", starts), ("ask", pauses), ("came", resumes))

    assert paused[0].paused_at == there(pauses)
    assert (run.due_at, run.paused_at) == (there(due), None)


def test_while_it_is_paused_it_does_not_become_late():
    clock = replace(ANSWER, pauses=("ask",), resumes=("came",))

    [run] = after(clock, ("start", "10:00"), ("ask", "11:00"))
    [too_late] = after(clock, ("start", "10:00"), ("ask", "2026-03-04 11:00"))

    assert verdict(run, there("2026-03-20 09:00")) == "paused"
    assert verdict(too_late, there("2026-03-20 09:00")) == "late"


def test_what_stops_it_ends_its_pause_too():
    [run] = after(replace(ANSWER, pauses=("ask",)), ("start", "10:00"), ("ask", "11:00"), ("stop", "2026-03-05 12:00"))

    assert (run.due_at, run.paused_at, verdict(run, there("2026-03-20 09:00"))) == (there("2026-03-06 17:00"), None, "in_time")


def test_a_running_clock_is_not_started_twice_and_an_ended_one_runs_again():
    runs = after(ANSWER, ("start", "10:00"), ("start", "2026-03-03 10:00"), ("stop", "2026-03-03 11:00"), ("start", "2026-03-04 10:00"))

    assert [(run.number, run.started_at, run.ended_at) for run in runs] == [
        (1, there("10:00"), there("2026-03-03 11:00")), (2, there("2026-03-04 10:00"), None),
    ]


def test_a_postponement_is_judged_by_the_old_time_and_begins_the_notice_for_the_new_one():
    # B21
    clock = replace(NOTICE_8, stops=("postpone",))

    old, new = after(clock, ("start", "10:00", AGREED), ("postpone", "2026-03-05 00:30", {"agreed_at": "2026-03-06T09:00:00+08:00"}))

    assert (old.due_at, verdict(old, there("2026-03-05 12:00"))) == (there("2026-03-05 01:00"), "in_time")
    assert (new.number, new.due_at, verdict(new, there("2026-03-05 12:00"))) == (2, there("2026-03-06 01:00"), "running")


def test_what_it_depends_on_may_become_known_later():
    [unknown] = after(TRAVELLING, ("start", "10:00"))
    [known] = after(TRAVELLING, ("start", "10:00"), ("measure", "10:05", {"zone": "suburb", "km": 3}))
    [at_the_end] = after(TRAVELLING, ("start", "10:00"), ("stop", "10:16", {"zone": "suburb", "km": 3}))
    [not_agreed] = after(ARRIVAL, ("start", "10:00"))

    assert (unknown.due_at, verdict(unknown, there("2026-03-20 09:00"))) == (None, "running")
    assert known.due_at == there("10:15")
    assert (at_the_end.due_at, verdict(at_the_end, there("11:00"))) == (there("10:15"), "late")
    assert not_agreed.due_at is None


def test_a_correction_reckons_anew_only_what_still_runs():
    corrected = {"agreed_at": "2026-03-05T10:00:00+08:00"}

    [running] = after(ARRIVAL, ("start", "10:00", AGREED), ("correct", "11:00", corrected))
    [ended] = after(ARRIVAL, ("start", "10:00", AGREED), ("stop", "2026-03-05 09:30"), ("correct", "2026-03-05 11:00", corrected))
    [nearer] = after(TRAVELLING, ("start", "10:00", {"km": 3}), ("correct", "10:05", {"km": 2}))

    assert running.due_at == there("2026-03-05 10:00")
    assert (ended.due_at, verdict(ended, there("2026-03-06 09:00"))) == (there("2026-03-05 09:00"), "late")
    assert nearer.due_at == there("10:20")


def test_editing_the_calendar_rewrites_no_limit_that_already_stands():
    edited = replace(PLACE, calendar=replace(CALENDAR, days_off=CALENDAR.days_off | {date(2026, 5, 6)}, version="2"))
    on, later = {"last_on": "2026-03-04"}, {"last_on": "2026-03-05"}

    runs = after(INSPECTION, ("start", "10:00", on))
    [same] = tick([INSPECTION], runs, "note", there("11:00"), on, on, edited)
    [changed] = tick([INSPECTION], runs, "note", there("11:00"), later, on, edited)

    assert (same.due_at, same.calendar) == (there("2026-05-06 17:00"), "1")
    assert (changed.due_at, changed.calendar) == (there("2026-05-07 17:00"), "2")


def test_a_limit_in_a_year_that_nobody_has_published_is_marked():
    [run] = after(ANSWER, ("start", "2026-12-31 10:00"))
    [paused_into_it] = after(
        replace(ANSWER, pauses=("ask",), resumes=("came",)),
        ("start", "2026-12-29 10:00"), ("ask", "2026-12-30 10:00"), ("came", "2027-01-04 10:00"),
    )

    assert run.is_provisional and paused_into_it.is_provisional


@pytest.mark.parametrize(("given", "runs"), [({"urgency": "burst"}, 1), ({"urgency": "drip"}, 0), ({}, 0)])
def test_a_clock_runs_only_for_the_cases_it_names(given, runs):
    burst = a_clock("minutes", 30, when={"urgency": ("burst", "flood")})

    assert len(after(burst, ("start", "10:00", given))) == runs


@pytest.mark.parametrize(("given", "runs"), [({"told": True}, 1), ({"told": "yes"}, 1), ({"told": False}, 0), ({"told": ["yes"]}, 1)])
def test_a_yes_or_no_and_several_choices_can_be_named_as_well(given, runs):
    assert len(after(a_clock("hours", 1, when={"told": ("yes",)}), ("start", "10:00", given))) == runs


def test_a_correction_that_takes_the_case_out_drops_the_clock():
    burst = a_clock("minutes", 30, when={"urgency": ("burst",)})

    [run] = after(burst, ("start", "10:00", {"urgency": "burst"}), ("correct", "10:05", {"urgency": "drip"}))

    assert run.is_dropped and verdict(run, there("12:00")) == "dropped"


def test_runs_of_a_clock_that_is_no_longer_declared_stay_as_they_are():
    runs = after(ANSWER, ("start", "10:00"))

    assert tick([], runs, "stop", there("11:00"), {}, {}, PLACE) == runs


def test_a_clock_about_entering_ends_when_it_was_entered_whatever_the_step_says():
    # C10: a result that is said to have been entered at once, and was entered in the evening
    at_once = a_clock("minutes", 30, is_by_entry=True)
    runs = tick([at_once], (), "start", there("2026-03-05 09:00"), {}, {}, PLACE)

    [run] = tick([at_once], runs, "stop", there("2026-03-05 09:10"), {}, {}, PLACE, there("2026-03-05 18:00"))

    assert (run.ended_at, verdict(run, there("2026-03-06 09:00"))) == (there("2026-03-05 18:00"), "late")

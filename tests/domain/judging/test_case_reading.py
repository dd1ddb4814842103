"""What cases show, worked by hand: times kept, complete records, shares, verified events."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from survey.domain.columns import COUNTED_CASES, COUNTED_RUNS
from survey.domain.counting.events import events_interval
from survey.domain.counting.interval import wilson_interval
from survey.domain.counting.period import year_period
from survey.domain.handling.clock import Clock, RunningClock, verdict
from survey.domain.handling.field import Field, Option
from survey.domain.handling.kind import CaseKind, Move, State
from survey.domain.judging.case_reading import (
    read_in_time,
    read_recorded,
    read_share,
    read_verified,
    verdicts,
    verified_events,
)
from survey.domain.judging.indicator import CaseCount, Indicator
from survey.domain.keeping.retention import MARK
from survey.locale import Words

NOW = datetime(2026, 12, 31, 16, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
AN_HOUR = timedelta(hours=1)
NOTHING = Words("", "")


def a_choice(id: str, *values: str) -> Field:
    return Field(id, NOTHING, "choice", options=tuple(Option(value, NOTHING) for value in values))


FIELDS = {
    "told": Field("told", NOTHING, "yes_no"), "reason": Field("reason", NOTHING, "long"),
    "phrases": Field("phrases", NOTHING, "choices"), "who": Field("who", NOTHING, "person"),
    "finding": a_choice("finding", "true", "partly", "untrue"), "when": Field("when", NOTHING, "moment"),
}
CLOCKS_OF_KIND = (
    Clock("answer", NOTHING, ("open",), ("reply",), "hours", 8, person="who"),
    Clock("notice", NOTHING, ("open",), ("tell",), "hours", 8, base="when", is_before=True),
)
KIND = CaseKind(
    "visit", NOTHING, (), (), (State("open", NOTHING, False), State("done", NOTHING, True), State("refused", NOTHING, True)),
    (), Move("open", NOTHING, (), "open"), fields=FIELDS, clocks=CLOCKS_OF_KIND,
)


def counting(measure: str, **keys) -> Indicator:
    return Indicator(
        "i", "p", NOTHING, measure, "", (), frozenset(), (), True, NOTHING, NOTHING, date(2026, 1, 1), NOTHING,
        CaseCount("visit", **keys),
    )


def a_run(due=NOW - AN_HOUR, ended=None, paused=None, is_dropped=False, clock="answer", unit="w1", id="c", **coded) -> tuple:
    return id, clock, due, paused, ended, is_dropped, unit, "", coded


def runs(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(list(values), dtype=object) for name, values in zip(COUNTED_RUNS, zip(*rows))})


def a_case(id="c", unit="w1", state="done", opened=date(2026, 5, 4), source="", words=None, at_unit="", **coded) -> tuple:
    return id, unit, at_unit, state, opened, datetime(2026, 5, 4, tzinfo=UTC), source, coded, words or {}


def cases(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(list(values), dtype=object) for name, values in zip(COUNTED_CASES, zip(*rows))})


DUE = NOW - AN_HOUR
RUNS = [
    (DUE, DUE, None, False, "in_time"),  # at the very moment it is due
    (DUE, DUE + timedelta(seconds=1), None, False, "late"),
    (DUE, None, None, False, "late"),
    (NOW, None, None, False, "running"),
    (NOW + AN_HOUR, None, None, False, "running"),
    (NOW + AN_HOUR, None, NOW - AN_HOUR, False, "paused"),
    (DUE, None, DUE - AN_HOUR, False, "paused"),  # due while it was held
    (DUE, None, DUE + timedelta(seconds=1), False, "late"),
    (None, DUE, None, False, "unknown"),
    (None, None, None, False, "running"),
    (DUE, NOW, None, True, "dropped"),
]


@pytest.mark.parametrize(("due", "ended", "paused", "is_dropped", "expected"), RUNS)
def test_a_whole_table_is_judged_as_each_run_is(due, ended, paused, is_dropped, expected):
    one = RunningClock("answer", 1, NOW - 9 * AN_HOUR, due, "", paused_at=paused, ended_at=ended, is_dropped=is_dropped)

    assert verdict(one, NOW) == expected
    assert list(verdicts(runs(a_run(due, ended, paused, is_dropped)), NOW)) == [expected]


def test_a_notice_that_was_not_given_yet_is_never_late():
    found = verdicts(runs(a_run(DUE), a_run(DUE, ended=DUE), a_run(DUE, ended=NOW)), NOW, is_before=True)

    assert list(found) == ["running", "in_time", "late"]


def test_only_what_is_decided_stands_in_the_denominator_and_the_rest_is_kept_beside():  # B16
    table = runs(
        *[a_run(ended=DUE)] * 9, *[a_run(ended=NOW)] * 3, *[a_run(ended=NOW, is_dropped=True)] * 2,
        *[a_run(due=NOW + AN_HOUR)] * 4, a_run(due=None, ended=NOW), a_run(clock="notice"),
    )

    reading = read_in_time(counting("in_time", clock="answer"), KIND, table, NOW, "unit")["w1"]

    assert (reading.numerator, reading.denominator, reading.n) == (9, 9 + 3, 12)
    assert (reading.outside, reading.open) == (2, 4 + 1)
    assert (reading.low, reading.high) == pytest.approx(tuple(map(float, wilson_interval(9, 12))))


def test_a_clock_that_names_a_person_is_counted_to_the_person():  # B19
    table = runs(a_run(ended=DUE, who="n1"), a_run(ended=NOW, who="n2"), a_run(ended=NOW))

    readings = read_in_time(counting("in_time", clock="answer"), KIND, table, NOW, "person")

    assert {id: reading.value for id, reading in readings.items()} == {"n1": 1, "n2": 0}


def test_what_was_passed_on_may_be_counted_to_whom_it_lies_with():  # D12
    passed = runs((*a_run(ended=DUE)[:7], "w2", {}))

    assert set(read_in_time(counting("in_time", clock="answer"), KIND, passed, NOW, "unit")) == {"w1"}
    assert set(read_in_time(counting("in_time", clock="answer", is_holders=True), KIND, passed, NOW, "unit")) == {"w2"}


def test_a_late_run_of_which_a_verified_event_came_counts_there_alone():  # rules.md 8
    table = runs(a_run(ended=NOW, id="late"), a_run(ended=NOW, id="other"), a_run(ended=DUE, id="good"))

    reading = read_in_time(counting("in_time", clock="answer"), KIND, table, NOW, "unit", {"late", "good"})["w1"]

    assert (reading.numerator, reading.denominator, reading.outside) == (1, 2, 1)


def test_a_record_is_complete_when_every_field_is_given():  # B18
    full = {"told": "yes", "words": {"reason": "材料不齐，请补"}}
    table = cases(a_case(**full), a_case(**full), a_case(told="yes"), a_case(words={"reason": "只有理由"}), a_case(state="open"))

    reading = read_recorded(counting("recorded", fields=("told", "reason")), KIND, table, "unit")["w1"]

    assert (reading.numerator, reading.denominator, reading.outside) == (2, 4, 0)  # the open one is in no final state


def test_words_erased_after_their_time_are_not_held_against_anybody():
    old = [a_case(told="yes", words={"reason": MARK}), a_case(told="yes")]
    by_words, by_values = counting("recorded", fields=("told", "reason")), counting("recorded", fields=("told",))
    horizon = datetime(2026, 5, 4, tzinfo=UTC)

    assert read_recorded(by_words, KIND, cases(*old), "unit", horizon) == {}
    assert read_recorded(by_values, KIND, cases(*old), "unit", horizon)["w1"].n == 2


@pytest.mark.parametrize(
    ("keys", "counted"),
    [
        ({"fields": ("told",), "values": ("yes",)}, (2, 5)),
        ({"fields": ("told",), "values": ("yes",), "of": ("yes", "no")}, (2, 3)),
        ({"fields": ("told",), "values": ("yes",), "given": ("who",)}, (1, 1)),
        ({"fields": ("told",), "values": ("yes",), "states": ("refused",)}, (0, 1)),
        ({"fields": ("told",), "values": ("yes",), "when": {"finding": ("true", "partly")}}, (1, 1)),
        ({"fields": ("phrases",), "values": ("please", "thanks")}, (1, 5)),  # A12: all of them
    ],
)
def test_a_share_says_what_makes_its_base(keys, counted):
    table = cases(
        a_case(told="yes", who="n1"), a_case(told="yes", finding="true"), a_case(told="no"),
        a_case(phrases=["please", "thanks", "hello"]), a_case(state="refused", phrases=["please"]),
    )

    reading = read_share(counting("share", **keys), table, "unit")["w1"]

    assert (reading.numerator, reading.denominator) == counted


def the_events(*rows: tuple, **keys) -> pd.DataFrame:
    count = CaseCount("visit", fields=("finding",), values=("true", "partly"), **keys)
    return verified_events(count, cases(*rows), year_period(2026), SHANGHAI)


def test_only_what_is_verified_is_an_event():  # A13
    found = the_events(a_case("a", finding="true"), a_case("b", finding="partly"), a_case("c", finding="untrue"), a_case("d"))

    assert list(found["id"]) == ["a", "b"]


def test_an_event_belongs_to_the_year_in_which_it_happened_where_the_office_is():
    found = the_events(
        a_case("new year", finding="true", opened=date(2027, 1, 3), when="2026-12-31T15:59:00+00:00"),
        a_case("too late", finding="true", opened=date(2027, 1, 3), when="2026-12-31T16:00:00+00:00"),
        a_case("unsaid", finding="true"),
        on="when",
    )

    assert list(found["id"]) == ["new year", "unsaid"]


def test_nothing_before_the_rule_held_is_an_event():  # D16
    found = the_events(
        a_case("a", finding="true", opened=date(2026, 3, 1)), a_case("b", finding="true", opened=date(2026, 2, 28)),
        since=date(2026, 3, 1),
    )

    assert list(found["id"]) == ["a"]


def test_no_event_is_a_reading_too():
    events = the_events(a_case("a", finding="true"), a_case("b", finding="true", unit="w2"), a_case("c", finding="true", unit="w2"))

    found = read_verified(counting("verified"), events, "unit", ["w1", "w2", "w3"], elsewhere={"c"})

    assert {id: (each.value, each.low, each.high, each.n, each.outside) for id, each in found.items()} == {
        "w1": (1, 1, 1, 0, 0), "w2": (1, 1, 1, 0, 1), "w3": (0, 0, 0, 0, 0),
    }
    assert all(each.is_whole and not each.is_tentative for each in found.values())


def test_a_rate_of_events_has_the_interval_of_their_number():
    events = the_events(*[a_case(str(place), finding="true") for place in range(10)])
    per = cases(*[a_case()] * 400, *[a_case(unit="w2")] * 50)

    found = read_verified(counting("verified"), events, "unit", ["w1", "w2", "w3"], per=per)

    assert set(found) == {"w1", "w2"}  # who had no case has no rate
    assert (found["w1"].value, found["w1"].n) == (10 / 4, 400)
    assert (found["w1"].low, found["w1"].high) == pytest.approx((4.79 / 4, 18.39 / 4), abs=0.01)


@pytest.mark.parametrize(("events", "low", "high"), [(0, 0, 3.689), (1, 0.025, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (100, 81.36, 121.63)])
def test_the_interval_of_a_number_is_near_the_exact_one(events, low, high):  # exact Poisson limits, Garwood 1936
    assert events_interval(events) == pytest.approx((low, high), abs=0.06)


def test_no_rows_make_no_readings():
    nothing = pd.DataFrame({name: pd.Series(dtype=object) for name in dict.fromkeys((*COUNTED_CASES, *COUNTED_RUNS))})

    assert read_in_time(counting("in_time", clock="answer"), KIND, nothing, NOW, "unit") == {}
    assert read_recorded(counting("recorded", fields=("told",)), KIND, nothing, "unit") == {}
    assert read_share(counting("share", fields=("told",), values=("yes",)), nothing, "unit") == {}
    assert verified_events(CaseCount("visit", states=("done",), on="when"), nothing, year_period(2026), SHANGHAI).empty
    assert np.array_equal(verdicts(nothing, NOW), [])

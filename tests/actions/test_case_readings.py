"""From cases in a real database to readings, marks and bars to awards."""

from datetime import UTC, date, datetime, timedelta

import pytest

from survey.actions.case_readings import READINGS_OF_CASES, case_months, read_case_indicators
from survey.actions.judging import evaluate
from survey.actions.office import Office
from survey.domain.counting.period import ALL, year_period
from survey.domain.handling.case import Case, Step
from survey.domain.handling.clock import RunningClock
from survey.domain.judging.case_wording import show_bar
from survey.domain.keeping.actor import Grant, NotAllowed
from survey.domain.noticing.verdict_wording import grade_word
from survey.store.cases import save_cases
from tests.actions.cast import acting

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
STARTED = datetime(2026, 5, 4, 1, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
WINDOW, ELSEWHERE, CLERK = "window-tax", "window-social", "C0101"


def a_case(id: str, kind: str, state: str, unit: str = WINDOW, day: date = date(2026, 5, 4), source: str = "", **coded) -> Case:
    return Case(
        id=f"{id}-of-a-case-test", programme="centre", kind=kind, unit=unit, at_unit=unit, topic="", text="", wants_answer=False,
        channel="call", state=state, opened_on=day, entered_at=STARTED, origin="test", source=source, coded=coded,
    )


def a_run(clock: str, hours_late: float | None, started_at: datetime = STARTED) -> RunningClock:
    """Ended so many hours after it was due; None: not ended."""
    due = started_at + 8 * AN_HOUR
    return RunningClock(clock, 1, started_at, due, "v", ended_at=None if hours_late is None else due + hours_late * AN_HOUR)


def visits(office: Office, in_time: int, late: int, unit: str = WINDOW) -> None:
    cases = [a_case(f"visit-{unit}-{n:03}", "visit", "done", unit, visitor=CLERK) for n in range(in_time + late)]
    clocks = {
        case.id: [a_run("arrival", -1 if place < in_time else 1), a_run("answer", -1)] for place, case in enumerate(cases)
    }
    save_cases(office.database, cases, clocks=clocks)


def a_finding(office: Office, id: str, state: str = "upheld", happened_on: str = "2026-05-04", source: str = "", **more) -> Case:
    case = a_case(
        id, "finding", state, source=source, person=CLERK, ground="manner", happened_on=happened_on, **more
    )
    taken = [("open", "章样一"), ("verify_manner", "考核员甲"), ("appeal", "本人"), ("uphold" if state == "upheld" else "lift", "考核员乙")]
    steps = [
        Step(case.id, move, by, "", at, at) for n, (move, by) in enumerate(taken) for at in [STARTED + n * timedelta(days=1)]
    ]
    save_cases(office.database, [case], steps)
    return case


def the_standing(office: Office, sheet: str, subject: str, year: int = 2026):
    return next(s for s in evaluate(office, year, NOW).standings[sheet] if s.card.subject == subject)


def the_reading(office: Office, sheet: str, subject: str, indicator: str):
    marks = the_standing(office, sheet, subject).card.marks
    return next(mark.reading for mark in marks if mark.item.indicator == indicator)


def test_times_kept_feed_the_marks_of_the_window_and_of_the_clerk(office):  # B16, B19, B25
    visits(office, in_time=9, late=3)

    of_window = the_reading(office, "window", WINDOW, "visit_arrival")
    of_clerk = the_reading(office, "clerk", CLERK, "visit_arrival")

    assert (of_window.numerator, of_window.denominator) == (of_clerk.numerator, of_clerk.denominator) == (9, 12)
    assert the_reading(office, "window", WINDOW, "visit_answered").value == 1
    blocks = {mark.item.block.id for mark in the_standing(office, "window", WINDOW).card.marks}
    assert "visits" in blocks


def test_nine_cases_are_no_reading_and_the_weight_is_handed_on(office):
    visits(office, in_time=9, late=0)

    assert the_standing(office, "window", WINDOW).card.total is None


def test_a_run_belongs_to_the_year_in_which_it_started_where_the_office_is(office):
    new_year = datetime(2025, 12, 31, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai
    cases = [a_case(f"run-{n:03}", "visit", "done", day=date(2025, 12, 31)) for n in range(12)]
    save_cases(office.database, cases, clocks={case.id: [a_run("answer", -1, new_year)] for case in cases})

    assert the_reading(office, "window", WINDOW, "visit_answered").n == 12
    assert the_standing(office, "window", WINDOW, 2025).card.total is None


def test_a_late_visit_of_which_a_finding_came_counts_once(office):  # rules.md 8
    visits(office, in_time=9, late=3)
    a_finding(office, "finding", source=f"visit-{WINDOW}-011-of-a-case-test")

    arrival = the_reading(office, "window", WINDOW, "visit_arrival")

    assert (arrival.numerator, arrival.denominator, arrival.outside) == (9, 11, 1)
    assert the_reading(office, "window", WINDOW, "finding_upheld").value == 1


def test_a_bar_says_the_rule_the_evidence_who_verified_it_and_how_the_appeal_ended(office):  # D13
    visits(office, in_time=12, late=0)
    a_finding(office, "finding")

    standing = the_standing(office, "clerk", CLERK)

    (bar,) = standing.bars
    said = show_bar(bar)
    for part in ("月度（2026-05）、年度（2026）", "D13", bar.code, "考核员甲，2026-05-05", "驳回申诉，认定成立（考核员乙，2026-05-07）"):
        assert part in said
    assert standing.card.total > 0  # never a score of 0
    assert the_standing(office, "window", WINDOW).bars == ()  # not found against the unit


def test_the_unit_is_barred_where_it_was_found_against_the_unit_as_well(office):  # D13
    a_finding(office, "finding", unit_too="yes")

    assert len(the_standing(office, "window", WINDOW).bars) == 1


@pytest.mark.parametrize(
    ("state", "happened_on"),
    [("lifted", "2026-05-04"), ("verified", "2026-05-04"), ("appealed", "2026-05-04"), ("upheld", "2024-12-31")],
)
def test_nobody_is_barred_by_what_was_overturned_is_under_appeal_or_came_before_the_rule(office, state, happened_on):  # D13, D16
    a_finding(office, "finding", state, happened_on)

    assert the_standing(office, "clerk", CLERK, 2026).bars == ()
    assert the_standing(office, "clerk", CLERK, 2025).bars == ()


def test_a_page_shows_readings_by_unit_and_keeps_those_under_ten(office):
    visits(office, in_time=9, late=3)
    visits(office, in_time=4, late=5, unit=ELSEWHERE)

    found = read_case_indicators(office, "centre", year_period(2026), NOW)

    arrival = found[found["indicator"] == "visit_arrival"].set_index("unit")
    assert tuple(found.columns) == READINGS_OF_CASES
    assert (arrival.at[WINDOW, "value"], arrival.at[WINDOW, "n"], arrival.at[WINDOW, "shown"]) == (0.75, 12, True)
    assert (arrival.at[ELSEWHERE, "n"], arrival.at[ELSEWHERE, "shown"]) == (0, False)
    assert arrival.loc[[ELSEWHERE], ["value", "low", "high"]].isna().all(axis=None)
    assert case_months(office, "centre") == ["2026-05"]
    assert len(read_case_indicators(office, "centre", ALL, NOW)) == len(found)


def test_a_real_difference_of_two_windows_is_said_with_n_and_intervals_beside_it_and_equal_ones_are_not_told_apart(office):
    visits(office, in_time=38, late=2)
    visits(office, in_time=24, late=16, unit=ELSEWHERE)

    found = read_case_indicators(office, "centre", year_period(2026), NOW)

    arrival = found[found["indicator"] == "visit_arrival"].set_index("unit")
    answered = found[found["indicator"] == "visit_answered"].set_index("unit")
    words = [grade_word(row.grade, row.side) for row in arrival.loc[[WINDOW, ELSEWHERE]].itertuples()]
    assert words == ["▲ 异常，明显好", "▼ 异常，明显差"]
    assert arrival["n"].tolist() == [40, 40] and (arrival["low"] < arrival["value"]).all() and (arrival["value"] < arrival["high"]).all()
    assert {grade_word(row.grade, row.side) for row in answered.itertuples()} == {"无明显差异"}


def test_a_head_of_unit_reads_the_own_unit_alone(office):
    visits(office, in_time=12, late=0)
    visits(office, in_time=12, late=0, unit=ELSEWHERE)
    head = office.acting(acting("head", Grant("head_of_unit", "", (WINDOW,))))

    assert set(read_case_indicators(head, "centre", year_period(2026), NOW)["unit"]) == {WINDOW}
    with pytest.raises(NotAllowed):
        read_case_indicators(head, "centre", year_period(2026), NOW, (ELSEWHERE,))


def test_the_window_has_the_block_that_the_year_end_has_to_look_at(declarations):  # B25
    for evaluation in declarations.evaluations.values():
        (window,) = [sheet for sheet in evaluation.sheets if "window" in sheet.unit_kinds]
        assert [item.block.clauses for item in window.items].count(("B25",)) >= 3

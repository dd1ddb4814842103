"""The head's page on the sample year: what it says, to whom, and of which period."""

from dataclasses import replace
from datetime import UTC, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from survey.actions.minute import Minute, read_minute
from survey.actions.office import Office
from survey.actions.owing import read_owed
from survey.actions.sample_year import load_sample
from survey.actions.selecting import months_with_responses
from survey.domain.columns import HEADLINES, MOVED
from survey.domain.counting.period import ALL, Period, parse_period, periods_like, year_period
from survey.domain.keeping.actor import CONSOLE, Actor, Grant, NotAllowed
from survey.domain.keeping.permission import Permissions
from survey.store import open_database
from tests.actions.cast import acting
from tests.conftest import PROJECT
from tests.screens.visitor import answers

END = datetime(2026, 1, 1, tzinfo=UTC)
ORTHOPAEDICS, CARDIOLOGY, BEILING = "ward-orthopaedics", "ward-cardiology", "station-beiling"
CONTROL_OF_ONE_WARD = 120  # of an answer a month or so: far more than nine


@pytest.fixture(scope="module")
def year(declarations, tmp_path_factory) -> Office:
    """The whole sample year, which is read and never written to."""
    folder = tmp_path_factory.mktemp("minute")
    office = Office(
        declarations, open_database(f"sqlite:///{folder / 'year.db'}", "minute"), PROJECT / "data", ZoneInfo("Asia/Shanghai"), actor=CONSOLE
    )
    load_sample(office, 2025, END)
    return office


def minute(office: Office, programme: str, period: str, actor: Actor = CONSOLE) -> Minute:
    return read_minute(office.acting(actor), programme, parse_period(period), END)


def head_of(*units: str) -> Actor:
    return acting("head", Grant("head_of_unit", "", units))


def test_noise_in_orthopaedics_comes_first_as_focal_and_difficult(year):
    found = minute(year, "lianxin", "2025").noticed

    first = found.issues.rows.iloc[0]
    assert (first["unit"], first["topic"]) == (ORTHOPAEDICS, "noise")
    assert first["is_focal"] and first["is_difficult"] and first["worth"] > 0 and first["owner"]
    assert found.responses == {"inpatient": 6500} and found.few == ()


def test_pressure_at_beiling_got_worse_in_the_third_quarter_and_better_in_the_fourth(year):
    # E57: the pump failed from July to September
    third, fourth = (minute(year, "water", quarter).noticed for quarter in ("2025-Q3", "2025-Q4"))

    verdicts = [
        {(row.unit, row.question): row.verdict for row in found.moved.itertuples()} for found in (third, fourth)
    ]
    assert [found[BEILING, "pressure"] for found in verdicts] == ["worse", "better"]
    assert tuple(third.moved.columns) == MOVED and tuple(third.headlines.columns) == HEADLINES
    assert set(third.moved["verdict"]) <= {"better", "worse"} and third.tested == 104
    assert not third.moved.duplicated(["questionnaire", "unit", "question"]).any()
    assert (third.moved["q"] <= 0.1).all() and third.moved["q"].is_monotonic_increasing


def test_where_nothing_changed_it_is_told_how_many_places_were_compared(year):
    found = minute(year, "lianxin", "2025-Q3").noticed

    assert found.moved.empty and found.tested == 14 * 14  # wards × rated questions


def test_a_first_year_has_nothing_to_be_compared_with(year):
    found = minute(year, "lianxin", "2025").noticed

    assert (found.against, found.tested) == (year_period(2024), 0) and found.moved.empty and found.headlines.empty


def test_a_quarter_that_nobody_answered_yet_gives_way_to_the_latest_that_has_enough(year):
    found = minute(year, "water", "2026-Q1").noticed

    assert (str(found.wanted), found.period) == ("2026-01 至 2026-03", Period("2025-10", "2025-12"))


def test_the_charts_are_of_the_units_in_the_period_and_of_the_year_it_ends_in(year):
    charts = minute(year, "water", "2025-Q3").noticed.charts["residents"]

    assert charts.control.points["month"].tolist() == [f"2025-{month:02}" for month in range(1, 10)]
    assert charts.funnel.units["n"].sum() <= 344 and BEILING in set(charts.funnel.units["unit"])
    assert charts.year == year_period(2025) and charts.importance.n >= 100


def test_a_head_of_two_wards_sees_only_these(year):
    both = {ORTHOPAEDICS, CARDIOLOGY}

    found = minute(year, "lianxin", "2025-Q3", head_of(*both))

    assert set(found.noticed.issues.rows["unit"]) <= both and set(found.noticed.charts["inpatient"].funnel.units["unit"]) == both
    assert {debt.unit for debt in found.owed.debts} <= both and {load.id for load in found.owed.units} <= both
    assert set(found.owed.issues["unit"]) <= both
    assert found.noticed.tested <= 2 * 14


def test_another_programme_is_refused(year):
    with pytest.raises(NotAllowed):
        minute(year, "water", "2025", head_of(ORTHOPAEDICS))


def test_who_may_not_read_dashboards_reads_nothing(year):
    with pytest.raises(NotAllowed):
        minute(year, "lianxin", "2025", acting("clerk", Grant("receptionist")))


def test_a_team_leader_who_may_list_no_cases_sees_none(year):
    rules = year.declarations.permissions
    without = Permissions(rules.roles, {id: replace(rule, scope=rule.scope - {"team_leader"}) if id == "list_cases" else rule for id, rule in rules.rules.items()})
    office = replace(year, declarations=replace(year.declarations, permissions=without))

    found = minute(office, "lianxin", "2025-Q3", acting("leader", Grant("team_leader", "", (ORTHOPAEDICS,))))

    assert found.owed is None and found.noticed.responses["inpatient"] >= CONTROL_OF_ONE_WARD - 20


def test_persons_are_named_only_to_who_may_see_the_work_of_persons(year):
    # Repairs of the last days of December: their clocks are counted to whoever took the task order.
    team, later = "team-repair-1", datetime(2026, 2, 1, tzinfo=UTC)

    head, leader = (
        read_owed(year.acting(acting(role, Grant(role, "", (team,)))), "water", later) for role in ("head_of_unit", "team_leader")
    )

    assert head.persons and any(debt.persons for debt in head.debts)
    assert leader.debts and not leader.persons and not any(debt.persons for debt in leader.debts)


def test_what_is_overdue_stands_before_what_is_soon_due_and_each_case_once(year):
    owed = minute(year, "water", "2025-Q4").owed

    lights = [debt.light for debt in owed.debts]
    assert lights and lights == sorted(lights) and set(lights) <= {"red", "yellow"}  # "red" < "yellow"
    assert len({debt.item.case.id for debt in owed.debts}) == len(owed.debts)
    assert sum(load.red + load.yellow for load in owed.units) == len(owed.debts)


def test_issues_being_mended_stand_apart_with_their_colour(year):
    owed = minute(year, "lianxin", "2025-Q4").owed

    assert len(owed.issues) and set(owed.issues["light"]) <= {"red", "yellow", "green"}
    assert not set(owed.issues["id"]) & {debt.item.case.id for debt in owed.debts}


def test_twenty_nine_responses_are_too_few_to_speak_of_and_thirty_are_enough(office):
    answers(office, ORTHOPAEDICS, "5", 29)
    few = minute(office, "lianxin", "2025-Q4").noticed
    answers(office, CARDIOLOGY, "5", 12)

    enough = minute(office, "lianxin", "2025-Q4").noticed

    assert (few.period, few.moved, few.issues, few.charts) == (None, None, None, None)
    assert enough.responses == {"inpatient": 41}


def test_an_empty_store_says_nothing(office):
    assert minute(office, "lianxin", "2025").noticed.period is None
    assert months_with_responses(office, "lianxin", "inpatient") == {}


def test_periods_like_another_are_its_own_length_the_latest_first():
    months = ["2024-11", "2025-02", "2025-03"]

    assert [str(p) for p in periods_like(parse_period("2026-Q1"), months)] == ["2025-01 至 2025-03", "2024-10 至 2024-12"]
    assert [str(p) for p in periods_like(year_period(2026), months)] == ["2025", "2024"]
    assert periods_like(ALL, months) == [] == periods_like(Period("2025-02", "2025-04"), months)


def test_the_page_is_read_in_less_than_a_second_on_a_busy_machine(year):
    minute(year, "lianxin", "2025-Q4")
    begun = process_time()

    minute(year, "lianxin", "2025-Q4")

    assert process_time() - begun < 1  # 0.26 s on a free core

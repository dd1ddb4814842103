"""What waits for whom, what has become whose, and what each sees of the board."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from survey.actions.board import read_board
from survey.actions.due import list_work
from survey.actions.duty_gaps import read_rosters
from survey.actions.handling import Entry, move_case, open_case
from survey.actions.joins import read_joins
from survey.domain.handling.case import Wanted
from survey.domain.handling.contact import Contact
from survey.domain.keeping.actor import CITIZEN, Grant, NotAllowed
from tests.actions.cast import CARDIOLOGY, NURSE_OF_UROLOGY, UROLOGY, acting, actor_of

ZONE = ZoneInfo("Asia/Shanghai")
SOMEBODY = Contact(name="张三", phone="138 0000 1111", address="东山里 1 号")
CLERK = "C0101"  # of the tax window


def at(text: str) -> datetime:
    """Office time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


NOW = at("2026-11-25 10:00")  # a Wednesday
ORDER = {"area": "area-01", "zone": "town", "urgency": "ordinary"}
VISIT = {"matter": "补办证件", "eligibility": "old", "asked_for": "2026-11-26 09:00", "intake": "desk"}


def enter(office, number: int, programme: str, kind: str, unit: str, opened: datetime, topic: str = "", **fields) -> str:
    id = f"work-of-a-test-{number:05}"
    declared = next(k for k in office.declarations.programme(programme).case_kinds if k.id == kind)
    contact = SOMEBODY if declared.contact_needs else Contact()
    text = "水压太低" if declared.text != "no" else ""
    entry = Entry(id, programme, kind, unit, declared.channels[0].id, topic, text, True, "sheet", contact, fields)
    open_case(office, entry, opened)
    return id


def move(office, programme: str, id: str, when: datetime, name: str, note: str = "办了", **fields) -> None:
    move_case(office, id, programme, Wanted(name, note, fields), when)


def a_roster(office, number: int, unit: str, starts: str, ends: str, person: str = "R0101") -> str:
    return enter(
        office, number, "water", "duty", unit, NOW - timedelta(days=1),
        officer=person, starts_at=starts, ends_at=ends, phone="0000-1",
    )  # fmt: skip


def an_opinion(office, number: int, unit: str = UROLOGY, opened: str = "2026-11-25 09:00", topic: str = "noise") -> str:
    return enter(office, number, "complaints", "opinion", unit, at(opened), topic)


def ids(work) -> list[str]:
    return [item.case.id for item in work]


def test_what_is_overdue_comes_first_then_what_is_due_then_the_rest(office):
    later = an_opinion(office, 1, opened="2026-11-25 09:00")
    overdue = an_opinion(office, 2, opened="2026-11-10 09:00")
    today = an_opinion(office, 3, opened="2026-11-18 09:00")

    work = list_work(office, NOW)

    assert [(item.case.id, item.when) for item in work] == [(overdue, "overdue"), (today, "today"), (later, "later")]
    assert {"answer"} <= {move.id for move in work[0].moves}
    assert "correct" not in {move.id for move in work[0].moves}


def test_a_burst_comes_before_everything_else(office):
    # E12
    overdue = an_opinion(office, 1, opened="2026-11-10 09:00")
    burst = enter(office, 2, "water", "repair", "team-repair-1", NOW, **ORDER | {"urgency": "burst"})

    work = list_work(office, NOW)

    assert ids(work) == [burst, overdue]
    assert work[0].is_first_in_line


def test_what_is_ended_is_not_listed(office):
    id = an_opinion(office, 1, opened="2026-11-10 09:00")
    move(office, "complaints", id, NOW, "file")

    assert not list_work(office, NOW)


def test_a_receptionist_of_one_unit_sees_nothing_of_another(office):
    here, elsewhere = an_opinion(office, 1, UROLOGY), an_opinion(office, 2, CARDIOLOGY)

    assert ids(list_work(office.acting(actor_of("receptionist")), NOW)) == [here]
    assert ids(list_work(office.acting(actor_of("receptionist", CARDIOLOGY)), NOW)) == [elsewhere]


def test_staff_see_only_what_they_handle(office):
    mine = a_roster(office, 1, "team-repair-1", "2026-11-25 08:00", "2026-11-25 20:00", "R0101")
    a_roster(office, 2, "team-repair-1", "2026-11-25 08:00", "2026-11-25 20:00", "R0102")
    repairer = acting("r1", Grant("staff", "water", ("team-repair-1",)), person="R0101")
    nurse = acting("n1", Grant("staff", "lianxin", (UROLOGY,)), person=NURSE_OF_UROLOGY)

    assert ids(list_work(office.acting(repairer), NOW)) == [mine]
    assert not list_work(office.acting(nurse), NOW)


def test_whoever_has_no_work_here_is_refused(office):
    for somebody in (CITIZEN, actor_of("auditor"), actor_of("collector")):
        with pytest.raises(NotAllowed):
            list_work(office.acting(somebody), NOW)


@pytest.mark.parametrize(("day", "is_hers"), [("2026-11-27", False), ("2026-11-29", False), ("2026-11-30", True)])
def test_what_is_overdue_for_three_working_days_becomes_the_work_of_the_division_head(office, day, is_hers):
    # B16: one working day, which ended on Wednesday
    id = enter(office, 1, "centre", "visit", "window-tax", at("2026-11-24 09:00"), **VISIT)
    head = office.acting(acting("head", Grant("division_head", "centre")))

    work = list_work(head, at(f"{day} 10:00"))

    assert [item.case.id for item in work if item.is_escalated] == ([id] if is_hers else [])


def test_on_the_day_before_a_visit_one_is_told_until_when_it_can_be_put_off(office):
    # B21; rules.md 0-7
    id = enter(office, 1, "centre", "visit", "window-tax", at("2026-11-24 09:00"), **VISIT)
    move(office, "centre", id, at("2026-11-24 10:00"), "agree")
    papers = [{"paper": "身份证", "copies": 1}]
    move(
        office, "centre", id, at("2026-11-24 11:00"), "appoint", agreed_at="2026-11-26 09:00",
        confirmed=["matter", "time"], notified_once=True, materials=papers, notice_method="call", visitor=CLERK,
    )  # fmt: skip

    [before] = list_work(office, NOW)
    assert [item.act_by for item in before.notices] == [at("2026-11-25 17:00")]

    move(office, "centre", id, NOW, "cannot_keep", postponed_because="staff")
    [after] = list_work(office, NOW)
    assert (after.when, after.deadlines[0].act_by, after.deadlines[0].run.due_at) == (
        "today", at("2026-11-25 17:00"), at("2026-11-26 01:00"),
    )

    assert [item.when for item in list_work(office, at("2026-11-26 09:30"))] == ["untimed"]


def test_the_board_counts_by_unit_and_by_person_for_who_may_see_persons(office):
    an_opinion(office, 1, opened="2026-11-10 09:00")
    a_roster(office, 2, "team-repair-1", "2026-11-25 08:00", "2026-11-25 20:00")
    a_roster(office, 3, "team-repair-2", "2026-11-25 08:00", "2026-11-25 20:00", "R0201")

    def board_of(role: str, *units: str):
        return read_board(office.acting(acting(role, Grant(role, "", units))), NOW)

    whole, leader = board_of("division_head"), board_of("team_leader", "team-repair-1")
    assert {load.id: load.counts for load in read_board(office, NOW).units} == {
        UROLOGY: (1, 0, 0, 0), "team-repair-1": (0, 0, 0, 1), "team-repair-2": (0, 0, 0, 1),
    }  # fmt: skip
    assert {load.id for load in read_board(office, NOW).persons} == {"R0101", "R0201"}
    assert {load.id for load in whole.persons} == {"R0101", "R0201"}
    assert {load.id for load in leader.units} == {"team-repair-1"} and not leader.persons


def test_what_was_reopened_stands_on_the_board(office):
    # measures.md 7: reopened counts towards a difficult issue
    id = an_opinion(office, 1, opened="2026-11-20 09:00")
    move(office, "complaints", id, at("2026-11-20 10:00"), "file")
    move(office, "complaints", id, at("2026-11-23 10:00"), "reopen")

    board = read_board(office, NOW)

    assert board.reopened["case_id"].tolist() == [id]
    assert read_board(office, NOW + timedelta(days=91)).reopened.empty


def test_how_much_was_in_time_is_hidden_below_ten(office):
    for number in range(12):
        id = an_opinion(office, number, opened="2026-11-09 09:00")
        if number:
            move(office, "complaints", id, at("2026-11-10 09:00"), "answer")
    for number in range(20, 29):
        an_opinion(office, number, CARDIOLOGY, "2026-11-09 09:00")

    def answers(role: str, unit: str):
        [found] = [r.found for r in read_board(office.acting(actor_of(role, unit)), NOW).rates if r.clock.id == "answer"]
        return found[0].n, found[0].share

    assert answers("head_of_unit", UROLOGY) == (12, 11 / 12)
    assert answers("head_of_unit", CARDIOLOGY) == (0, None)


def test_hours_that_nobody_is_on_duty_are_told_and_whose_telephone_was_not_answered(office):
    # E10, E11
    first = a_roster(office, 1, "team-repair-1", "2026-11-25 08:00", "2026-12-03 20:00")
    a_roster(office, 2, "team-repair-2", "2026-12-04 08:00", "2026-12-20 08:00", "R0201")
    move(office, "water", first, NOW, "test_call", reachable=False)

    [roster] = read_rosters(office, NOW)

    assert roster.gaps == ((at("2026-12-03 20:00"), at("2026-12-04 08:00")),)
    assert ids(roster.unanswered) == [first] and len(roster.untried) == 1


def test_of_another_teams_roster_a_leader_sees_the_hours_alone(office):
    a_roster(office, 1, "team-repair-1", "2026-11-25 08:00", "2026-12-20 08:00")
    leader = office.acting(acting("l", Grant("team_leader", "water", ("team-repair-2",))))

    [roster] = read_rosters(leader, NOW)

    assert not roster.gaps and not roster.untried


def test_a_low_reading_stands_beside_what_its_areas_complain_of(office):
    # E17, E18
    shift = enter(
        office, 1, "water", "shift", "station-dongshan", at("2026-11-24 07:00"),
        operator="S0101", starts_at="2026-11-24 08:00", ends_at="2026-11-24 20:00",
    )  # fmt: skip
    move(office, "water", shift, at("2026-11-24 07:45"), "arrive")
    move(office, "water", shift, at("2026-11-24 07:50"), "check", check_ok=True)
    for hour, pressure in (("09:00", 0.35), ("10:00", 0.12)):
        move(
            office, "water", shift, at(f"2026-11-24 {hour}"), "read",
            pump=1, run_hours=1, pressure=pressure, current=10, voltage=380,
        )  # fmt: skip
    near = enter(office, 2, "water", "repair", "team-repair-1", at("2026-11-24 11:00"), "pressure", **ORDER)
    far = enter(
        office, 3, "water", "repair", "team-repair-1", at("2026-11-24 11:00"), "pressure", **ORDER | {"area": "area-05"}
    )
    enter(office, 4, "water", "repair", "team-repair-1", at("2026-11-24 11:00"), "fee", **ORDER)

    [joined] = read_joins(office, NOW)

    [(low, those)] = joined.low
    assert (low.unit, low.value, low.at) == ("station-dongshan", 0.12, at("2026-11-24 10:00"))
    assert [one.id for one in those] == [near]
    assert [one.id for one in joined.alone] == [far]

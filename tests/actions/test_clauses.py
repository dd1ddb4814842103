"""Numbered clauses with a clock or a rule, end to end: through the actions, into the store, and out of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tests.actions.cast import acting

from survey.actions.book_reading import read_book
from survey.actions.handling import Entry, clocks_of, list_cases, move_case, open_case, read_case
from survey.actions.office import Office
from survey.domain.counting.period import ALL
from survey.domain.errors import SurveyError
from survey.domain.handling.calendar import SHANGHAI
from survey.domain.handling.case import Case, Wanted
from survey.domain.handling.clock import RunningClock, verdict
from survey.domain.handling.contact import Contact
from survey.domain.keeping.actor import Actor, Grant, NotAllowed
from survey.store.cases import runs_of

SOMEBODY = Contact(name="样例来人", phone="0000-8009001", address="样例路 1 号")
ASKED_FOR_A_VISIT = {"matter": "低保申请", "eligibility": "old", "asked_for": "2026-03-10 16:00", "intake": "window_phone"}
AGREED = {
    "agreed_at": "2026-03-10 16:00", "confirmed": ["matter", "time"], "notified_once": True,
    "materials": [{"paper": "户口簿", "copies": 1}], "notice_method": "call", "visitor": "C0601",
}  # fmt: skip
BOOKED = {"matter": "社保转移", "asked_for": "2026-03-10 16:00", "entry": "staff_phone"}
CONFIRMED = {name: AGREED[name] for name in ("agreed_at", "notified_once", "materials", "notice_method")}
PUT_OFF = {"agreed_at": "2026-03-11 10:00", "notice_method": "call", "explained": True, "confirmed": ["matter", "time"]}
NO_ANSWER = {"number_type": "mobile", "attempt_result": "no_answer"}
ASKED = {"first_staff": "C0601", "type": "advice", "matter": "怎样办低保"}


def there(text: str) -> datetime:
    """A moment where the office is: "2026-03-10 16:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


class Told:
    """One case, told step by step: every step is entered as it happens, by the console unless somebody else is named."""

    def __init__(self, office: Office, programme: str, kind: str, unit: str, at: str, channel: str = "call", **fields) -> None:
        self.office, self.programme, self.id = office, programme, f"case-of-{kind}-{at}".replace(" ", "-")
        entry = Entry(
            self.id, programme, kind, unit, channel, "", fields.pop("text", ""), True, "sheet", SOMEBODY, fields
        )
        open_case(office, entry, there(at))

    def then(self, move: str, at: str, note: str = "", by: Actor | None = None, **fields) -> "Told":
        office = self.office.acting(by) if by else self.office
        move_case(office, self.id, self.programme, Wanted(move, note, fields), there(at))
        return self

    @property
    def case(self) -> Case:
        return read_case(self.office, self.id, self.programme)

    def run(self, clock: str) -> RunningClock:
        """The last run of a clock as the store has it."""
        return [run for run in runs_of(clocks_of(self.office, self.id, self.programme)) if run.clock == clock][-1]

    def due(self, clock: str) -> str:
        return f"{self.run(clock).due_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"

    def verdict(self, clock: str, at: str) -> str:
        return verdict(self.run(clock), there(at))


def refused(act) -> str:
    with pytest.raises(SurveyError) as refusal:
        act()
    return str(refusal.value)


def a_visit(office: Office, at: str = "2026-03-09 09:00") -> Told:
    return Told(office, "centre", "visit", "window-civil", at, **ASKED_FOR_A_VISIT)


def an_agreed_visit(office: Office) -> Told:
    return a_visit(office).then("agree", "2026-03-09 10:00").then("appoint", "2026-03-09 10:05", **AGREED)


def an_appointment(office: Office) -> Told:
    booked = Told(office, "centre", "appointment", "window-social", "2026-03-09 09:00", **BOOKED)
    return booked.then("confirm", "2026-03-09 10:00", **CONFIRMED)


# Notice


@pytest.mark.parametrize(
    ("told_at", "expected"), [("2026-03-10 08:00", "in_time"), ("2026-03-10 08:01", "late")]  # 8 h 00, and 7 h 59 min
)
def test_a_visit_is_put_off_with_eight_hours_notice(office, told_at, expected):
    # B21
    visit = an_agreed_visit(office).then("cannot_keep", "2026-03-10 07:00", postponed_because="staff")

    visit.then("reschedule", told_at, **PUT_OFF)

    assert visit.due("notice") == "2026-03-10 08:00"
    assert visit.verdict("notice", told_at) == expected


@pytest.mark.parametrize(
    ("told_at", "expected"), [("2026-03-10 14:00", "in_time"), ("2026-03-10 14:01", "late")]  # 2 h 00, and 1 h 59 min
)
def test_an_appointment_is_put_off_with_two_hours_notice(office, told_at, expected):
    # C11
    appointment = an_appointment(office).then("cannot_keep", "2026-03-10 09:00", postponed_because="staff")

    appointment.then("reschedule", told_at, **{name: PUT_OFF[name] for name in ("agreed_at", "notice_method", "explained")})

    assert appointment.due("notice") == "2026-03-10 14:00"
    assert appointment.verdict("notice", told_at) == expected


# Thirty minutes


@pytest.mark.parametrize(("at", "is_taken"), [("2026-03-10 16:30:00", False), ("2026-03-10 16:30:01", True)])
def test_an_applicant_has_given_up_after_strictly_more_than_thirty_minutes(office, at, is_taken):
    # B23
    visit = an_agreed_visit(office).then("depart", "2026-03-10 15:30").then("arrive", "2026-03-10 15:55", arrived_at="2026-03-10 15:55")
    visit.then("attempt", "2026-03-10 16:10", **NO_ANSWER).then("attempt", "2026-03-10 16:25", **NO_ANSWER)

    if is_taken:
        assert visit.then("abandon", at).case.state == "abandoned"
    else:
        assert "B23" in refused(lambda: visit.then("abandon", at))
        assert visit.case.state == "arrived"


def test_nobody_has_given_up_whom_nobody_tried_to_reach(office):
    # B23
    visit = an_agreed_visit(office).then("depart", "2026-03-10 15:30").then("arrive", "2026-03-10 15:55", arrived_at="2026-03-10 15:55")

    assert "B23" in refused(lambda: visit.then("abandon", "2026-03-10 17:30"))
    assert visit.case.state == "arrived"


@pytest.mark.parametrize(("at", "is_taken"), [("2026-03-10 16:30:00", False), ("2026-03-10 16:30:01", True)])
def test_who_does_not_come_to_an_appointment_needs_no_attempt(office, at, is_taken):
    # C12: unlike B23
    appointment = an_appointment(office)

    if is_taken:
        assert appointment.then("no_show", at).case.state == "no_show"
    else:
        assert "C12" in refused(lambda: appointment.then("no_show", at))


# Working days


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-02-13 16:50", "2026-02-14 17:00"),  # a Friday; the Saturday makes up for the Spring Festival
        ("2026-02-14 09:00", "2026-02-24 17:00"),  # and after it come nine days off
        ("2026-03-06 16:50", "2026-03-09 17:00"),  # an ordinary Friday
    ],
)
def test_a_visit_is_answered_by_the_close_of_the_next_working_day(office, received, due):
    # B16
    visit = a_visit(office, received)

    assert visit.due("answer") == due
    assert not visit.run("answer").is_provisional
    at_the_end, after = there(due), there(due) + timedelta(seconds=1)
    assert [verdict(visit.run("answer"), now) for now in (at_the_end, after)] == ["running", "late"]


def test_what_a_leader_decides_is_fed_back_within_three_working_days(office):
    # D11
    inquiry = Told(office, "centre", "inquiry", "window-civil", "2026-03-05 09:00", "visit", **ASKED)

    inquiry.then("escalate", "2026-03-05 09:20", escalated_to="业务科科长")

    assert inquiry.due("feedback") == "2026-03-10 17:00"  # Friday, Monday, Tuesday
    inquiry.then("decide", "2026-03-09 15:00", decision="由民政窗口办理")
    inquiry.then("feed_back", "2026-03-10 16:59", note="已电话告知由民政窗口办理")
    assert inquiry.verdict("feedback", "2026-03-20 09:00") == "in_time"


def test_a_deadline_in_a_year_without_a_published_calendar_says_so_and_stays_what_it_was(office):
    # B16
    visit = a_visit(office, "2026-12-31 16:50")
    first = visit.run("answer")
    assert (visit.due("answer"), first.is_provisional) == ("2027-01-01 17:00", True)

    old = office.declarations.calendar
    calendar = replace(
        old, days_off=old.days_off | {date(2027, 1, 1)}, published=old.published | {2027}, version="with-2027"
    )
    later = replace(office, declarations=replace(office.declarations, calendar=calendar))
    visit.office = later
    visit.then("correct", "2026-12-31 16:55", note="事项写错了", matter="高龄补贴")

    assert visit.run("answer") == first
    anew = a_visit(later, "2026-12-31 16:56")
    assert (anew.due("answer"), anew.run("answer").is_provisional, anew.run("answer").calendar) == (
        "2027-01-04 17:00", False, "with-2027"
    )


def test_while_the_writer_owes_an_answer_the_clock_stands_still(office):
    # A17
    entry = Told(office, "complaints", "opinion", "ward-urology", "2026-03-02 09:00", "book", text="夜里太吵")
    assert entry.due("answer") == "2026-03-09 17:00"

    entry.then("ask_writer", "2026-03-03 10:00", note="请问是哪一天夜里")
    assert entry.verdict("answer", "2026-03-30 10:00") == "paused"
    entry.then("writer_replied", "2026-03-06 10:00", note="三月一日")

    assert entry.due("answer") == "2026-03-12 17:00"  # three working days later
    assert not entry.run("answer").paused_at


def test_a_pause_says_why(office):
    # A17
    entry = Told(office, "complaints", "opinion", "ward-urology", "2026-03-02 09:00", "book", text="夜里太吵")

    assert "要写明内容" in refused(lambda: entry.then("ask_writer", "2026-03-03 10:00"))
    assert entry.due("answer") == "2026-03-09 17:00"


# Repairs


DESK, MANAGER = acting("desk", Grant("receptionist")), acting("manager", Grant("manager"))
LEADER = acting("leader", Grant("team_leader", "", ("team-repair-1",)))
HEAD = acting("head", Grant("division_head"))


def a_repair(office: Office, zone: str = "town", km: float = 3) -> Told:
    return Told(
        office, "water", "repair", "team-repair-1", "2026-03-10 09:00", text="厨房龙头漏水",
        area="area-01", zone=zone, urgency="ordinary", km=km,
    )  # fmt: skip


def a_repair_on_the_way(office: Office, **changes) -> Told:
    repair = a_repair(office, **changes).then("report", "2026-03-10 09:05", explained=True, promised_time="2026-03-10 11:00")
    repair.then("issue", "2026-03-10 09:10", work_type="repair").then("assign", "2026-03-10 09:15", worker="R0101")
    return repair.then("take", "2026-03-10 09:20").then("depart", "2026-03-10 09:30")


def a_repair_that_the_customer_signed(office: Office) -> Told:
    repair = a_repair_on_the_way(office).then("arrive", "2026-03-10 09:50")
    repair.then("show_prices", "2026-03-10 09:52", price_version="2026-01-01").then("agree", "2026-03-10 09:55", consent=True)
    repair.then("start", "2026-03-10 09:56").then("test", "2026-03-10 10:30", water_test=True, leak=False)
    washer = {"item": "垫圈", "unit": "个", "drawn": 2, "used": 1, "returned": 1}
    repair.then("clear", "2026-03-10 10:40", materials=[washer], fee=20)
    return repair.then(
        "sign", "2026-03-10 10:45", by=DESK, finished_at="2026-03-10 10:40", opinion="satisfied", site_clean=True
    )


@pytest.mark.parametrize(
    ("zone", "due", "arrives", "expected"),
    [
        ("town", "2026-03-10 10:00", "2026-03-10 10:00", "in_time"),  # 3 km at 10 minutes
        ("town", "2026-03-10 10:00", "2026-03-10 10:01", "late"),
        ("suburb", "2026-03-10 09:45", "2026-03-10 09:45", "in_time"),  # 3 km at 5 minutes
        ("suburb", "2026-03-10 09:45", "2026-03-10 09:46", "late"),
    ],
)
def test_three_kilometres_take_thirty_minutes_in_town_and_fifteen_in_the_suburbs(office, zone, due, arrives, expected):
    # E37, E49
    repair = a_repair_on_the_way(office, zone=zone)
    assert repair.due("travel") == due

    repair.then("arrive", arrives)

    assert repair.verdict("travel", arrives) == expected


def test_an_order_is_signed_by_the_leader_then_the_head_and_then_archived(office):
    # E34, E35, E36
    repair = a_repair_that_the_customer_signed(office)

    repair.then("leader_sign", "2026-03-10 11:00", by=LEADER, leader_opinion="合格")
    repair.then("head_sign", "2026-03-10 11:10", by=HEAD).then("archive", "2026-03-10 11:20", by=DESK, box=7)

    assert repair.case.state == "archived"


@pytest.mark.parametrize(
    ("done", "move", "by", "fields"),
    [
        ([], "head_sign", HEAD, {}),
        ([], "archive", DESK, {"box": 7}),
        (["leader_sign"], "archive", DESK, {"box": 7}),
        (["leader_sign"], "leader_sign", LEADER, {"leader_opinion": "合格"}),
    ],
)
def test_no_signature_is_given_out_of_its_order(office, done, move, by, fields):
    # E34, E35, E36
    repair = a_repair_that_the_customer_signed(office)
    for earlier in done:
        repair.then(earlier, "2026-03-10 11:00", by=LEADER, leader_opinion="合格")
    state = repair.case.state

    assert "状态下不能做" in refused(lambda: repair.then(move, "2026-03-10 11:10", by=by, **fields))
    assert repair.case.state == state


@pytest.mark.parametrize(("move", "by"), [("leader_sign", DESK), ("leader_sign", HEAD)])
def test_nobody_signs_for_the_team_leader(office, move, by):
    # E34
    repair = a_repair_that_the_customer_signed(office)

    assert "不由您来做" in refused(lambda: repair.then(move, "2026-03-10 11:00", by=by, leader_opinion="合格"))


# Handing over


def test_the_first_unit_stays_answerable_and_the_one_that_has_it_sees_it(office):
    # D2, D6, D12
    inquiry = Told(office, "centre", "inquiry", "window-civil", "2026-03-10 09:00", "visit", **ASKED)

    inquiry.then("tell", "2026-03-10 09:05", target_unit="window-tax", escort_requested=False)

    assert (inquiry.case.unit, inquiry.case.at_unit) == ("window-civil", "window-tax")
    first, receiving, third = (
        office.acting(acting(f"desk-of-{unit}", Grant("receptionist", "centre", (unit,))))
        for unit in ("window-civil", "window-tax", "window-social")
    )
    assert [len(list_cases(desk, "centre")) for desk in (first, receiving, third)] == [1, 1, 0]
    with pytest.raises(NotAllowed):
        read_case(third, inquiry.id, "centre")


def test_the_unit_that_has_it_accepts_it_and_returns_what_is_not_its_own(office):
    # D6, D12
    inquiry = Told(office, "centre", "inquiry", "window-civil", "2026-03-10 09:00", "visit", **ASKED)
    inquiry.then("tell", "2026-03-10 09:05", target_unit="window-tax", escort_requested=False)
    receiving = acting("desk-of-tax", Grant("receptionist", "centre", ("window-tax",)))

    inquiry.then("return", "2026-03-10 09:10", by=receiving, not_ours="wrong_unit")

    assert (inquiry.case.unit, inquiry.case.at_unit, inquiry.case.state) == ("window-civil", "window-civil", "returned")
    with pytest.raises(NotAllowed):
        read_case(office.acting(receiving), inquiry.id, "centre")


def test_an_answer_that_was_entered_later_counts_from_when_it_was_given(office):
    # A17
    entry = Told(office, "complaints", "opinion", "ward-urology", "2026-03-02 09:00", "book", text="夜里太吵")
    given = Wanted("answer", "已换轮子", happened_at=there("2026-03-04 10:00"))

    move_case(office, entry.id, "complaints", given, there("2026-03-20 10:00"))

    assert read_book(office, "complaints", ALL).median_days == 2


def test_a_complaint_belongs_to_a_case_that_is_there(office):
    # B24: 对上门服务不满意的，可向投诉接待室投诉
    about = Entry(
        "a-complaint-of-a-test", "complaints", "opinion", "window-tax", "visit", "", "约了三次都没来", True, "sheet",
        source="no-such-case-at-all",
    )

    with pytest.raises(SurveyError, match="没有这件事项"):
        open_case(office, about, there("2026-03-10 17:00"))

    assert list_cases(office, "complaints").empty

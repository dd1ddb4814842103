"""Visits and appointments of the service centre, as they are declared: each numbered clause at its edge."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from tests.declarations.story import NINE, Story, kind_of, refused, story_of
from tests.declarations.test_our_data import clauses_of

MINUTE, THIRTY, HOUR, DAY = timedelta(minutes=1), timedelta(minutes=30), timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)

ASKED_FOR_A_VISIT = {"matter": "低保申请", "eligibility": "old", "asked_for": NINE, "intake": "window_phone"}
AGREED = {
    "agreed_at": NINE, "confirmed": ["matter", "time"], "notified_once": True,
    "materials": [{"paper": "户口簿", "copies": 1}], "notice_method": "call", "visitor": "C0601",
}  # fmt: skip
BOOKED = {"matter": "社保转移", "asked_for": NINE, "entry": "staff_phone"}
CONFIRMED = {name: AGREED[name] for name in ("agreed_at", "notified_once", "materials", "notice_method")}
PUT_OFF = {"agreed_at": NINE + DAY, "notice_method": "call", "explained": True, "confirmed": ["matter", "time"]}
NO_ANSWER = {"number_type": "mobile", "attempt_result": "no_answer"}


@pytest.fixture
def a_story(declarations):
    return partial(story_of, declarations)


@pytest.fixture
def a_visit(a_story) -> Story:
    return a_story("visit").begins(ASKED_FOR_A_VISIT, NINE - 2 * DAY)


@pytest.fixture
def on_the_way(a_visit) -> Story:
    before = NINE - DAY
    return a_visit.then("agree", before).then("appoint", before, **AGREED).then("depart", NINE - THIRTY)


def at_the_door(story: Story, arrived_at: datetime = NINE) -> Story:
    return story.then("arrive", arrived_at, arrived_at=arrived_at)


# Door-to-door service


def test_every_window_and_the_desk_has_a_telephone_to_make_public(declarations):
    # B6, B7, D1
    units = declarations.units_of(("window", "desk", "office"))

    assert {unit.kind for unit in units} == {"window", "desk", "office"}
    assert all(unit.phone for unit in units)


@pytest.mark.parametrize("missing", ["matter", "eligibility", "asked_for", "intake"])
def test_a_visit_is_registered_only_complete(a_story, missing):
    # B9, B14
    fields = {name: value for name, value in ASKED_FOR_A_VISIT.items() if name != missing}

    assert "还没有填" in refused(lambda: a_story("visit").begins(fields, NINE))


def test_a_visit_needs_a_name_a_telephone_and_an_address(declarations):
    # B9, B14
    assert set(kind_of(declarations, "visit").contact_needs) == {"name", "phone", "address"}


@pytest.mark.parametrize(
    ("eligibility", "move", "clause"), [("project", "agree", "B4"), ("disabled", "agree_project", "B5")]
)
def test_a_key_project_and_a_person_who_cannot_come_are_agreed_to_each_in_their_way(a_story, eligibility, move, clause):
    # B4, B5
    visit = a_story("visit").begins({**ASKED_FOR_A_VISIT, "eligibility": eligibility}, NINE)
    project = {"project": "产业园一期", "project_confirmed_by": "业务科", "project_reason": "设备无法移动"}
    fields = project if move == "agree_project" else {}

    assert clause in refused(lambda: visit.then(move, NINE, **fields))


@pytest.mark.parametrize("why", [{}, {"refused_because": "other"}, {"refused_because": "other", "refusal_reason": "不在范围"}])
def test_a_visit_is_not_refused_without_a_reason_of_ten_signs(a_visit, why):
    # B18
    assert "B18" in refused(lambda: a_visit.then("refuse", NINE, **why))


def test_a_visit_is_refused_with_a_reason_of_ten_signs(a_visit):
    # B18
    after = a_visit.then("refuse", NINE, refused_because="other", refusal_reason="该事项依法须本人到场")

    assert after.case.state == "refused"


@pytest.mark.parametrize(("hour", "reason", "is_taken"), [(9, "", True), (19, "", False), (19, "家人晚上才在", True)])
def test_a_visit_is_in_office_hours_or_says_why_not(a_visit, hour, reason, is_taken):
    # B2
    agreed = {**AGREED, "agreed_at": NINE.replace(hour=hour), "out_of_hours_reason": reason}
    consented = a_visit.then("agree", NINE - DAY)

    def appoint() -> Story:
        return consented.then("appoint", NINE - DAY, **agreed)

    if is_taken:
        assert appoint().case.state == "appointed"
    else:
        assert "B2" in refused(appoint)


@pytest.mark.parametrize("confirmed", [["matter"], ["time"]])
def test_nobody_sets_out_before_both_matter_and_time_are_confirmed(a_visit, confirmed):
    # B1
    before = NINE - DAY
    appointed = a_visit.then("agree", before).then("appoint", before, **{**AGREED, "confirmed": confirmed})

    assert "B1" in refused(lambda: appointed.then("depart", NINE - THIRTY))
    assert appointed.then("confirm", before, confirmed=["matter", "time"]).then("depart", NINE).case.state == "departed"


def test_a_visit_is_put_off_with_a_reason_and_says_whether_it_was_explained(a_visit):
    # B21, B22
    before = NINE - DAY
    late = a_visit.then("agree", before).then("appoint", before, **AGREED)
    silent = {name: value for name, value in PUT_OFF.items() if name != "explained"}

    assert "B21" in refused(lambda: late.then("cannot_keep", before))
    postponing = late.then("cannot_keep", before, postponed_because="force_majeure")
    assert "B22" in refused(lambda: postponing.then("reschedule", before, **silent))
    assert postponing.then("reschedule", before, **PUT_OFF).case.state == "appointed"


@pytest.mark.parametrize("move", ["agree", "refuse"])
@pytest.mark.parametrize(
    ("answered_at", "expected"),
    [
        (NINE.replace(day=24, hour=17), "in_time"),  # registered on Monday the 23rd
        (NINE.replace(day=24, hour=17) + MINUTE, "late"),
    ],
)
def test_a_request_is_answered_within_one_working_day(a_visit, move, answered_at, expected):
    # B16
    why = {"refused_because": "other", "refusal_reason": "该事项依法须本人到场"} if move == "refuse" else {}

    assert a_visit.then(move, answered_at, **why).verdicts("answer") == [expected]


@pytest.mark.parametrize(
    ("before", "expected"), [(8 * HOUR, "in_time"), (8 * HOUR - MINUTE, "late")]  # 7 h 59 min
)
def test_a_visit_is_put_off_eight_hours_before_the_time_that_was_agreed(a_visit, before, expected):
    # B21
    agreed = a_visit.then("agree", NINE - DAY).then("appoint", NINE - DAY, **AGREED)
    postponing = agreed.then("cannot_keep", NINE - before, postponed_because="staff")

    put_off = postponing.then("reschedule", NINE - before, **PUT_OFF)

    assert put_off.verdicts("notice") == [expected]
    assert agreed.verdicts("notice") == []  # a visit that is kept owes no notice


@pytest.mark.parametrize(("minutes", "expected"), [(-10, "in_time"), (0, "in_time"), (1, "late")])
def test_staff_arrive_by_the_agreed_time(on_the_way, minutes, expected):
    # B19
    assert at_the_door(on_the_way, NINE + minutes * MINUTE).verdicts("arrival") == [expected]


def test_arrival_follows_the_new_time_whoever_wished_for_it(a_visit):
    # B19
    agreed = a_visit.then("agree", NINE - DAY).then("appoint", NINE - DAY, **AGREED)
    by_applicant = agreed.then("change_time", NINE - DAY, agreed_at=NINE + DAY, confirmed=["matter", "time"])
    by_us = agreed.then("cannot_keep", NINE - DAY, postponed_because="staff").then("reschedule", NINE - DAY, **PUT_OFF)

    for story, expected in ((by_applicant, ["in_time"]), (by_us, ["dropped", "in_time"])):
        arrived = at_the_door(story.then("depart", NINE + DAY - HOUR), NINE + DAY)
        assert arrived.verdicts("arrival") == expected


@pytest.mark.parametrize(
    ("later", "minutes_of_attempts", "is_taken"),
    [
        (THIRTY, (5, 20), False),  # 30 min 00 s are not more than 30 minutes
        (THIRTY + SECOND, (5, 20), True),
        (THIRTY + SECOND, (), False),
        (THIRTY + SECOND, (20,), False),
        (THIRTY + SECOND, (-5, 20), False),  # only attempts since the agreed time count
    ],
)
def test_an_applicant_gives_up_after_more_than_thirty_minutes_and_two_attempts(
    on_the_way, later, minutes_of_attempts, is_taken
):
    # B23
    waiting = at_the_door(on_the_way, NINE - timedelta(minutes=10))
    for minutes in minutes_of_attempts:
        waiting = waiting.then("attempt", NINE + timedelta(minutes=minutes), **NO_ANSWER)

    def abandon() -> Story:
        return waiting.then("abandon", NINE + later)

    if is_taken:
        assert abandon().case.state == "abandoned"
    else:
        assert "B23" in refused(abandon)


def waited_for_an_hour(story: Story, last_result: str = "no_answer") -> Story:
    first = story.then("attempt", NINE + timedelta(minutes=40), **NO_ANSWER)
    return first.then("attempt", NINE + timedelta(minutes=50), **{**NO_ANSWER, "attempt_result": last_result})


def test_staff_who_never_arrived_or_came_late_cannot_say_that_the_applicant_gave_up(on_the_way):
    # B23, B19: rules.md 0, 12
    an_hour_later = NINE + HOUR
    late = waited_for_an_hour(at_the_door(on_the_way, NINE + SECOND))
    in_time = waited_for_an_hour(at_the_door(on_the_way, NINE))

    assert "状态下不能做" in refused(lambda: on_the_way.then("abandon", an_hour_later))
    assert "B19" in refused(lambda: late.then("abandon", an_hour_later))
    assert in_time.then("abandon", an_hour_later).case.state == "abandoned"


def test_whoever_was_reached_has_not_given_up(on_the_way):
    # B23: 且联系不上
    reached = waited_for_an_hour(at_the_door(on_the_way), last_result="reached")

    assert "B23" in refused(lambda: reached.then("abandon", NINE + HOUR))


def test_a_visit_is_accepted_or_completed_or_denied_with_a_ground(on_the_way):
    # B12, B20
    there = at_the_door(on_the_way)

    assert "B20" in refused(lambda: there.then("deny", NINE, materials_ready=True))
    assert "B12" in refused(lambda: there.then("serve", NINE, result="completed"))
    assert there.then("serve", NINE, result="completed", materials_ready=True).case.state == "done"


@pytest.mark.parametrize("state", ["done", "not_done", "graded", "refused", "abandoned", "withdrawn"])
def test_every_request_is_archived_however_it_ended(declarations, state):
    # B15
    assert "archive" in [move.id for move in kind_of(declarations, "visit").moves_from(state)]


def test_only_whoever_was_served_grades(declarations):
    # B24
    for id in ("visit", "appointment"):
        assert kind_of(declarations, id).move("grade").who == {"citizen"}


def test_each_receipt_names_its_own_complaint_bodies(declarations):
    # B24, C13
    texts = {
        kind.id: "".join(text.zh for printout in kind.printouts if printout.is_for_citizen for text in printout.texts)
        for kind in declarations.programme("centre").case_kinds
    }

    assert "投诉接待室" in texts["visit"] and "监察部门" not in texts["visit"]
    assert "行政效能投诉中心和监察部门" in texts["appointment"] and "投诉接待室" not in texts["appointment"]


# Appointments


def a_confirmed_appointment(a_story) -> Story:
    return a_story("appointment").begins(BOOKED, NINE - DAY).then("confirm", NINE - DAY, **CONFIRMED)


@pytest.mark.parametrize("missing", ["matter", "asked_for", "entry"])
def test_an_appointment_says_what_when_and_through_which_door(a_story, missing):
    # C4, C5
    fields = {name: value for name, value in BOOKED.items() if name != missing}

    assert "还没有填" in refused(lambda: a_story("appointment").begins(fields, NINE))


@pytest.mark.parametrize(("later", "is_taken"), [(THIRTY, False), (THIRTY + SECOND, True)])
def test_a_no_show_needs_more_than_thirty_minutes_and_no_attempt_to_reach_anybody(a_story, later, is_taken):
    # C12
    confirmed = a_confirmed_appointment(a_story)

    if is_taken:
        assert confirmed.then("no_show", NINE + later).case.state == "no_show"
    else:
        assert "C12" in refused(lambda: confirmed.then("no_show", NINE + later))


@pytest.mark.parametrize(("later", "is_late"), [(timedelta(), False), (SECOND, True)])
def test_only_whoever_comes_after_the_agreed_time_came_late(a_story, later, is_late):
    # C8, C9
    confirmed = a_confirmed_appointment(a_story)

    if is_late:
        assert confirmed.then("come_late", NINE + later).case.state == "present"
    else:
        assert "C8" in refused(lambda: confirmed.then("come_late", NINE + later))


def test_an_appointment_ends_with_its_result_entered(a_story):
    # C10
    served = a_story("appointment").begins(BOOKED, NINE).then("confirm", NINE, **CONFIRMED).then("come", NINE)
    served = served.then("serve", NINE, server="C0201").then("finish", NINE)

    assert not served.kind.state(served.case.state).is_final
    assert "C10" in refused(lambda: served.then("record", NINE))
    assert served.then("record", NINE, result="completed").case.state == "recorded"


@pytest.mark.parametrize(("before", "expected"), [(2 * HOUR, "in_time"), (2 * HOUR - MINUTE, "late")])
def test_an_appointment_is_put_off_two_hours_before(a_story, before, expected):
    # C11
    postponing = a_confirmed_appointment(a_story).then("cannot_keep", NINE - before, postponed_because="staff")

    put_off = postponing.then("reschedule", NINE - before, agreed_at=NINE + DAY, notice_method="call", explained=True)

    assert put_off.verdicts("notice") == [expected]


@pytest.mark.parametrize(
    ("come", "minutes", "expected"),
    [("come", 10, "in_time"), ("come", 11, "late"), ("come_late", 25, "dropped")],  # the applicant's lateness is not ours
)
def test_whoever_comes_in_time_is_served_within_ten_minutes(a_story, come, minutes, expected):
    # C9
    came = a_confirmed_appointment(a_story).then(come, NINE + (5 if come == "come_late" else 0) * MINUTE)

    assert came.then("serve", NINE + minutes * MINUTE, server="C0201").verdicts("service") == [expected]


@pytest.mark.parametrize(("minutes", "expected"), [(30, "in_time"), (31, "late")])
def test_a_result_is_entered_within_thirty_minutes(a_story, minutes, expected):
    # C10
    served = a_confirmed_appointment(a_story).then("come", NINE).then("serve", NINE, server="C0201").then("finish", NINE)

    assert served.then("record", NINE + minutes * MINUTE, result="completed").verdicts("entry") == [expected]


def test_appointments_have_no_deadline_for_the_reply(declarations):
    # rules.md 0, 9: the door-to-door clause is not imported
    starts = {move for clock in kind_of(declarations, "appointment").clocks for move in clock.starts}

    assert "open" not in starts


# The whole


def test_the_grade_asks_what_rules_section_6_lists(declarations):
    asked = declarations.programme("centre").questionnaire("grade")

    assert clauses_of(declarations, "centre", "grade") >= {"D4", "B11", "B19", "B20", "B22"}
    assert [q.key for q in asked.questions if q.clauses == ("D4",) and q.subject == "person"] == ["warm", "kind", "polite", "proper"]


def test_every_clause_that_a_register_carries_is_named_in_one(declarations):
    # B3 and C2 are the channels; B25, B26, C14 and D16 are said of a whole register
    named = {
        clause
        for kind in declarations.programme("centre").case_kinds
        for named in (kind, kind.opening, *kind.moves, *kind.fields.values(), *kind.printouts)
        for clause in named.clauses
    } | clauses_of(declarations, "centre", "grade")
    expected = {f"B{n}" for n in range(1, 27)} | {f"C{n}" for n in range(1, 15)} | {f"D{n}" for n in range(1, 17)}

    assert expected - named == {"B3", "C2"}

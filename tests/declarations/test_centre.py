"""The service centre's registers, as they are declared: each numbered clause with a rule, at its edge."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.declarations.test_our_data import clauses_of

from survey.domain.asking.programme import Declarations
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case, Scene, Step, Wanted, move_case, open_case
from survey.domain.handling.field import Known, Reading
from survey.domain.handling.kind import CaseKind

CHINA = ZoneInfo("Asia/Shanghai")
NINE = datetime(2026, 11, 25, 9, tzinfo=CHINA)  # the agreed time: a Wednesday
THIRTY = timedelta(minutes=30)
SECOND = timedelta(seconds=1)

ASKED_FOR_A_VISIT = {"matter": "低保申请", "eligibility": "old", "asked_for": NINE, "intake": "window_phone"}
AGREED = {
    "agreed_at": NINE, "confirmed": ["matter", "time"], "notified_once": True,
    "materials": [{"paper": "户口簿", "copies": 1}], "notice_method": "call", "visitor": "C0601",
}  # fmt: skip
BOOKED = {"matter": "社保转移", "asked_for": NINE, "entry": "staff_phone"}
CONFIRMED = {name: AGREED[name] for name in ("agreed_at", "notified_once", "materials", "notice_method")}
ASKED_FIRST = {"first_staff": "C0701", "type": "advice", "matter": "新生儿落户"}
REPORTED = {
    "person": "C0101", "role_in_it": "first", "happened_on": NINE.date(), "ground": "manner",
    "evidence": "窗口录像第三段，两名群众书面陈述",
}  # fmt: skip
NO_ANSWER = {"number_type": "mobile", "attempt_result": "no_answer"}


@dataclass(frozen=True)
class Story:
    """One case and what was done to it; every `then` happens at its own moment, and is entered at once."""

    kind: CaseKind
    known: Known
    case: Case
    steps: Sequence[Step] = field(default_factory=tuple)

    def begins(self, fields: dict, at: datetime, actor: str = "clerk") -> "Story":
        case, step = open_case(self.case, self.kind, Wanted("open", fields=fields), self.scene(at, actor))
        return replace(self, case=case, steps=(step,))

    def then(self, move: str, at: datetime, note: str = "", actor: str = "clerk", person: str = "", **fields) -> "Story":
        wanted, scene = Wanted(move, note, fields), self.scene(at, actor, person)
        case, step = move_case(self.case, self.kind, self.steps, wanted, scene)
        return replace(self, case=case, steps=(*self.steps, step))

    def scene(self, at: datetime, actor: str, person: str = "") -> Scene:
        """Whoever acts holds every role: who may do what is another test's matter."""
        return Scene(actor, actor, person, self.kind.readers, Reading(CHINA, at, self.known), in_office_hours)


def in_office_hours(moment: datetime) -> bool:
    local = moment.astimezone(CHINA)
    return local.weekday() < 5 and 9 <= local.hour < 17


def kind_of(declarations: Declarations, id: str) -> CaseKind:
    return next(kind for kind in declarations.programme("centre").case_kinds if kind.id == id)


@pytest.fixture
def a_story(declarations):
    """A case of a kind that nobody has entered yet."""
    known = Known(
        {person.id: person.role for person in declarations.persons.values()},
        {unit.id: unit.kind for unit in declarations.units.values()},
    )

    def of(id: str) -> Story:
        kind = kind_of(declarations, id)
        case = Case(
            "case-number-0001", "centre", id, "window-civil", "", "", False, kind.channels[0].id, kind.states[0].id,
            NINE.date(), NINE, "sheet",
        )  # fmt: skip
        return Story(kind, known, case)

    return of


@pytest.fixture
def a_visit(a_story) -> Story:
    return a_story("visit").begins(ASKED_FOR_A_VISIT, NINE - timedelta(days=2))


@pytest.fixture
def on_the_way(a_visit) -> Story:
    before = NINE - timedelta(days=1)
    return a_visit.then("agree", before).then("appoint", before, **AGREED).then("depart", NINE - THIRTY)


def at_the_door(story: Story, arrived_at: datetime = NINE) -> Story:
    return story.then("arrive", arrived_at, arrived_at=arrived_at)


def refused(act) -> str:
    with pytest.raises(SurveyError) as refusal:
        act()
    return str(refusal.value)


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


@pytest.mark.parametrize(("hour", "reason", "is_taken"), [(9, "", True), (19, "", False), (19, "老人白天透析", True)])
def test_a_visit_is_in_office_hours_or_says_why_not(a_visit, hour, reason, is_taken):
    # B2
    agreed = {**AGREED, "agreed_at": NINE.replace(hour=hour), "out_of_hours_reason": reason}
    consented = a_visit.then("agree", NINE - timedelta(days=1))

    def appoint() -> Story:
        return consented.then("appoint", NINE - timedelta(days=1), **agreed)

    if is_taken:
        assert appoint().case.state == "appointed"
    else:
        assert "B2" in refused(appoint)


@pytest.mark.parametrize("confirmed", [["matter"], ["time"]])
def test_nobody_sets_out_before_both_matter_and_time_are_confirmed(a_visit, confirmed):
    # B1
    before = NINE - timedelta(days=1)
    appointed = a_visit.then("agree", before).then("appoint", before, **{**AGREED, "confirmed": confirmed})

    assert "B1" in refused(lambda: appointed.then("depart", NINE - THIRTY))
    assert appointed.then("confirm", before, confirmed=["matter", "time"]).then("depart", NINE).case.state == "departed"


def test_a_visit_is_put_off_with_a_reason_and_says_whether_it_was_explained(a_visit):
    # B21, B22
    before = NINE - timedelta(days=1)
    late = a_visit.then("agree", before).then("appoint", before, **AGREED)
    told = {"agreed_at": NINE + timedelta(days=1), "notice_method": "call", "confirmed": ["matter", "time"]}

    assert "B21" in refused(lambda: late.then("cannot_keep", before))
    postponing = late.then("cannot_keep", before, postponed_because="force_majeure")
    assert "B22" in refused(lambda: postponing.then("reschedule", before, **told))
    assert postponing.then("reschedule", before, **told, explained=True).case.state == "appointed"


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
    an_hour_later = NINE + timedelta(hours=1)
    late = waited_for_an_hour(at_the_door(on_the_way, NINE + SECOND))
    in_time = waited_for_an_hour(at_the_door(on_the_way, NINE))

    assert "状态下不能做" in refused(lambda: on_the_way.then("abandon", an_hour_later))
    assert "B19" in refused(lambda: late.then("abandon", an_hour_later))
    assert in_time.then("abandon", an_hour_later).case.state == "abandoned"


def test_whoever_was_reached_has_not_given_up(on_the_way):
    # B23: 且联系不上
    reached = waited_for_an_hour(at_the_door(on_the_way), last_result="reached")

    assert "B23" in refused(lambda: reached.then("abandon", NINE + timedelta(hours=1)))


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


@pytest.mark.parametrize("missing", ["matter", "asked_for", "entry"])
def test_an_appointment_says_what_when_and_through_which_door(a_story, missing):
    # C4, C5
    fields = {name: value for name, value in BOOKED.items() if name != missing}

    assert "还没有填" in refused(lambda: a_story("appointment").begins(fields, NINE))


@pytest.mark.parametrize(("later", "is_taken"), [(THIRTY, False), (THIRTY + SECOND, True)])
def test_a_no_show_needs_more_than_thirty_minutes_and_no_attempt_to_reach_anybody(a_story, later, is_taken):
    # C12
    before = NINE - timedelta(days=1)
    confirmed = a_story("appointment").begins(BOOKED, before).then("confirm", before, **CONFIRMED)

    if is_taken:
        assert confirmed.then("no_show", NINE + later).case.state == "no_show"
    else:
        assert "C12" in refused(lambda: confirmed.then("no_show", NINE + later))


@pytest.mark.parametrize(("later", "is_late"), [(timedelta(), False), (SECOND, True)])
def test_only_whoever_comes_after_the_agreed_time_came_late(a_story, later, is_late):
    # C8, C9
    before = NINE - timedelta(days=1)
    confirmed = a_story("appointment").begins(BOOKED, before).then("confirm", before, **CONFIRMED)

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


# First inquiry


@pytest.mark.parametrize("missing", ["first_staff", "type"])
def test_every_inquiry_has_one_first_receiver_and_a_type(a_story, missing):
    # D2, D3
    fields = {name: value for name, value in ASKED_FIRST.items() if name != missing}

    assert "还没有填" in refused(lambda: a_story("inquiry").begins(fields, NINE))


@pytest.mark.parametrize(
    ("move", "requested", "provided", "is_taken"),
    [
        ("tell", False, None, True),
        ("tell", True, None, False),  # whoever asks to be taken there is taken there
        ("escort", True, True, True),
        ("escort", True, False, False),
        ("escort", False, True, True),
    ],
)
def test_whoever_asks_to_be_taken_there_is_taken_there(a_story, move, requested, provided, is_taken):
    # D7
    asked = a_story("inquiry").begins(ASKED_FIRST, NINE)
    fields = {"target_unit": "window-household", "escort_requested": requested}
    fields |= {} if provided is None else {"escort_provided": provided}

    if is_taken:
        assert asked.then(move, NINE, **fields).case.state == "passed"
    else:
        assert "D7" in refused(lambda: asked.then(move, NINE, **fields))


def test_the_first_unit_stays_answerable_and_gets_back_what_was_sent_wrong(a_story):
    # D6
    asked = a_story("inquiry").begins(ASKED_FIRST, NINE)
    sent = asked.then("tell", NINE, target_unit="window-household", escort_requested=False)
    returned = sent.then("return", NINE, not_ours="wrong_unit")
    sent_on = (
        sent.then("accept", NINE, officer="C0501")
        .then("tell", NINE, target_unit="window-social", escort_requested=False)
    )  # fmt: skip

    assert (sent.case.unit, sent.case.at_unit) == ("window-civil", "window-household")
    assert (returned.case.unit, returned.case.at_unit) == ("window-civil", "window-civil")
    assert (sent_on.case.unit, sent_on.case.at_unit) == ("window-civil", "window-social")


@pytest.mark.parametrize("missing", ["outside_reason", "outside_department", "outside_contact"])
def test_what_is_not_the_centres_is_told_with_reason_department_and_contact(a_story, missing):
    # D8, D9
    told = {"outside_reason": "属街道职责", "outside_department": "东街街道办", "outside_contact": "0000-8009001"}
    told.pop(missing)

    assert "还没有填" in refused(lambda: a_story("inquiry").begins(ASKED_FIRST, NINE).then("outside", NINE, **told))


@pytest.mark.parametrize("left", [None, False])
def test_nothing_is_put_to_a_leader_without_a_way_to_reach_the_visitor(a_story, left):
    # D11
    asked = a_story("inquiry").begins(ASKED_FIRST, NINE)
    fields = {"escalated_to": "分管副主任"} | ({} if left is None else {"contact_left": left})

    assert "D11" in refused(lambda: asked.then("escalate", NINE, **fields))


def test_a_leaders_decision_is_fed_back_before_the_inquiry_closes(a_story):
    # D11
    decided = (
        a_story("inquiry").begins(ASKED_FIRST, NINE)
        .then("escalate", NINE, contact_left=True, escalated_to="分管副主任")
        .then("decide", NINE, decision="由民政窗口牵头办理")
    )  # fmt: skip

    assert "状态下不能做" in refused(lambda: decided.then("close", NINE))
    assert decided.then("feed_back", NINE, "已电话告知来人").then("close", NINE).case.state == "closed"
    assert decided.kind.move("decide").who == {"division_head"}


def test_what_is_finished_is_replied_to(a_story):
    # D5, D12
    finished = a_story("inquiry").begins(ASKED_FIRST, NINE).then("take_up", NINE, officer="C0602").then("finish", NINE)

    assert "要写明内容" in refused(lambda: finished.then("reply", NINE))
    assert finished.then("reply", NINE, "已落户").case.state == "replied"


# Findings


@pytest.mark.parametrize(
    ("actor", "person", "is_taken"),
    [
        ("reporter", "", False),  # who reported it
        ("reviewer", "C0101", False),  # whom it is about
        ("reviewer", "", True),
        ("reviewer", "C0901", True),
    ],
)
@pytest.mark.parametrize("ground", ["manner", "careless"])
def test_a_finding_is_verified_by_somebody_else(a_story, ground, actor, person, is_taken):
    # D13, D14
    reported = {**REPORTED, "ground": ground, "consequence": "群众误了办理期限"}
    finding = a_story("finding").begins(reported, NINE, actor="reporter")
    fields = {"consequence": "群众误了办理期限"} if ground == "careless" else {}

    def verify() -> Story:
        return finding.then(f"verify_{ground}", NINE, "已调阅录像", actor, person, **fields)

    if is_taken:
        assert verify().case.state == "verified"
    else:
        assert "要由另一个人来做" in refused(verify)


def test_irresponsibility_is_verified_only_with_its_consequence(a_story):
    # D14
    finding = a_story("finding").begins({**REPORTED, "ground": "careless"}, NINE)

    assert "D14" in refused(lambda: finding.then("verify_careless", NINE, "已核实", "reviewer"))
    assert "D13" in refused(lambda: finding.then("verify_manner", NINE, "已核实", "reviewer"))


def a_told_finding(a_story) -> Story:
    verified = a_story("finding").begins(REPORTED, NINE, actor="reporter").then("verify_manner", NINE, "已核实", "reviewer")
    return verified.then("tell", NINE, actor="reviewer", told_at=NINE)


def test_the_person_appeals_and_somebody_else_than_the_verifier_decides(a_story):
    # D13
    appealed = a_told_finding(a_story).then("appeal", NINE, "当时在处理系统故障", "target", "C0101")

    assert appealed.kind.move("appeal").who == {"target"}
    assert "D13" in refused(lambda: appealed.then("uphold", NINE, "维持", "reviewer"))
    assert appealed.then("uphold", NINE, "维持", "head").case.state == "upheld"
    assert appealed.then("lift", NINE, "撤销", "head").case.state == "lifted"


@pytest.mark.parametrize(("later", "stands"), [(timedelta(days=7), False), (timedelta(days=7) + SECOND, True)])
def test_without_an_appeal_a_finding_stands_after_seven_days(a_story, later, stands):
    # D13
    told = a_told_finding(a_story)

    if stands:
        assert told.then("settle", NINE + later, actor="reviewer").case.state == "upheld"
    else:
        assert "D13" in refused(lambda: told.then("settle", NINE + later, actor="reviewer"))


def test_only_what_stands_is_referred_and_by_number(a_story):
    # D15
    told = a_told_finding(a_story)
    upheld = told.then("settle", NINE + timedelta(days=8), actor="reviewer")

    assert "状态下不能做" in refused(lambda: told.then("refer", NINE, referral_number="一号", referral_authority="监察部门"))
    assert "D15" in refused(lambda: upheld.then("refer", NINE + timedelta(days=8), referral_authority="监察部门"))


# The whole


def test_the_grade_asks_what_rules_section_6_lists(declarations):
    asked = declarations.programme("centre").questionnaire("grade")

    assert clauses_of(declarations, "centre", "grade") >= {"D4", "B11", "B19", "B20", "B22"}
    assert [q.key for q in asked.questions if q.clauses == ("D4",) and q.subject == "person"] == ["warm", "kind", "polite", "proper"]


def test_every_clause_that_a_register_carries_is_named_in_one(declarations):
    # B25 and B26, C14 and D16 are said of the whole register
    named = {
        clause
        for kind in declarations.programme("centre").case_kinds
        for named in (kind, kind.opening, *kind.moves, *kind.fields.values(), *kind.printouts)
        for clause in named.clauses
    } | clauses_of(declarations, "centre", "grade")
    # B3, C2 are the channels.
    expected = {f"B{n}" for n in range(1, 27)} | {f"C{n}" for n in range(1, 15)} | {f"D{n}" for n in range(1, 17)}

    assert expected - named == {"B3", "C2"}

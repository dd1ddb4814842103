"""First inquiries and findings of the service centre, as they are declared: each numbered clause at its edge."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from survey.domain.handling.rule import Attempt, broken
from tests.declarations.story import NINE, Story, refused, story_of

SECOND = timedelta(seconds=1)

ASKED_FIRST = {"first_staff": "C0701", "type": "advice", "matter": "新生儿落户"}
REPORTED = {
    "person": "C0101", "role_in_it": "first", "happened_on": NINE.date(), "ground": "manner",
    "evidence": "窗口录像第三段，两名群众书面陈述",
}  # fmt: skip


@pytest.fixture
def a_story(declarations):
    return partial(story_of, declarations)


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


def test_nothing_is_put_to_a_leader_without_a_way_to_reach_the_visitor(a_story):
    # D11
    asked = replace(a_story("inquiry").begins(ASKED_FIRST, NINE), is_reachable=False)

    assert "还没有留联系方式（D11）" in refused(lambda: asked.then("escalate", NINE, escalated_to="分管副主任"))


def test_a_leaders_decision_is_fed_back_before_the_inquiry_closes(a_story):
    # D11
    decided = (
        a_story("inquiry").begins(ASKED_FIRST, NINE)
        .then("escalate", NINE, escalated_to="分管副主任")
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


@pytest.mark.parametrize(
    ("start", "fields", "stop", "clock", "in_time_until"),
    [
        ("take_up", {"officer": "C0602"}, "reply", "handling", NINE.replace(month=12, day=2, hour=17)),
        ("escalate", {"escalated_to": "分管副主任"}, "feed_back", "feedback", NINE.replace(day=30, hour=17)),
    ],
)
@pytest.mark.parametrize(("later", "expected"), [(timedelta(), "in_time"), (SECOND, "late")])
def test_a_reply_has_five_working_days_and_a_leaders_decision_three(
    a_story, start, fields, stop, clock, in_time_until, later, expected
):
    # D11, D12: both numbers are our defaults
    begun = a_story("inquiry").begins(ASKED_FIRST, NINE).then(start, NINE, **fields)
    ready = begun.then("finish", NINE) if stop == "reply" else begun.then("decide", NINE, decision="请民政窗口办理")

    assert ready.then(stop, in_time_until + later, "已告知来人").verdicts(clock) == [expected]


@pytest.mark.parametrize(("minutes", "expected"), [(10, "in_time"), (11, "late")])
def test_what_is_ours_is_taken_up_within_ten_minutes(a_story, minutes, expected):
    # D5: the number is our default
    taken_up = a_story("inquiry").begins(ASKED_FIRST, NINE).then("take_up", NINE + timedelta(minutes=minutes), officer="C0602")

    assert taken_up.verdicts("at_once") == [expected]


def test_what_was_sent_to_the_wrong_unit_is_not_counted_against_it(a_story):
    # D6, D12
    sent = a_story("inquiry").begins(ASKED_FIRST, NINE).then("tell", NINE, target_unit="window-tax", escort_requested=False)
    returned = sent.then("return", NINE, not_ours="wrong_unit")

    assert returned.then("take_up", NINE, officer="C0602").verdicts("handling") == ["dropped", "running"]


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


@pytest.mark.parametrize("role", ["team_leader", "head_of_unit"])
def test_ones_own_leader_does_not_verify_what_one_is_said_to_have_done(declarations, role):
    # D13: 一经查实; verified by somebody who is not the own leader
    kind = story_of(declarations, "finding").kind
    rules = [rule for move in kind.moves if move.id.startswith("verify_") for rule in move.rules if rule.roles]
    reviewer = Attempt(NINE, "reviewer", "", {}, (), kind.fields, lambda at: True, frozenset({"reviewer"}))

    let = [broken(rule, reviewer) for rule in rules]
    refused_to = [broken(rule, replace(reviewer, who=reviewer.who | {role})) for rule in rules]

    assert len(rules) == 2 and all("要由另一个人来做" in words for words in refused_to) and not any(let)

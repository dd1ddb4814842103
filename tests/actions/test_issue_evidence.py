"""The evidence behind an issue, within the rights of whoever looks."""

import pytest

from survey.actions.issue_evidence import read_evidence
from survey.actions.mending import units_to_raise
from survey.actions.topics import confirm_topic, try_sentence
from survey.domain.counting.period import ALL
from survey.domain.keeping.actor import NotAllowed
from tests.actions.cast import CARDIOLOGY, UROLOGY, actor_of
from tests.actions.test_issues import Desk
from tests.conftest import NOW


def evidence(office, role: str = "division_head", unit: str = UROLOGY):
    return read_evidence(office.acting(actor_of(role)), "lianxin", ALL, unit, "noise")


def test_readings_cases_and_confirmed_words_stand_together(office):
    desk = Desk(office)
    ids = desk.sheets(12, 28, comment="夜里太吵")
    desk.entries(2)
    desk.entries(1, topic="")
    confirm_topic(office, "comment", ids[0], "comment", "noise", True, NOW)
    confirm_topic(office, "comment", ids[1], "comment", "noise", False, NOW)

    found = evidence(office)

    assert found.readings[["question", "n", "dissatisfied"]].values.tolist() == [["quiet_night", 40, 0.3]]
    assert len(found.cases) == 2 and set(found.cases["topic"]) == {"noise"}
    assert found.comments["id"].tolist() == [ids[0]]


def test_who_may_read_no_comments_is_told_so_and_nine_answers_are_not_shown(office):
    Desk(office).sheets(5, 4)

    found = evidence(office, "team_leader")

    assert found.readings.empty and found.comments is None


def test_another_ward_is_out_of_reach(office):
    with pytest.raises(NotAllowed):
        evidence(office, "head_of_unit", CARDIOLOGY)


def test_who_may_open_such_a_case_where(office):
    raisable = {role: units_to_raise(office.acting(actor_of(role)), "lianxin") for role in ("head_of_unit", "team_leader")}

    assert raisable == {"head_of_unit": {UROLOGY}, "team_leader": frozenset()}
    assert not units_to_raise(office, "complaints")


def test_the_dictionary_is_tried_by_who_confirms_topics_alone(office):
    with pytest.raises(NotAllowed):
        try_sentence(office.acting(actor_of("team_leader")), "lianxin", "太吵")
    assert [m.topic for m in try_sentence(office, "lianxin", "太吵")] == ["noise"]

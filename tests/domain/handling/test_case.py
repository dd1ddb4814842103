"""A case moves only as its kind declares."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case, Scene, Step, Wanted, check_text, move_case
from survey.domain.handling.field import Reading
from survey.domain.handling.kind import CaseKind, Move, State
from survey.locale import Words

WORDS = Words("词", "word")
NOW = datetime(2025, 3, 31, tzinfo=UTC)
CLERKS = frozenset({"receptionist"})
KIND = CaseKind(
    "opinion", WORDS, ("A17",), (),
    (State("received", Words("已登记", "Received"), False), State("answered", WORDS, False), State("closed", WORDS, True)),
    (
        Move("answer", Words("答复", "Answer"), ("received",), "answered", CLERKS, needs_note=True, is_answer=True),
        Move("close", Words("办结", "Close"), ("answered",), "closed", CLERKS),
    ),
    Move("open", Words("登记", "Enter"), (), "received", CLERKS),
)


def a_scene(by: str = "护士长", **changes) -> Scene:
    scene = Scene(by, "head", "", CLERKS, Reading(ZoneInfo("Asia/Shanghai"), NOW), is_open=lambda moment: True)
    return replace(scene, **changes)


def a_case(state: str = "received") -> Case:
    return Case("case-number-0001", "book", "opinion", "ward-1", "", "太吵", True, "book", state, date(2025, 3, 31), NOW, "form")


def test_a_legal_move_gives_the_new_state_and_a_step():
    after, step = move_case(a_case(), KIND, (), Wanted("answer", " 已更换推车 "), a_scene())

    assert (after.state, step.note, step.by) == ("answered", "已更换推车", "护士长")


@pytest.mark.parametrize(
    ("state", "move", "by", "note"),
    [
        ("received", "close", "护士长", ""),  # no state can be skipped
        ("received", "answer", "护士长", "  "),  # an answer needs words
        ("received", "answer", "", "已更换"),  # each step says who
        ("closed", "answer", "护士长", "已更换"),  # closed is closed
    ],
)
def test_any_other_move_is_refused(state, move, by, note):
    with pytest.raises(SurveyError):
        move_case(a_case(state), KIND, (), Wanted(move, note), a_scene(by))


def test_a_move_belongs_to_those_whom_its_kind_names():
    with pytest.raises(SurveyError, match="不由您来做"):
        move_case(a_case(), KIND, (), Wanted("answer", "已更换推车"), a_scene(who=frozenset({"staff"})))


@pytest.mark.parametrize("minutes", [-1, 1])
def test_a_step_happens_neither_in_the_future_nor_before_the_one_before_it(minutes):
    before = [Step("case-number-0001", "open", "护士长", "", NOW, NOW)]

    with pytest.raises(SurveyError, match="时间"):
        move_case(
            a_case(), KIND, before, Wanted("answer", "已更换推车", happened_at=NOW + timedelta(minutes=minutes)), a_scene()
        )


def test_empty_and_endless_texts_are_refused():
    for text in (" ", "长" * 2001):
        with pytest.raises(SurveyError):
            check_text(text)


def test_control_characters_of_a_text_are_dropped_but_not_its_lines():
    assert check_text("推车\0太吵\x07\r\n夜里\t尤其\ud800") == "推车太吵\n夜里\t尤其"

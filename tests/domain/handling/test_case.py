"""A case moves only as its kind declares."""

from datetime import UTC, date, datetime

import pytest

from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case, CaseKind, Move, State, check_text, move_case
from survey.locale import Words

WORDS = Words("词", "word")
NOW = datetime(2025, 3, 31, tzinfo=UTC)
KIND = CaseKind(
    "opinion", WORDS, ("A17",), (),
    (State("received", Words("已登记", "Received"), False), State("answered", WORDS, False), State("closed", WORDS, True)),
    (
        Move("answer", Words("答复", "Answer"), ("received",), "answered", True, True),
        Move("close", Words("办结", "Close"), ("answered",), "closed", False, False),
    ),
)


def a_case(state: str = "received") -> Case:
    return Case("case-number-0001", "book", "opinion", "ward-1", "", "太吵", True, "book", state, date(2025, 3, 31), NOW, "form")


def test_a_legal_move_gives_the_new_state_and_a_step():
    after, step = move_case(a_case(), KIND, "answer", "护士长", " 已更换推车 ", NOW)

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
        move_case(a_case(state), KIND, move, by, note, NOW)


def test_empty_and_endless_texts_are_refused():
    for text in (" ", "长" * 2001):
        with pytest.raises(SurveyError):
            check_text(text)


def test_control_characters_of_a_text_are_dropped_but_not_its_lines():
    assert check_text("推车\0太吵\x07\r\n夜里\t尤其\ud800") == "推车太吵\n夜里\t尤其"

"""Which versions of a question may be compared with each other."""

from dataclasses import replace

import pytest

from survey.domain.asking.question import Question
from survey.domain.asking.questionnaire import Questionnaire, Section
from survey.domain.asking.scale import Option, Scale
from survey.domain.asking.segment import segments_of
from survey.locale import Words

ASKED = Words("您满意吗？", "Are you satisfied?")
REWORDED = Words("总的来说您满意吗？", "All in all, are you satisfied?")
ENGLISH_ALONE = Words("您满意吗？", "Are you content?")
GOOD_BAD = Scale("two", "ours", (Option("1", ASKED, 100, 1), Option("2", ASKED, 0, 5)))
TURNED = Scale("two", "ours", (Option("1", ASKED, 0, 5), Option("2", ASKED, 100, 1)))


def a_version(number: int, text: Words = ASKED, scale: Scale | None = GOOD_BAD, short: Words = ASKED) -> Questionnaire:
    question = Question("overall", "all", ("A1",), text, short, "unit", scale)
    return Questionnaire(
        "stay", "care", number, ASKED, ASKED, "ours", "overall", ("ward",), False, True,
        (Section("all", ASKED),), (question,),
    )


@pytest.mark.parametrize(
    ("versions", "segments"),
    [
        ([a_version(1), a_version(2)], [1, 1]),
        ([a_version(1), a_version(2, REWORDED)], [1, 2]),
        ([a_version(1), a_version(2, ENGLISH_ALONE)], [1, 2]),
        ([a_version(1), a_version(2, scale=TURNED)], [1, 2]),
        ([a_version(1), a_version(2, short=REWORDED)], [1, 1]),
        ([a_version(1), a_version(2, scale=replace(GOOD_BAD, source="其他出处"))], [1, 1]),
        ([a_version(1, scale=None), a_version(2, REWORDED, scale=None)], [1, 2]),
        # the old wording again: its answers belong to the first ones, and are the newest
        ([a_version(1), a_version(2, REWORDED), a_version(3)], [2, 1, 2]),
    ],
)
def test_the_same_words_and_the_same_options_make_one_segment(versions, segments):
    found = segments_of(list(reversed(versions)))

    assert [found["overall", version.version] for version in versions] == segments


def test_a_question_that_came_later_begins_with_its_first_segment():
    later = Question("queue", "all", ("A1",), ASKED, ASKED, "unit", GOOD_BAD)
    second = a_version(2, REWORDED)

    found = segments_of([a_version(1), replace(second, questions=(*second.questions, later))])

    assert found == {("overall", 1): 1, ("overall", 2): 2, ("queue", 2): 1}

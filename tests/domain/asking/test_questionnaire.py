"""A questionnaire takes answers or refuses them in a sentence that names the question."""

import pytest

from survey.domain.asking.question import Condition, Question
from survey.domain.asking.questionnaire import Questionnaire, Section
from survey.domain.asking.response import receipt_code, tidy_code
from survey.domain.asking.scale import Option, Scale
from survey.domain.errors import SurveyError
from survey.locale import Words, use_language

YES_NO = Scale("met", "ours", (Option("1", Words("有", "Yes")), Option("2", Words("没有", "No")), Option("0", Words("不清楚", "Not sure"))))
FIVE = Scale("five", "ours", (Option("5", Words("非常满意", "Very satisfied"), 100, 1), Option("0", Words("没接触", "No contact"))))


def a_question(key: str, scale: Scale | None, condition: Condition | None = None) -> Question:
    return Question(key, "all", ("P11",), Words(f"问{key}", f"Q {key}"), Words(f"问{key}", f"Q {key}"), "unit", scale, condition)


@pytest.fixture
def questionnaire() -> Questionnaire:
    words = Words("居民问卷", "Residents")
    return Questionnaire(
        "residents", "network", 1, words, words, "ours", "polite", ("station",), False, True, (Section("all", words),),
        (a_question("met", YES_NO), a_question("polite", FIVE, Condition("met", ("1",))), a_question("open", None)),
    )


def test_answers_and_comments_are_kept_apart_and_blanks_left_out(questionnaire):
    answers, comments = questionnaire.accept({"met": " 1 ", "polite": "", "open": " 水压低 "})

    assert (answers, comments) == ({"met": "1"}, {"open": "水压低"})


def test_an_unknown_answer_is_refused_naming_the_question_and_what_is_allowed(questionnaire):
    with pytest.raises(SurveyError) as refused:
        questionnaire.accept({"polite": "7"})

    assert "问polite" in refused.value.where and "“7”" in refused.value.what
    assert "5（非常满意）" in refused.value.instead


def test_the_refusal_speaks_the_readers_language(questionnaire):
    use_language("en")

    with pytest.raises(SurveyError, match="Very satisfied"):
        questionnaire.accept({"polite": "7"})


def test_an_answer_that_an_earlier_one_rules_out_is_refused(questionnaire):
    with pytest.raises(SurveyError, match="问polite"):
        questionnaire.accept({"met": "2", "polite": "5"})


def test_no_contact_is_no_contradiction(questionnaire):
    assert questionnaire.accept({"met": "2", "polite": "0"})[0] == {"met": "2", "polite": "0"}


def test_an_unknown_question_an_empty_response_and_a_novel_are_refused(questionnaire):
    for raw in ({"colour": "1"}, {"met": " "}, {"open": "水" * 1001}):
        with pytest.raises(SurveyError):
            questionnaire.accept(raw)


def test_a_receipt_code_is_the_same_for_the_same_id_and_forgives_how_it_is_typed():
    code = receipt_code("a-response-id-0001")

    assert code == receipt_code("a-response-id-0001") != receipt_code("a-response-id-0002")
    assert tidy_code(f" {code.lower().replace('-', ' ')} ") == code
    assert not set(code) & set("01OIL")


def test_control_characters_of_a_comment_are_dropped_but_not_its_lines(questionnaire):
    _answers, comments = questionnaire.accept({"open": "水压\0低\x07\r\n夜里\t尤其\ud800"})

    assert comments == {"open": "水压低\n夜里\t尤其"}


def test_a_comment_of_control_characters_alone_is_blank(questionnaire):
    assert questionnaire.accept({"met": "1", "open": "\0\x01"}) == ({"met": "1"}, {})

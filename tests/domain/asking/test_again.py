"""The short form by which a question is asked again."""

from dataclasses import replace

import pytest

from survey.domain.asking.again import ask_again
from survey.domain.errors import SurveyError


def whole(declarations, programme: str, id: str):
    return declarations.programme(programme).questionnaire(id)


def test_the_short_form_asks_the_question_the_headline_and_one_comment_on_one_page(declarations):
    short = ask_again(whole(declarations, "water", "residents"), "pressure")

    assert [question.key for question in short.questions] == ["pressure", "overall", "comment"]
    assert (short.id, len(short.sections), short.needs_area) == ("residents_again", 1, False)


def test_the_words_and_the_scale_are_those_of_the_questionnaire(declarations):
    parent = whole(declarations, "lianxin", "inpatient")

    short = ask_again(parent, "quiet_night")

    for question in short.questions:
        asked = parent.by_key[question.key]
        assert (question.text, question.scale, question.clauses) == (asked.text, asked.scale, asked.clauses)
    assert short.version == parent.version


def test_no_filter_stands_before_a_question_that_is_asked_again(declarations):
    short = ask_again(whole(declarations, "water", "residents"), "courtesy")

    assert short.accept({"courtesy": "4"}) == ({"courtesy": "4"}, {})


def test_a_headline_that_is_asked_again_is_asked_once(declarations):
    short = ask_again(whole(declarations, "lianxin", "inpatient"), "overall")

    assert [question.key for question in short.questions] == ["overall", "comment"]


def test_a_programme_knows_the_short_form_and_never_counts_it_among_its_questionnaires(declarations):
    water = declarations.programme("water")

    assert water.questionnaire("residents_again").version == water.questionnaire("residents").version
    assert "residents_again" not in {q.id for q in water.current_questionnaires}
    with pytest.raises(SurveyError, match="没有问卷"):
        water.questionnaire("nothing_again")


def test_the_short_form_follows_the_version_of_its_questionnaire(declarations):
    water = declarations.programme("water")
    newer = replace(water.questionnaire("residents"), version=2)
    grown = replace(water, questionnaires=(*water.questionnaires, newer))

    assert grown.questionnaire("residents_again").version == 2
    assert grown.questionnaire("residents_again", 1).version == 1


def test_a_programme_knows_under_which_ids_its_answers_stand(declarations):
    assert declarations.programme("lianxin").forms == ("inpatient", "inpatient_again")

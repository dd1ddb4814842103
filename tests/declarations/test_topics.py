"""What topics.toml and words.toml may say, and how it is refused (docs/decisions/0016)."""

import shutil

import pytest

from survey.declarations import load_declarations
from survey.domain.errors import SurveyError
from tests.conftest import PROJECT

TOPICS, WORDS = "programmes/lianxin/topics.toml", "words.toml"


def test_every_rated_question_of_our_network_and_wards_belongs_to_a_topic(declarations):
    # E59: whatever is asked can become an issue; the headline and what depends on it are nobody's topic
    gathered = {(p.id, *pair) for p in declarations.programmes.values() for t in p.topics for pair in t.questions}
    rated = {
        (p.id, q.id, question.key)
        for p in declarations.programmes.values() for q in p.questionnaires for question in q.rated
    }

    assert {key for _p, _q, key in rated - gathered} == {"overall", "expectation", "recommend", "solved"}


def test_topics_that_mean_the_same_name_each_other_only_across_programmes(declarations):
    pairs = [(p.id, other) for p in declarations.programmes.values() for t in p.topics for other, _id in t.also]

    assert pairs and all(own != other for own, other in pairs)


@pytest.mark.parametrize(
    ("file", "right", "wrong", "what"),
    [
        (TOPICS, '"inpatient.explaining"', '"inpatient.explained"', "没有“inpatient.explained”。"),
        (TOPICS, '"inpatient.explaining"', '"inpatient.comment"', "没有“inpatient.comment”。"),
        (TOPICS, 'also = ["complaints.noise"]', 'also = ["complaints.noises"]', "没有“complaints.noises”。"),
        (TOPICS, 'also = ["complaints.noise"]', 'also = ["lianxin.clean"]', "没有“lianxin.clean”。"),
        (TOPICS, 'also = ["complaints.noise"]', 'also = ["noise"]', "“noise”不对。"),
        (TOPICS, 'also = ["complaints.noise"]', 'also = ["complaints.clean"]', "“complaints.clean”在主题 clean 里已经有了。"),
        (TOPICS, '"吵", "很吵"', '"吵", "脏"', "“脏”在主题 clean 里已经有了。"),
        (TOPICS, '"吵", "很吵"', '"吵", "吵"', "“吵”在主题 noise 里已经有了。"),
        (TOPICS, '"吵", "很吵"', '"吵", " "', "“ ”不对。"),
        (TOPICS, 'kind = "praise"', 'kind = "good"', "没有“good”。"),
        (TOPICS, "needs_others = true", "need_others = true", "不认识这一项。"),
        (WORDS, "window = 4", "window = 0", "“0”太小。"),
        (WORDS, "window = 4", "windows = 4", "缺少这一项。"),
        (WORDS, '"差", "太差"', '"好", "太差"', "“好”写了两次。"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_file(tmp_path, file, right, wrong, what):
    shutil.copytree(PROJECT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("local", "sample"))
    changed = tmp_path / "data" / file
    text = changed.read_text(encoding="utf-8")
    assert right in text
    changed.write_text(text.replace(right, wrong, 1), encoding="utf-8")

    with pytest.raises(SurveyError) as refusal:
        load_declarations(tmp_path / "data")

    assert file.rpartition("/")[2] in refusal.value.where and refusal.value.what == what


def test_an_office_without_words_and_topics_has_an_empty_lexicon(tmp_path):
    shutil.copytree(PROJECT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("local", "sample"))
    (tmp_path / "data" / WORDS).unlink()

    assert load_declarations(tmp_path / "data").lexicon.negations == ()

"""The definitions that every reader finds: nothing that is declared, and no measure or method of the code, is left out."""

import pytest

from survey.actions.definitions import GENERAL, read_definitions
from survey.domain.asking.flag_words import flag_names
from survey.domain.definition import chapters_with
from survey.domain.judging.indicator import MEASURES
from survey.domain.keeping.actor import CITIZEN, NotAllowed
from survey.domain.methods import methods
from survey.locale import use_language
from tests.actions.cast import actor_of


def ids(chapters, chapter: str, part: str) -> set[str]:
    parts = next(one for one in chapters if one.id == chapter).parts
    return {one.id for found in parts if found.id == part for one in found.definitions}


def facts(chapters, chapter: str, part: str, id: str) -> dict[str, str]:
    parts = next(one for one in chapters if one.id == chapter).parts
    return dict(next(one for found in parts if found.id == part for one in found.definitions if one.id == id).told)


def test_every_measure_method_and_flag_is_defined(office):
    chapters = read_definitions(office)

    assert ids(chapters, GENERAL, "figures") == {*MEASURES, "bad_per_thousand"}
    assert ids(chapters, GENERAL, "methods") == {method.id for method in methods()}
    assert ids(chapters, GENERAL, "flags") >= set(flag_names())
    assert {f"focal.{year}" for year in office.declarations.evaluations} <= ids(chapters, GENERAL, "lines")


def test_everything_that_a_programme_declares_is_defined(office):
    chapters = read_definitions(office)

    for programme in office.declarations.programmes.values():
        asked = programme.questionnaires
        questions = {f"{q.id}.{q.version}.{question.key}" for q in asked for question in q.questions}
        clocks = {f"{kind.id}.{clock.id}" for kind in programme.case_kinds for clock in kind.clocks}
        limits = {f"{limit.id}.{limit.valid_from}" for limit in programme.limits} | {join.id for join in programme.joins}
        assert ids(chapters, programme.id, "questionnaires") == {f"{q.id}.{q.version}" for q in asked} | questions
        assert ids(chapters, programme.id, "scales") == {x.scale.id for q in asked for x in q.questions if x.scale}
        assert ids(chapters, programme.id, "indicators") == {indicator.id for indicator in programme.indicators}
        assert ids(chapters, programme.id, "clocks") == {kind.id for kind in programme.case_kinds} | clocks | limits
        assert ids(chapters, programme.id, "topics") == {topic.id for topic in programme.topics}
        assert ids(chapters, programme.id, "events") == {event.id for event in programme.events}


def test_an_indicator_tells_its_way_of_counting_its_owner_and_its_source(office):
    told = facts(read_definitions(office), "lianxin", "indicators", "lianxin_environment")

    assert told["条款"] == "A15、A16"
    assert "÷" in told["怎么算"] and "整洁" in told["题目"] + told["为什么看它"]
    assert told["来源"] == "A15、A16 定内容；合并方式为 default"
    assert told["谁负责"] and told["下次复核"] == "2027-01-15"


def test_a_clock_tells_how_long_from_when_and_who_wants_it_so(office):
    # A clock of the sample declarations: the way to a customer, by the table of kilometres.
    travel = facts(read_definitions(office), "water", "clocks", "travel.1996-07-16")

    assert travel["条款"] == "E37、E49"
    assert any("10 分钟" in words and "5 分钟" in words for words in travel.values())


def test_what_is_looked_for_is_found_by_any_of_its_words_in_either_language(office):
    chinese = chapters_with(read_definitions(office), "wilson 比例")
    use_language("en")
    english = chapters_with(read_definitions(office), "funnel")
    use_language("zh")

    assert "wilson_interval" in ids(chinese, GENERAL, "methods")
    assert "over_dispersion" in ids(english, GENERAL, "methods")
    assert chapters_with(english, "没有这样的词") == ()


def test_whoever_is_signed_in_reads_them_and_nobody_else(office):
    assert read_definitions(office.acting(actor_of("collector"))) == read_definitions(office)

    with pytest.raises(NotAllowed):
        read_definitions(office.acting(CITIZEN))

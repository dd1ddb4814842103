"""What the project itself declares: complete, citable, and true to the clauses."""

from pathlib import Path

import pytest

from survey.declarations.sample import read_sample
from survey.domain.errors import SurveyError

DATA = Path(__file__).parents[2] / "data"


def every_question(declarations):
    return [
        (f"{q.programme}/{q.id}/{question.key}", question)
        for programme in declarations.programmes.values()
        for q in programme.questionnaires
        for question in q.questions
    ]


def clauses_of(declarations, programme: str, questionnaire: str) -> set[str]:
    asked = declarations.programme(programme).questionnaire(questionnaire).questions
    return {clause for question in asked for clause in question.clauses}


def test_every_question_names_its_clause(declarations):
    silent = [name for name, question in every_question(declarations) if not question.clauses]

    assert not silent


def test_every_question_may_be_answered_with_no_contact(declarations):
    without = [name for name, q in every_question(declarations) if q.scale and "0" not in q.scale.by_code]

    assert not without


def test_every_answer_is_one_key_of_a_keyboard(declarations):
    longer = {code for _name, q in every_question(declarations) if q.scale for code in q.scale.codes if len(code) != 1}

    assert not longer


def test_the_inpatient_form_asks_what_rules_section_6_lists(declarations):
    asked = clauses_of(declarations, "lianxin", "inpatient")

    assert asked >= {"A5", "A7", "A8", "A9", "A10", "A11", "A12", "A15", "A16", "A14", "A2", "A1", "A3"}


def test_the_residents_form_asks_what_rules_section_6_lists(declarations):
    asked = clauses_of(declarations, "water", "residents")

    assert asked >= {"P11", "P12", "P5", "P13", "P14", "P8", "P2"}
    assert asked >= {"E28", "E44", "E27", "E49", "E30", "E46", "E56", "E57", "E58", "E59"}


def test_quality_pressure_and_hours_each_ask_for_a_wish_and_belong_to_the_network(declarations):
    # E56, E57, E58: 有什么要求
    residents = declarations.programme("water").questionnaire("residents")

    for key in ("quality", "pressure", "hours"):
        assert residents.by_key[key].subject == residents.by_key[f"{key}_wish"].subject == "network"
        assert residents.by_key[f"{key}_wish"].is_comment


def test_exactly_ten_staff_representatives_carry_the_water_survey(declarations):
    # E52: 10名职工代表
    delegates = [c for c in declarations.collectors.values() if c.programme == "water"]

    assert len(delegates) == declarations.programme("water").quota.collectors == 10


def test_every_area_is_served_by_a_pump_station(declarations):
    # E53: 各居民区
    kinds = {declarations.unit(area.unit).kind for area in declarations.areas.values()}

    assert kinds == {"station"} and len(declarations.areas) == 20


def test_filing_and_closing_an_entry_answer_nobody(declarations):
    # A17: whoever wants an answer gets one
    [kind] = declarations.programme("complaints").case_kinds

    assert kind.answers == {"answer", "answer_plain", "reply"}


def test_the_privacy_notices_promise_what_retention_keeps(declarations):
    # measures.md 13: before the first question stands how long it is kept
    kept = declarations.retention
    years, days = kept.text_years.number, kept.contact_days.number
    assert kept.open_contact_days.number == years * 365

    for programme in declarations.programmes.values():
        notice = programme.privacy.how_long
        asks_contact = any(kind.contact for kind in programme.case_kinds)
        assert f"保存 {years} 年" in notice.zh and f"{years} 年内" in notice.zh
        assert f"kept for {years} years" in notice.en and f"For {years} years" in notice.en
        assert (f"办结 {days} 天后删除" in notice.zh) == (f"{days} days after" in notice.en) == asks_contact


def test_the_sample_fits_the_declarations(declarations):
    sample = read_sample(DATA / "sample", declarations)

    assert {plan.questionnaire for plan in sample.surveys} == {"inpatient", "residents", "repair", "handling", "grade"}
    assert {plan.kind for plan in sample.books} == {k.id for p in declarations.programmes.values() for k in p.case_kinds}


@pytest.mark.parametrize(
    ("was", "becomes", "where"),
    [
        ('move = "file"', 'move = "close"', "path filed step 1 close"),  # nothing is closed before it was answered
        ('stage = {', '# stage = {', "step 1 classify"),  # a field that a move needs
    ],
)
def test_a_way_of_the_sample_year_that_a_case_cannot_go_is_refused(declarations, tmp_path, was, becomes, where):
    (tmp_path / "books").mkdir()
    text = (DATA / "sample" / "books" / "opinion.toml").read_text(encoding="utf-8")
    (tmp_path / "books" / "opinion.toml").write_text(text.replace(was, becomes, 1), encoding="utf-8")

    with pytest.raises(SurveyError) as refused:
        read_sample(tmp_path, declarations)

    assert "opinion.toml" in refused.value.where and where in refused.value.where


def test_a_sample_effect_on_an_unknown_unit_is_refused(declarations, tmp_path):
    (tmp_path / "surveys").mkdir()
    text = (DATA / "sample" / "surveys" / "repair.toml").read_text(encoding="utf-8")
    wrong = text.replace('units = ["team-repair-2"]', 'units = ["team-repair-9"]', 1)
    (tmp_path / "surveys" / "repair.toml").write_text(wrong, encoding="utf-8")

    with pytest.raises(SurveyError) as refused:
        read_sample(tmp_path, declarations)

    assert refused.value.where == "surveys/repair.toml [effect #3] units"
    assert refused.value.instead == "可以用：team-repair-1、team-repair-2。"

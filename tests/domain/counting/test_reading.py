"""Scores and rates from counts, against published figures."""

from dataclasses import replace

import pandas as pd
import pytest

from survey.domain.asking.question import Question
from survey.domain.asking.questionnaire import Questionnaire, Section
from survey.domain.asking.scale import Option, Scale
from survey.domain.counting.reading import answer_values, distribution, readings, weigh
from survey.locale import Words

WORDS = Words("词", "word")
FIVE = Scale(
    "five", "measures.md 1",
    (
        Option("5", WORDS, 100, 1), Option("4", WORDS, 75, 2), Option("3", WORDS, 50, 3),
        Option("2", WORDS, 25, 4), Option("1", WORDS, 0, 5), Option("0", WORDS),
    ),
)
FRIENDS = Scale(
    "friends", "NHS England",
    tuple(Option(str(g), WORDS, None, g) for g in range(1, 6)) + (Option("6", WORDS, in_base=True),),
)


def a_questionnaire(scale: Scale, version: int = 1) -> Questionnaire:
    question = Question("overall", "all", ("A1",), WORDS, WORDS, "unit", scale)
    return Questionnaire(
        "stay", "care", version, WORDS, WORDS, "ours", "overall", ("ward",), False, True,
        (Section("all", WORDS),), (question,),
    )


def counts(version: int = 1, unit: str = "ward-1", **by_answer: int) -> pd.DataFrame:
    """counts(a5=40, a4=30): forty times "5", thirty times "4"."""
    return pd.DataFrame([
        {"question": "overall", "unit": unit, "month": "2025-03", "answer": code[1:], "version": version, "count": n}
        for code, n in by_answer.items()
    ])


def reading_of(table: pd.DataFrame, scale: Scale = FIVE) -> pd.Series:
    return readings(table, answer_values([a_questionnaire(scale)])).iloc[0]


@pytest.mark.parametrize(
    ("worst_to_best", "score"),
    [  # UK Office of the Public Guardian, lasting power of attorney satisfaction, as published
        ((67, 73, 205, 1276, 4434), 91),
        ((103, 69, 195, 1307, 3746), 89),
        ((166, 150, 376, 2108, 5649), 88),
    ],
)
def test_the_score_is_the_published_one(worst_to_best, score):
    answers = {f"a{code}": n for code, n in enumerate(worst_to_best, start=1)}

    assert round(reading_of(counts(**answers))["score"]) == score


def test_three_satisfaction_rates_of_the_same_counts_differ():
    found = reading_of(counts(a5=40, a4=30, a3=20, a2=7, a1=3))

    assert found["score"] == 74.25
    assert (found["top1"], found["top2"], found["top3"]) == pytest.approx((0.40, 0.70, 0.90))
    assert found["dissatisfied"] == pytest.approx((7 + 3) / 100)


def test_no_contact_is_outside_the_denominator_and_shown():
    found = reading_of(counts(a5=10, a0=30))

    assert (found["n"], found["scored"], found["outside"], found["top1"]) == (10, 10, 30, 1.0)


def test_do_not_know_is_in_the_base_where_the_scale_says_so():
    # NHS England: positive = very good + good over all answers, "don't know" included
    found = reading_of(counts(a1=6, a2=2, a4=1, a6=1), FRIENDS)

    assert (found["n"], found["top2"], found["dissatisfied"]) == (10, 0.8, 0.1)
    assert pd.isna(found["score"])


def test_groups_are_counted_apart_and_versions_with_the_same_scale_together():
    values = answer_values([a_questionnaire(FIVE), a_questionnaire(FIVE, version=2)])
    table = pd.concat([counts(a5=3, a1=1), counts(version=2, a5=1, a1=3), counts(unit="ward-2", a3=4)])

    found = readings(table, values, ["unit"]).set_index("unit")

    assert found["score"].to_dict() == {"ward-1": (3 * 100 + 1 * 100) / 8, "ward-2": 50.0}


def test_answers_on_two_scales_never_share_a_figure():
    turned = Scale("turned", "ours", (Option("1", WORDS, 100, 1), Option("5", WORDS, 0, 5)))
    values = answer_values([a_questionnaire(FIVE), a_questionnaire(turned, version=2)])

    found = readings(pd.concat([counts(a5=3, a1=1), counts(version=2, a1=3, a5=1)]), values).iloc[0]

    assert (found["n"], found["score"]) == (4, 75.0)


def test_another_wording_is_read_apart_by_segment():
    reworded = replace(a_questionnaire(FIVE, version=2).questions[0], text=Words("新词", "new words"))
    second = replace(a_questionnaire(FIVE, version=2), questions=(reworded,))
    values = answer_values([a_questionnaire(FIVE), second])
    table = pd.concat([counts(a5=3, a1=1), counts(version=2, a5=1, a1=1)])

    by_segment = readings(table, values, ["segment"]).set_index("segment")

    assert by_segment["score"].to_dict() == {1: 75.0, 2: 50.0}
    assert readings(table, values)["n"].tolist() == [2]
    assert distribution(weigh(table, values))["n"].tolist() == [2, 2]


def test_the_newest_segment_of_a_period_is_the_newest_that_was_answered_in_it():
    turned = Scale("turned", "ours", (Option("1", WORDS, 100, 1), Option("5", WORDS, 0, 5)))
    values = answer_values([a_questionnaire(FIVE), a_questionnaire(turned, version=2)])

    assert readings(counts(a5=3, a1=1), values)["score"].tolist() == [75.0]


def test_an_answer_that_no_version_knows_is_not_counted():
    assert reading_of(counts(a5=10, a9=5))["n"] == 10


def test_shares_of_a_distribution_make_one():
    found = distribution(weigh(counts(a5=6, a0=2), answer_values([a_questionnaire(FIVE)])))

    assert found.set_index("answer")["share"].to_dict() == {"0": 0.25, "5": 0.75}
    assert found["n"].tolist() == [8, 8]


def test_no_tallies_give_no_readings():
    assert readings(counts(a5=1).iloc[:0], answer_values([a_questionnaire(FIVE)]), ["unit"]).empty

"""An indicator's readings from tallies and cases, worked by hand."""

from datetime import date

import pandas as pd
import pytest

from survey.domain.counting.interval import mean_interval, wilson_interval
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.indicator_reading import read_answers, read_cases
from survey.locale import Words

VALUES = pd.DataFrame(
    [(1, question, answer, points, grade, grade is not None, 1)
     for question in ("smile", "patience", "quiet")
     for answer, points, grade in (
         ("1", 100, 1), ("2", 75, 2), ("3", 50, 3), ("4", 25, 4), ("5", 0, 5), ("0", None, None))],
    columns=["version", "question", "answer", "points", "grade", "in_base", "segment"],
).astype({"points": float, "grade": float})


def an_indicator(measure: str, *questions: str) -> Indicator:
    words = Words("", "")
    return Indicator(
        "i", "p", words, measure, "q", questions, frozenset({"person"}), (), True, words, words,
        date(2026, 1, 1), "default",
    )


def tallies(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["unit", "question", "answer", "count"])
    return frame.assign(version=1)


def test_a_score_pools_the_answers_to_all_of_its_questions():
    smile = (("w1", "smile", "1", 10), ("w1", "smile", "3", 10))
    counts = tallies(*smile, ("w1", "patience", "2", 8), ("w1", "quiet", "5", 99))

    reading = read_answers(an_indicator("score", "smile", "patience"), counts, VALUES, "unit")["w1"]

    assert reading.numerator == 10 * 100 + 10 * 50 + 8 * 75
    assert reading.denominator == 28
    assert reading.value == pytest.approx(2100 / 28)


def test_answers_to_older_words_are_no_part_of_an_indicator():
    second = VALUES.assign(version=2, segment=2)
    counts = pd.concat([tallies(("w1", "smile", "5", 10)), tallies(("w1", "smile", "1", 12)).assign(version=2)])

    reading = read_answers(an_indicator("score", "smile"), counts, pd.concat([VALUES, second]), "unit")["w1"]

    assert (reading.n, reading.value) == (12, 100)


def test_n_is_how_many_people_answered_and_not_how_many_answers_they_gave():
    # six people, three questions each: 18 answers, and still under ten
    counts = tallies(*(("w1", question, "2", 6) for question in ("smile", "patience", "quiet")))

    reading = read_answers(an_indicator("top2", "smile", "patience", "quiet"), counts, VALUES, "unit")["w1"]

    assert (reading.n, reading.denominator) == (6, 18)


@pytest.mark.parametrize(
    ("measure", "numerator"), [("top1", 40), ("top2", 70), ("top3", 90), ("dissatisfied", 10)]
)
def test_rates_count_grades_as_measures_2_prints_them(measure, numerator):
    counts = tallies(*(("w1", "smile", a, c) for a, c in zip("123450", (40, 30, 20, 7, 3, 55))))

    reading = read_answers(an_indicator(measure, "smile"), counts, VALUES, "unit")["w1"]

    assert (reading.numerator, reading.denominator, reading.n) == (numerator, 100, 100)
    assert (reading.low, reading.high) == pytest.approx(tuple(map(float, wilson_interval(numerator, 100))))


def test_a_score_of_one_question_has_the_interval_of_its_mean():
    counts = tallies(*(("w1", "smile", a, c) for a, c in zip("12345", (40, 30, 20, 7, 3))))

    reading = read_answers(an_indicator("score", "smile"), counts, VALUES, "unit")["w1"]

    total, squares = 7425, 40 * 100**2 + 30 * 75**2 + 20 * 50**2 + 7 * 25**2
    assert reading.value == 74.25  # measures.md 1
    assert (reading.low, reading.high) == pytest.approx(tuple(map(float, mean_interval(100, total, squares))))


def test_several_questions_to_the_same_people_make_nobody_more_certain():
    one = tallies(*(("w1", "smile", a, c) for a, c in zip("125", (20, 15, 5))))
    three = pd.concat([one.assign(question=question) for question in ("smile", "patience", "quiet")])

    of_one = read_answers(an_indicator("score", "smile"), one, VALUES, "unit")["w1"]
    of_three = read_answers(an_indicator("score", "smile", "patience", "quiet"), three, VALUES, "unit")["w1"]

    assert (of_three.value, of_three.n) == (of_one.value, of_one.n)
    assert (of_three.low, of_three.high) == pytest.approx((of_one.low, of_one.high))


def test_answers_outside_the_base_alone_give_no_reading():
    assert read_answers(an_indicator("score", "smile"), tallies(("w1", "smile", "0", 50)), VALUES, "unit") == {}


def test_the_book_reads_the_share_of_those_who_wanted_an_answer_and_got_one():
    cases = pd.DataFrame(
        [("w1", True, date(2025, 3, 1))] * 9 + [("w1", True, None)] * 3
        + [("w1", False, None)] * 5 + [("w2", False, None)],
        columns=["unit", "wants_answer", "answered_on"],
    )

    readings = read_cases(an_indicator("answered"), cases)

    assert set(readings) == {"w1"}
    assert (readings["w1"].numerator, readings["w1"].denominator, readings["w1"].n) == (9, 12, 12)
    assert (readings["w1"].low, readings["w1"].high) == pytest.approx(tuple(map(float, wilson_interval(9, 12))))

"""Tallies and cases become an indicator's readings, one for each unit or person."""

import pandas as pd

from survey.domain.counting.interval import mean_interval, wilson_interval
from survey.domain.counting.reading import newest
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.mark import Reading

BEST_GRADES = {"top1": (1,), "top2": (1, 2), "top3": (1, 2, 3), "dissatisfied": (4, 5)}


def read_answers(indicator: Indicator, tallies: pd.DataFrame, values: pd.DataFrame, by: str) -> dict[str, Reading]:
    """Readings by the column `by`, over the answers to the indicator's questions counted together.

    One person's answers to several questions go together, so n is the number of people: the most
    answers that any one of the questions has. The interval is that of n answers, as if everybody
    answered all of the questions alike; counting each answer would make a few people look certain.
    Of a question that changed its words or its scale only the newest segment counts.
    """
    of_these = tallies[tallies["question"].isin(indicator.questions)]
    known = newest(of_these.merge(values, on=["version", "question", "answer"]))
    is_score = indicator.measure == "score"
    counts = known[known["points"].notna() if is_score else known["in_base"]]
    worth = counts["points"] if is_score else counts["grade"].isin(BEST_GRADES[indicator.measure]).astype(float)
    weighed = counts.assign(total=counts["count"] * worth, squares=counts["count"] * worth**2)
    of_questions = weighed.groupby([by, "question"])[["count", "total", "squares"]].sum()
    sums = of_questions.groupby(level=0).sum().assign(n=of_questions["count"].groupby(level=0).max())
    return {
        str(subject): _reading(indicator, is_score, int(n), answers, total, squares)
        for subject, answers, total, squares, n in sums.astype(float).itertuples()
        if subject and n > 0
    }


def _reading(indicator: Indicator, is_score: bool, n: int, answers: float, total: float, squares: float) -> Reading:
    people = n / answers
    low, high = mean_interval(n, total * people, squares * people) if is_score else wilson_interval(total * people, n)
    return Reading(indicator.id, total / answers, float(low), float(high), n, total, answers)


def read_cases(indicator: Indicator, cases: pd.DataFrame) -> dict[str, Reading]:
    """The share of each unit's cases that wanted an answer and got one; columns unit, wants_answer, answered_on."""
    wanting = cases[cases["wants_answer"].astype(bool)]
    counts = wanting["answered_on"].notna().groupby(wanting["unit"]).agg(["sum", "count"])
    return {
        str(unit): _reading(indicator, False, n, float(n), float(answered), float(answered))
        for unit, answered, n in counts.itertuples()
    }

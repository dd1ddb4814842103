"""Readings: tallies become scores and rates, each with its n and its interval."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.counting.interval import mean_interval, wilson_interval

RATES = ("top1", "top2", "top3", "dissatisfied")
FIGURES = ("score", *RATES)
READINGS = ("n", "scored", "outside") + tuple(f"{f}{end}" for f in FIGURES for end in ("", "_low", "_high"))


def answer_values(questionnaires: Sequence[Questionnaire]) -> pd.DataFrame:
    """One row per version, question and option: points, grade and whether it is in the base."""
    rows = [
        (q.version, question.key, option.code, option.points, option.grade, option.grade is not None or option.in_base)
        for q in questionnaires
        for question in q.questions
        if question.scale
        for option in question.scale.options
    ]
    return pd.DataFrame(rows, columns=["version", "question", "answer", "points", "grade", "in_base"]).astype(
        {"points": float, "grade": float, "in_base": bool}
    )


def readings(tallies: pd.DataFrame, values: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """One row per group of `by` columns, with READINGS; groups without an answer are absent.

    n        answers in the base of the rates; scored: those with points; outside: neither ("没接触").
    score    Σ points·count / Σ count, 0-100 (measures.md 1), with a normal interval.
    top1..3  share of the base with grade 1, 1-2, 1-3 (measures.md 2), dissatisfied with grade 4-5,
             each with its Wilson interval.
    """
    known = tallies.merge(values, on=["version", "question", "answer"])
    count = known["count"].astype(float)
    has_points, points = known["points"].notna(), known["points"].fillna(0.0)
    sums = pd.DataFrame({
        "n": count * known["in_base"],
        "scored": count * has_points,
        "outside": count * ~(known["in_base"] | has_points),
        "total": count * points,
        "squares": count * points**2,
        "top1": count * (known["grade"] <= 1),
        "top2": count * (known["grade"] <= 2),
        "top3": count * (known["grade"] <= 3),
        "dissatisfied": count * (known["grade"] >= 4),
    })
    by = list(by)
    keys = [known[name] for name in by] or [np.zeros(len(known), dtype=int)]
    grouped = sums.groupby(keys, sort=True).sum().reset_index(drop=not by)
    return _figures(grouped, by)


def _figures(sums: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    result = sums[by + ["n", "scored", "outside"]].astype({"n": int, "scored": int, "outside": int})
    low, high = mean_interval(sums["scored"], sums["total"], sums["squares"])
    mean = sums["total"] / sums["scored"].where(sums["scored"] > 0)
    result = result.assign(score=mean, score_low=low, score_high=high)
    for rate in RATES:
        low, high = wilson_interval(sums[rate], sums["n"])
        share = sums[rate] / sums["n"].where(sums["n"] > 0)
        result = result.assign(**{rate: share, f"{rate}_low": low, f"{rate}_high": high})
    return result


def distribution(tallies: pd.DataFrame, values: pd.DataFrame, by: Sequence[str] = ("question",)) -> pd.DataFrame:
    """Counts of each answer and their share of all answers, by question: columns by..., answer, count, share, n."""
    by = list(by)
    known = tallies.merge(values[["version", "question", "answer"]], on=["version", "question", "answer"])
    counts = known.groupby([*by, "answer"], as_index=False)["count"].sum()
    n = counts.groupby(by)["count"].transform("sum")
    return counts.assign(share=counts["count"] / n, n=n)

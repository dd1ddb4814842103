"""Readings: tallies become scores and rates, each with its n and its interval."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.segment import segments_of
from survey.domain.columns import shaped
from survey.domain.counting.interval import mean_interval, wilson_interval

RATES = ("top1", "top2", "top3", "dissatisfied")
FIGURES = ("score", *RATES)
SUMS = ("n", "scored", "outside", "total", "squares", *RATES)
READINGS = ("n", "scored", "outside") + tuple(f"{f}{end}" for f in FIGURES for end in ("", "_low", "_high"))


def answer_values(questionnaires: Sequence[Questionnaire]) -> pd.DataFrame:
    """One row per version, question and option: points, grade, whether it is in the base, and the `segment`
    of the question that the version belongs to: answers to two wordings or on two scales never share a figure.
    """
    return _answer_values(tuple(questionnaires))


@lru_cache(maxsize=64)
def _answer_values(questionnaires: tuple[Questionnaire, ...]) -> pd.DataFrame:
    segments = segments_of(questionnaires)
    rows = [
        (
            q.version, question.key, option.code, option.points, option.grade,
            option.grade is not None or option.in_base, segments[question.key, q.version],
        )
        for q in questionnaires
        for question in q.questions
        if question.scale
        for option in question.scale.options
    ]  # fmt: skip
    names = ["version", "question", "answer", "points", "grade", "in_base", "segment"]
    return pd.DataFrame(rows, columns=names).astype({"points": float, "grade": float, "in_base": bool, "segment": int})


def weigh(tallies: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """The tallies with the SUMS that every reading is made of, and their `segment`; answers that no version
    knows are left out.

    One row per row of tallies, so that a page weighs once and then adds up along many columns.
    """
    place = {key: row for row, key in enumerate(zip(values["version"], values["question"], values["answer"]))}
    keys = zip(tallies["version"], tallies["question"], tallies["answer"])
    rows = np.fromiter((place.get(key, -1) for key in keys), dtype=int, count=len(tallies))
    tallies, rows = tallies[rows >= 0], rows[rows >= 0]
    count = tallies["count"].to_numpy(dtype=float)
    points, grade, in_base = (values[name].to_numpy()[rows] for name in ("points", "grade", "in_base"))
    has_points = ~np.isnan(points)
    worth = np.where(has_points, points, 0.0)
    sums = {
        "segment": values["segment"].to_numpy()[rows],
        "n": count * in_base,
        "scored": count * has_points,
        "outside": count * ~(in_base | has_points),
        "total": count * worth,
        "squares": count * worth**2,
        "top1": count * (grade <= 1),
        "top2": count * (grade <= 2),
        "top3": count * (grade <= 3),
        "dissatisfied": count * (grade >= 4),
    }
    return pd.DataFrame({name: tallies[name] for name in tallies.columns} | sums, index=tallies.index)


def newest(weighed: pd.DataFrame) -> pd.DataFrame:
    """Of each question only its newest segment among these rows: what a figure over a period is made of."""
    if weighed["segment"].nunique() <= 1:
        return weighed
    return weighed[weighed["segment"] == weighed.groupby("question")["segment"].transform("max")]


def readings(tallies: pd.DataFrame, values: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """One row per group of `by` columns, with READINGS; groups without an answer are absent."""
    return read(weigh(tallies, values), by)


def read(weighed: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """One row per group of `by` columns, with READINGS; groups without an answer are absent.

    n        answers in the base of the rates; scored: those with points; outside: neither ("没接触").
    score    Σ points·count / Σ count, 0-100 (measures.md 1), with a normal interval.
    top1..3  share of the base with grade 1, 1-2, 1-3 (measures.md 2), dissatisfied with grade 4-5,
             each with its Wilson interval.
    Unless `by` names the segment, only the newest of each question is read (docs/decisions/0014).
    """
    weighed = weighed if "segment" in by else newest(weighed)
    if by:
        sums = weighed.groupby(list(by), as_index=False, sort=True)[list(SUMS)].sum()
    else:
        sums = weighed[list(SUMS)].sum().to_frame().T.iloc[: min(1, len(weighed))]
    figures = {name: sums[name] for name in by} | {name: sums[name].astype(int) for name in ("n", "scored", "outside")}
    scored, n = (sums[name].to_numpy(dtype=float) for name in ("scored", "n"))
    with np.errstate(divide="ignore", invalid="ignore"):
        figures["score"] = sums["total"].to_numpy(dtype=float) / scored
        figures["score_low"], figures["score_high"] = mean_interval(scored, sums["total"], sums["squares"])
        for rate in RATES:
            figures[rate] = sums[rate].to_numpy(dtype=float) / n
            figures[f"{rate}_low"], figures[f"{rate}_high"] = wilson_interval(sums[rate], n)
    return shaped(pd.DataFrame(figures), (*by, *READINGS))


def distribution(weighed: pd.DataFrame, by: Sequence[str] = ("question",)) -> pd.DataFrame:
    """How often each answer was given: columns by..., answer, count, share of all answers of the group, n, base.

    base  the answers of the group that say something: without "没接触", where the question has points or grades.
    Of each question only the newest segment.
    """
    weighed = newest(weighed)
    telling = weighed.assign(base=np.maximum(weighed["n"], weighed["scored"]))
    counts = telling.groupby([*by, "answer"], as_index=False)[["count", "base"]].sum()
    n, base = (counts.groupby(list(by))[name].transform("sum") for name in ("count", "base"))
    return counts.assign(share=counts["count"] / n, n=n, base=base.where(base > 0, n))

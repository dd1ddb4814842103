"""The door of scores: readings by place and question, their rounds, and how they moved, from tallies alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey.actions.office import Office
from survey.actions.selecting import guard_among
from survey.domain.asking.programme import Programme
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.columns import SCORED, empty, shaped
from survey.domain.counting.differencing import Guard
from survey.domain.counting.period import ALL, Period, period_before, stretches
from survey.domain.counting.reading import answer_values, read, weigh
from survey.domain.counting.small_numbers import MINIMUM, hide_small
from survey.domain.counting.tally import EVERYONE
from survey.domain.judging.evaluation import FocalRule
from survey.domain.noticing.change import rises
from survey.domain.noticing.difficult_issue import rounds_running, rounds_until
from survey.domain.noticing.few_units import z_of_shares
from survey.domain.noticing.funnel import Z_ALARM
from survey.domain.noticing.issue import gaps
from survey.store.tallies import tallies_frame

DEFAULT_ROUND = 3  # months: the survey is held 定期 (E53), which our default reads as quarterly (rules.md 0-13)
KEEP = ("question", "unit", "answer", "version", "month")
PAIR = ["unit", "question"]


@dataclass(frozen=True)
class Scores:
    """readings   columns SCORED, of all places. responses: whole ones, by unit.

    Of neither what has fewer than ten answers, or what the guard against subtraction hides (docs/decisions/0015).
    """

    readings: pd.DataFrame
    responses: Mapping[str, int]


def scores_of(
    office: Office, programme: Programme, period: Period, rule: FocalRule, importance: Mapping[str, float], reach: tuple[str, ...]
) -> Scores:
    """The readings of every question that a topic gathers, of all places. `importance` as `find_issues` takes it.

    reach  the units that the reader sees, () for all.
    """
    frames, responses = [], {}
    for questionnaire in programme.current_questionnaires:
        keys = [key for topic in programme.topics for asked, key in topic.questions if asked == questionnaire.id]
        counts = _counts(office, programme, questionnaire, keys, period)
        # What is hidden from somebody who sees all is no part of any mean; the reader's own reach may hide more.
        guards = [guard_among(office, programme.id, questionnaire.id, units) for units in dict.fromkeys(((), reach))]
        whole = _seen(counts[counts["question"] == EVERYONE], period, guards).groupby("unit")["count"].sum()
        responses |= {unit: responses.get(unit, 0) + int(n) for unit, n in whole.items()}
        if keys:
            versions = [q for q in programme.questionnaires if q.id == questionnaire.id]
            weighed = weigh(counts, answer_values(versions))
            frames.append(_readings(weighed, guards, programme, questionnaire.id, period, rule))
    found = pd.concat(frames, ignore_index=True) if frames else empty(SCORED)
    shown = {unit: n for unit, n in responses.items() if n >= MINIMUM}
    return Scores(shaped(_with_importance(found, importance), SCORED), shown)


def _counts(office: Office, programme: Programme, questionnaire: Questionnaire, keys: list[str], period: Period) -> pd.DataFrame:
    """Tallies as far back as the round and the period before, by the months that tell all of these apart."""
    told = () if period == ALL else (period, period_before(period), *_rounds(programme, period))
    span = Period(min(one.first for one in told), period.last) if told else ALL
    return tallies_frame(
        office.database, programme.id, questionnaire.id, span, keep=KEEP, questions=(EVERYONE, *keys), stretches=stretches(told)
    )


def _rounds(programme: Programme, period: Period) -> tuple[Period, ...]:
    months = programme.quota.months_per_round if programme.quota else DEFAULT_ROUND
    return rounds_until(period.last, months, period.first)


def _seen(rows: pd.DataFrame, period: Period, guards: Sequence[Guard]) -> pd.DataFrame:
    """Those of the period, of units that no guard hides in it."""
    within = rows if period == ALL else rows[(rows["month"] >= period.first) & (rows["month"] <= period.last)]
    hidden = [unit for unit in set(within["unit"]) if any(g.hidden_group((), (), period, {"unit": unit}) for g in guards)]
    return within[~within["unit"].isin(hidden)] if hidden else within


def _readings(
    weighed: pd.DataFrame, guards: Sequence[Guard], programme: Programme, questionnaire: str, period: Period, rule: FocalRule
) -> pd.DataFrame:
    shown = hide_small(read(_seen(weighed, period, guards), PAIR), totals=[["question"]])
    shown = shown[shown["shown"] & (shown["n"] >= MINIMUM)].reset_index(drop=True)
    known = _bounded(weighed, period)
    rows = _moved(shown, read(_seen(weighed, period_before(known), guards) if known else weighed.head(0), PAIR))
    by_question = rows.groupby("question")
    count = rows["top1"] * rows["n"]
    rows = rows.assign(
        rounds=_rounds_over(weighed, guards, _rounds(programme, known) if known else (), rule, rows),
        mean_top1=count.groupby(rows["question"]).transform("sum") / by_question["n"].transform("sum"),
        is_above=_above(rows), gap=gaps(rows),
    )
    return rows.assign(question=questionnaire + "." + rows["question"].astype(str))


def _bounded(weighed: pd.DataFrame, period: Period) -> Period | None:
    """The period, or of ALL what its months span; None where no day is known."""
    months = sorted(set(weighed["month"]) - {""})
    if period != ALL:
        return period
    return Period(months[0], months[-1]) if months else None


def _moved(rows: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """With whether each became worse or better since the period before."""
    earlier = before[[*PAIR, "n", "dissatisfied", "top1"]].rename(columns=lambda name: name if name in PAIR else f"{name}_before")
    both = rows.merge(earlier, on=PAIR, how="left").fillna({"n_before": 0})
    n, n_before = both["n"], both["n_before"]
    worse, better = (
        rises(both[f"{name}_before"] * n_before, n_before, both[name] * n, n)[0] for name in ("dissatisfied", "top1")
    )
    return rows.assign(is_worse=worse, is_better=better)


def _rounds_over(
    weighed: pd.DataFrame, guards: Sequence[Guard], rounds: Sequence[Period], rule: FocalRule, rows: pd.DataFrame
) -> list[int]:
    """For each row in how many rounds running it was surely over the line: by the lower bound, of ten answers or more."""
    over = []
    for one in rounds:
        found = read(_seen(weighed, one, guards), PAIR)
        sure = found[(found["n"] >= MINIMUM) & (found["dissatisfied_low"] > rule.line)]
        over.append(set(zip(sure["unit"], sure["question"])))
    return [rounds_running([pair in one for one in over]) for pair in zip(rows["unit"], rows["question"])]


def _above(rows: pd.DataFrame) -> np.ndarray:
    """Whether each place lies above the funnel of its question: so far that its grade there is alarm (measures.md 5)."""
    above = np.zeros(len(rows), dtype=bool)
    for places in rows.groupby("question").indices.values():
        n = rows["n"].to_numpy(dtype=float)[places]
        above[places] = z_of_shares(np.round(rows["top1"].to_numpy(dtype=float)[places] * n), n) >= Z_ALARM
    return above


def _with_importance(rows: pd.DataFrame, importance: Mapping[str, float]) -> pd.DataFrame:
    """Each question's share, and the mean of its questionnaire's; NaN where nobody worked them out."""
    shares = pd.Series(dict(importance), dtype=float)
    means = shares.groupby([key.partition(".")[0] for key in shares.index]).mean() if len(shares) else shares
    questions = rows["question"].astype(str)
    return rows.assign(
        importance=questions.map(shares).astype(float),
        mean_importance=questions.str.partition(".")[0].map(means).astype(float) if len(rows) else pd.Series(dtype=float),
    )

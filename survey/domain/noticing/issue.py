"""An issue: a topic at a place, with the evidence of four doors in one row (docs/decisions/0016)."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from survey.domain.columns import EVIDENCE, shaped
from survey.domain.judging.evaluation import FocalRule
from survey.domain.noticing.bright_spot import is_bright
from survey.domain.noticing.difficult_issue import is_difficult
from survey.domain.noticing.focal_issue import is_focal, is_over
from survey.domain.noticing.lexicon import PRAISE
from survey.domain.noticing.topic import TROUBLE, Topic

SCORES, WORDS, BOOK, REQUESTS, NOTES = "scores", "words", "book", "requests", "notes"
DOORS = (SCORES, WORDS, BOOK, REQUESTS, NOTES)
COUNTS = ("confirmed", "praised", "suggested", "book", "requests", "notes", "reopened", "overdue")
PLACE = ["unit", "topic"]


def gather(readings: pd.DataFrame, counts: pd.DataFrame, responses: Mapping[str, int], topics: Iterable[Topic]) -> pd.DataFrame:
    """One row for each unit and topic that any door speaks of; columns EVIDENCE.

    readings   one row a unit and question (named questionnaire.question), columns SCORED.
               Of a topic with several questions the one with the highest lower bound of the dissatisfied speaks:
               persons are counted once, and no two questions of one sheet add up to more certainty than there is.
    counts     one row a unit and topic, columns COUNTS, of what came through the other doors.
    responses  how many whole responses each unit has: what confirmed mentions are a share of.
    """
    of_topics = [(f"{q}.{key}", topic.id) for topic in topics for q, key in topic.questions]
    asked = pd.DataFrame(of_topics, columns=["question", "topic"]).astype(object)
    scored = readings.merge(asked, on="question").sort_values(["dissatisfied_low", "n", "question"], ascending=[False, False, True])
    worst = scored.drop_duplicates(PLACE)
    best = scored.assign(best=scored["top1_low"] - scored["mean_top1"]).sort_values("best", ascending=False).drop_duplicates(PLACE)
    best = best[[*PLACE, "question", "n", "top1", "top1_low", "top1_high", "mean_top1", "is_better", "is_above"]]
    best = best.rename(columns={"question": "best_question", "n": "best_n"})
    found = worst.drop(columns=[c for c in best.columns if c in worst.columns and c not in PLACE])
    found = found.merge(best, on=PLACE, how="outer").merge(counts, on=PLACE, how="outer")
    filled = {name: found[name].fillna(0).astype(int) for name in ("n", "best_n", "rounds", *COUNTS)}
    flags = {name: found[name].eq(True) for name in ("is_worse", "is_better", "is_above")}
    texts = {name: found[name].fillna("") for name in ("question", "best_question")}
    whole = found.assign(**filled, **flags, **texts, responses=[int(responses.get(unit, 0)) for unit in found["unit"]])
    return shaped(whole.assign(doors=doors_of(whole), worth=whole["importance"] * whole["gap"]), EVIDENCE)


def doors_of(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    """Through which doors each row came: scores where anybody is dissatisfied, words where any were confirmed or suggested."""
    spoke = {
        SCORES: rows["dissatisfied"] > 0, WORDS: rows["confirmed"] + rows["praised"] + rows["suggested"] > 0,
        BOOK: rows["book"] > 0, REQUESTS: rows["requests"] > 0, NOTES: rows["notes"] > 0,
    }
    return [tuple(door for door in DOORS if has[door]) for has in pd.DataFrame(spoke).to_dict("records")]


def gaps(scores: pd.DataFrame) -> np.ndarray:
    """How far each score lies below where the best quarter of places of its question begins, in points; 0 within it.

    `scores` has the columns question and score. Its source is our own: decision 0016 names the best quarter.
    """
    best_quarter = scores["question"].map(scores.groupby("question")["score"].quantile(0.75))
    return np.maximum(0.0, (best_quarter - scores["score"]).to_numpy(dtype=float))


def most_mentioned(counts: pd.Series, least: int, places: int = 3) -> set:
    """The keys of the highest counts, at most `places` and none below `least`; a tie at the end lets all of it in."""
    high = counts[counts >= least].sort_values(ascending=False)
    return set(high.index[high >= high.iloc[min(places, len(high)) - 1]]) if len(high) else set()


def judged(
    evidence: pd.DataFrame, topics: Iterable[Topic], rule: FocalRule, mentioned: set[str], praised: set[tuple[str, str]]
) -> pd.DataFrame:
    """The rows of EVIDENCE that are an issue or a bright spot, with the four flags; what is worth most first.

    mentioned  topics among the three most mentioned; praised: (unit, topic) whose praise is, at its place.
    A topic of praise can only be bright; one of kind `other` is never listed.
    """
    topics = list(topics)
    of_kind = {kind: evidence["topic"].isin([t.id for t in topics if t.kind == kind]) for kind in (TROUBLE, PRAISE)}
    over = is_over(evidence, rule)
    focal = is_focal(evidence, rule, mentioned) & of_kind[TROUBLE]
    difficult = is_difficult(evidence, [t.id for t in topics if t.needs_others], over | focal) & of_kind[TROUBLE]
    bright = is_bright(evidence, rule.least_answers, praised) & (of_kind[TROUBLE] | of_kind[PRAISE])
    clue = over & ~focal & of_kind[TROUBLE]
    rows = evidence.assign(is_focal=focal, is_difficult=difficult, is_bright=bright, is_clue=clue)
    order = ["is_focal", "is_difficult", "is_clue", "worth", "dissatisfied_low"]
    return rows[focal | difficult | bright | clue].sort_values(order, ascending=False, kind="stable", ignore_index=True)

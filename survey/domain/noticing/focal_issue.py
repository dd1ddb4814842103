"""Focal issues (焦点): many people, a strong pull, and certain enough (measures.md 7)."""

import pandas as pd

from survey.domain.counting.interval import wilson_interval
from survey.domain.judging.evaluation import FocalRule

FOCAL, CLUE = "focal", "clue"


def find_focal_issues(readings: pd.DataFrame, rule: FocalRule) -> pd.DataFrame:
    """The simple form, by question alone: rows of readings by unit and question that pass the rule's line, worst first, with `kind`.

    kind "focal": the lower Wilson bound of the dissatisfied share exceeds the line.
    kind "clue":  the share exceeds it, but fewer than `least_answers` answered, or the bound does not.
    Hidden rows never appear.
    """
    seen = readings[readings["shown"] & (readings["dissatisfied"] > rule.line)]
    certain = (seen["dissatisfied_low"] > rule.line) & (seen["n"] >= rule.least_answers)
    kinds = seen.assign(kind=certain.map({True: FOCAL, False: CLUE}).astype(object))
    return kinds.sort_values(["kind", "dissatisfied_low"], ascending=[False, False], ignore_index=True)


def is_over(evidence: pd.DataFrame, rule: FocalRule) -> pd.Series:
    """Whether the share of each row of EVIDENCE that is dissatisfied, or that mentions it, is over the line."""
    return (evidence["dissatisfied"] > rule.line) | (_share(evidence) > rule.line)


def is_focal(evidence: pd.DataFrame, rule: FocalRule, mentioned: set[str]) -> pd.Series:
    """Whether all three hold: enough answers, a strong pull, and certain.

    mentioned  the topics that are among the three most mentioned.
    Certain is a lower Wilson bound over the line, of the dissatisfied or of confirmed mentions among whole responses,
    or a worsening that passed Benjamini-Hochberg. A pull that nobody has worked out is none.
    """
    pulls = (evidence["importance"] > evidence["mean_importance"]) | evidence["topic"].isin(mentioned)
    by_score = (evidence["n"] >= rule.least_answers) & ((evidence["dissatisfied_low"] > rule.line) | evidence["is_worse"])
    low, _high = wilson_interval(_mentions(evidence), evidence["responses"])
    by_words = (evidence["responses"] >= rule.least_answers) & (low > rule.line)
    return pulls & (by_score | by_words)


def _mentions(evidence: pd.DataFrame) -> pd.Series:
    """Confirmed mentions, no more than there are responses: one may speak of a topic in two of its comments."""
    return evidence[["confirmed", "responses"]].min(axis=1)


def _share(evidence: pd.DataFrame) -> pd.Series:
    return _mentions(evidence) / evidence["responses"].where(evidence["responses"] > 0)

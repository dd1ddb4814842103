"""Focal issues (焦点), simple form: many people, and certain enough (measures.md 7)."""

import pandas as pd

from survey.domain.judging.evaluation import FocalRule

FOCAL, CLUE = "focal", "clue"


def find_focal_issues(readings: pd.DataFrame, rule: FocalRule) -> pd.DataFrame:
    """Rows of readings by unit and question that pass the rule's line, worst first, with `kind`.

    kind "focal": the lower Wilson bound of the dissatisfied share exceeds the line.
    kind "clue":  the share exceeds it, but fewer than `least_answers` answered, or the bound does not.
    Hidden rows never appear.
    """
    seen = readings[readings["shown"] & (readings["dissatisfied"] > rule.line)]
    certain = (seen["dissatisfied_low"] > rule.line) & (seen["n"] >= rule.least_answers)
    kinds = seen.assign(kind=certain.map({True: FOCAL, False: CLUE}).astype(object))
    return kinds.sort_values(["kind", "dissatisfied_low"], ascending=[False, False], ignore_index=True)

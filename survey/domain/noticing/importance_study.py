"""A study of importance: shares, quadrants, penalties and rewards of one set of responses."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from survey.domain.columns import IMPORTANCE, PENALTIES
from survey.domain.counting.interval import mean_interval
from survey.domain.noticing.lmg_importance import lmg_importance
from survey.domain.noticing.penalty_reward import penalty_reward
from survey.domain.noticing.quadrants import quadrants
from survey.domain.noticing.study import Progress, Study, kept_rows, table_of, unseen

SURE = 0.05  # default: above this p nothing is said to pull


@dataclass(frozen=True)
class ImportanceStudy:
    """What pulls the overall question.

    table      columns IMPORTANCE, one row a question; penalties: columns PENALTIES.
    n          responses that answer all of them; responses: all that there were; left_out: questions too few answered.
    r_squared, r_squared_low, r_squared_high  how much of the overall question's variance they explain.
    is_tied    whether they explain anything at all (F test); where not, every question is borderline.
    made_at    when; newer: how many responses there are now beyond those studied, below 0 where some were taken back.
    """

    table: pd.DataFrame
    penalties: pd.DataFrame
    n: int
    responses: int
    left_out: tuple[str, ...]
    r_squared: float
    r_squared_low: float
    r_squared_high: float
    is_tied: bool
    made_at: datetime
    newer: int


def find_importance(items: pd.DataFrame, overall: pd.Series, progress: Progress = unseen) -> dict:
    """What a Study keeps, of items and overall in points 0-100; refused as in `lmg_importance`."""
    found = lmg_importance(items, overall, progress=progress)
    is_tied = found.p_value < SURE
    table = quadrants(item_scores(items).merge(found.shares, on="question"))
    return {
        "table": kept_rows(table.assign(is_borderline=table["is_borderline"] | (not is_tied))),
        "penalties": kept_rows(penalty_reward(items, overall)),
        "n": found.n, "r_squared": found.r_squared, "r_squared_low": found.r_squared_low,
        "r_squared_high": found.r_squared_high, "is_tied": is_tied,
    }


def item_scores(items: pd.DataFrame) -> pd.DataFrame:
    """Each item's score 0-100 with its interval, over all who answered it: question, n, score, score_low, score_high."""
    n = items.notna().sum().to_numpy()
    low, high = mean_interval(n, items.sum().to_numpy(), (items**2).sum().to_numpy())
    return pd.DataFrame(
        {"question": list(items.columns), "n": n, "score": items.mean().to_numpy(), "score_low": low, "score_high": high}
    )


def importance_of(made: Study, newer: int) -> ImportanceStudy:
    """The study as it is read."""
    found = dict(made.found)
    table, penalties = table_of(found.pop("table"), IMPORTANCE), table_of(found.pop("penalties"), PENALTIES)
    left_out = tuple(found.pop("left_out"))
    return ImportanceStudy(
        table, penalties, responses=made.responses, left_out=left_out, made_at=made.made_at, newer=newer, **found
    )

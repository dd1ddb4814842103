"""A study of reliability: whether the questions of one set of responses measure one thing."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from survey.domain.columns import ITEMS
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.judging.cronbach import Alpha, cronbach_alpha, item_statistics
from survey.domain.noticing.study import NotStudied, Progress, Study, kept_rows, plain, table_of, unseen
from survey.locale import _


@dataclass(frozen=True)
class ReliabilityStudy:
    """Of the rated questions without the overall one and other outcomes; `table` has columns ITEMS, in points 0-100. The rest as in ImportanceStudy."""

    table: pd.DataFrame
    alpha: Alpha
    responses: int
    left_out: tuple[str, ...]
    made_at: datetime
    newer: int


def find_reliability(
    items: pd.DataFrame, _overall: object = None, _progress: Progress = unseen,
    low: float = 0, high: float = 100,
) -> dict:
    """What a Study keeps, of items on a scale from low to high; NotStudied under two items or ten whole rows."""
    if len(items.dropna()) < MINIMUM:
        raise NotStudied(_("信度"), _("每题都答了的不足 {minimum} 份。").format(minimum=MINIMUM), _("请放宽时间或单位，或少选几道题。"))
    alpha = cronbach_alpha(items)
    return {"table": kept_rows(item_statistics(items, low, high)), "alpha": [plain(value) for value in vars(alpha).values()]}


def reliability_of(made: Study, newer: int) -> ReliabilityStudy:
    """The study as it is read."""
    alpha = Alpha(*(float("nan") if value is None else value for value in made.found["alpha"]))
    table = table_of(made.found["table"], ITEMS)
    return ReliabilityStudy(table, alpha, made.responses, tuple(made.found["left_out"]), made.made_at, newer)

"""A study: what takes whole responses to find out, kept until there are others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from survey.domain.columns import shaped
from survey.domain.errors import SurveyError

IMPORTANCE, RELIABILITY = "importance", "reliability"

Progress = Callable[[int, int], None]


def unseen(_done: int, _total: int) -> None:
    """The progress that nobody looks at."""


class NotStudied(SurveyError):
    """The responses are too few, or say too little, for what was asked of them."""


@dataclass(frozen=True)
class Study:
    """What was found, of how many responses, and when.

    period  YYYY-MM..YYYY-MM, or "all"; name: what was studied, and of which part of the responses.
    found   plain values only: numbers, texts, None, lists and dicts of them.
    """

    programme: str
    questionnaire: str
    period: str
    name: str
    responses: int
    made_at: datetime
    found: Mapping[str, object]


def kept_rows(table: pd.DataFrame) -> list[dict]:
    """A table as plain rows."""
    return [{name: plain(value) for name, value in row.items()} for row in table.to_dict("records")]


def plain(value: object) -> object:
    """The value as JSON knows it, which has neither NaN nor numpy's numbers."""
    value = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(value, float) and np.isnan(value) else value


def table_of(rows: object, columns: tuple[str, ...]) -> pd.DataFrame:
    """Plain rows as a table again; a number that is None is NaN."""
    frame = shaped(pd.DataFrame(rows), columns)
    return frame.assign(**{name: frame[name].astype(float) for name in columns if frame[name].isna().any()})

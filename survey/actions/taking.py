"""Taking figures out of the house: the rows behind one chart or table, as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import pandas as pd

from survey.actions.office import Office
from survey.domain.counting.small_numbers import MINIMUM
from survey.locale import _
from survey.store.log import record
from survey.workbook.figure_table import write_figure_table

TAKING = "take_figures"
SHOWN = "shown"


@dataclass(frozen=True)
class About:
    """What a table is of, in the reader's words: whoever doubts a figure finds it beside it; "" is left out."""

    period: str
    of: str = ""  # whose figures: questionnaire, units, modes
    n: str = ""
    definition: str = ""
    interval: str = ""


def take_table(office: Office, title: str, about: About, frame: pd.DataFrame, now: datetime) -> bytes:
    """The .xlsx of a frame whose columns are in words, with what it is of above; it stands in the log.

    The frame comes with small numbers hidden. Of a column `shown` nothing is written; where it is False, no number of
    its row is. NotAllowed for whoever may not take figures away.
    """
    office.leave(TAKING)
    book = BytesIO()
    write_figure_table(title, _lines(office, about, now), without_hidden(frame), book)
    told = {"title": title, "period": about.period, "rows": len(frame)}
    record(office.database, office.entry(TAKING, now, title, after=told))
    return book.getvalue()


def without_hidden(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without `shown`; numbers of rows that are not shown are missing."""
    if SHOWN not in frame:
        return frame
    shown, rest = frame[SHOWN].astype(bool), frame.drop(columns=SHOWN)
    numbers = {name: column.where(shown) for name, column in rest.items() if pd.api.types.is_numeric_dtype(column)}
    return rest.assign(**numbers)


def _lines(office: Office, about: About, now: datetime) -> Sequence[tuple[str, str]]:
    lines = [
        (_("时间"), about.period), (_("范围"), about.of), (_("人数或件数"), about.n), (_("怎么算"), about.definition),
        (_("区间"), about.interval), (_("不显示的"), _("“—”：不足 {minimum}，或一减就能算出不足 {minimum} 的；没有的也是“—”。").format(minimum=MINIMUM)),
        (_("生成"), f"{now.astimezone(office.zone):%Y-%m-%d %H:%M} · {office.actor.name}"),
    ]  # fmt: skip
    return [(name, text) for name, text in lines if text]

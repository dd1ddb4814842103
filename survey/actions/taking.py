"""Taking figures and lists out of the house: the rows behind one chart or table, as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

import pandas as pd

from survey.actions.due import programmes_in_sight
from survey.actions.ledger import EXPORTING
from survey.actions.office import Office
from survey.domain.counting.small_numbers import MINIMUM
from survey.locale import _
from survey.store.cases import cases_frame
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
    says: str = ""  # what the figure says, in a sentence


def take_table(office: Office, title: str, about: About, frame: pd.DataFrame, now: datetime, besides: str = "") -> bytes:
    """The .xlsx of a frame whose columns are in words, with what it is of above; it stands in the log.

    The frame comes with small numbers hidden. Of a column `shown` nothing is written; where it is False, no number of
    its row is. NotAllowed for whoever may not take figures away, or not do `besides`, by which the page itself is seen.
    """
    office.leave(TAKING)
    if besides:
        office.leave(besides)
    return _written(office, title, about, without_hidden(frame), now, TAKING)


def take_cases(office: Office, title: str, about: About, frame: pd.DataFrame, now: datetime) -> bytes:
    """The same of single cases: rows of those alone that the actor may take out in a register; NotAllowed for none.

    `programme` and `id` say which case a row is, and are not written; `n` of `about` is how many are.
    """
    office.leave(EXPORTING)
    among = set(frame["programme"])
    allowed = {
        (programme.id, id) for programme, sight in programmes_in_sight(office, EXPORTING) if programme.id in among
        for id in cases_frame(office.database, programme.id, sight=sight)["id"]
    }
    is_allowed = [case in allowed for case in zip(frame["programme"], frame["id"], strict=True)]
    rows = frame[is_allowed].drop(columns=["programme", "id"])
    return _written(office, title, replace(about, n=_("{count} 件").format(count=len(rows))), rows, now, EXPORTING)


def _written(office: Office, title: str, about: About, frame: pd.DataFrame, now: datetime, action: str) -> bytes:
    book = BytesIO()
    write_figure_table(title, _lines(office, about, now), frame, book)
    told = {"title": title, "period": about.period, "rows": len(frame)}
    record(office.database, office.entry(action, now, title, after=told))
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
        (_("区间"), about.interval), (_("结论"), about.says),
        (_("不显示的"), _("“—”：不足 {minimum}，或一减就能算出不足 {minimum} 的；没有的也是“—”。").format(minimum=MINIMUM)),
        (_("生成"), f"{now.astimezone(office.zone):%Y-%m-%d %H:%M} · {office.actor.name}"),
    ]  # fmt: skip
    return [(name, text) for name, text in lines if text]

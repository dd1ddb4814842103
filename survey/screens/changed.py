"""What changed since another period: chosen, read once for all who look, and put into words."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from survey.actions.comparing import Changes, read_changes
from survey.actions.office import Office
from survey.actions.selecting import Selection, responses_in
from survey.charts.measure import Measure
from survey.charts.verdict import change_of
from survey.domain.counting.period import ALL, Period, part_of_last_year, period_before
from survey.domain.noticing.verdict import BETTER, SAME, WORSE
from survey.locale import _
from survey.screens.choosing import choose_side
from survey.screens.figures import View

COLOURS = {BETTER: "green", WORSE: "red"}


def choose_against(period: Period) -> Period | None:
    """The period before, or the same months of last year where these differ; None where nothing came before."""
    if period == ALL:
        return None
    before, last_year = period_before(period), part_of_last_year(period)
    if before == last_year:
        return before
    names = {"before": _("上期（{period}）").format(period=before), "last_year": _("去年同期（{period}）").format(period=last_year)}
    chosen = choose_side(_("对比"), list(names), lambda id: names[id], key="against", label_visibility="collapsed")
    return before if chosen == "before" else last_year


def changes_since(view: View, against: Period | None) -> Changes | None:
    """None where there is nothing to compare with: a first year has none before, and five cards need not say so."""
    if against is None or responses_in(view.office, replace(view.selection, period=against)) == 0:
        return None
    return _read(view.office, view.office.database.name, view.selection, view.found.responses, against)


# Shared like the readings themselves (see dashboard.py).
@st.cache_resource(ttl=60, max_entries=200, show_spinner=False)
def _read(_office: Office, database: str, selection: Selection, responses: int, against: Period) -> Changes:
    return read_changes(_office, selection, against)


def change_note(changed: Changes, measured: Measure) -> str:
    """Since when, by how much, and the verdict, as Markdown: noise is grey."""
    row = changed.headline.set_index("figure").reindex([measured.column]).iloc[0]
    since = _("比 {period}").format(period=changed.against)
    if row["verdict"] in (BETTER, WORSE, SAME):
        since += _("：{difference}（{low} 至 {high}）").format(**difference_texts(row, measured))
    return f":{COLOURS.get(row['verdict'], 'gray')}[{since} {change_of(row['verdict'])}]"


def difference_texts(row: pd.Series, measured: Measure) -> dict[str, str]:
    """The difference and the ends of its interval with their signs; of rates in percentage points."""
    unit = _(" 个百分点") if measured.unit else ""
    texts = {name: signed(row[name] * measured.factor) for name in ("difference", "low", "high")}
    return texts | {"difference": texts["difference"] + unit}


def signed(value: float) -> str:
    """To one decimal, with its sign; what rounds to nothing has none."""
    text = f"{value:+.1f}".replace("-", "−")
    return "0.0" if text[1:] == "0.0" else text

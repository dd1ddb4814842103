"""What changed since another period: chosen, read once for all who look, and put into words."""

from dataclasses import replace

import pandas as pd

from survey.actions.comparing import Changes, read_changes
from survey.actions.selecting import responses_in
from survey.charts.measure import Measure
from survey.charts.verdict import change_of
from survey.domain.counting.period import ALL, Period, part_of_last_year, period_before
from survey.domain.noticing.verdict import BETTER, SAME, WORSE
from survey.locale import _
from survey.screens.choosing import choose_side
from survey.screens.figures import View, once

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


def changes_since(view: View, against: Period | None, figures: tuple[str, ...] = ()) -> Changes | None:
    """Of the headline; with figures, of every question and unit too. None where there is nothing to compare with: a
    first year has none before, and five cards need not say so.
    """
    if against is None or responses_in(view.office, replace(view.selection, period=against)) == 0:
        return None
    name = f"changes {against} {figures}"
    return once(view, name, lambda: read_changes(view.office, view.selection, against, figures))


def change_note(changed: Changes, measured: Measure) -> str:
    """Since when, by how much, and the verdict, as Markdown: noise is grey."""
    row = changed.headline.set_index("figure").reindex([measured.column]).iloc[0]
    since = _("比 {period}").format(period=changed.against)
    if row["verdict"] in (BETTER, WORSE, SAME):
        since += _("：{difference}（{low} 至 {high}）").format(**difference_texts(row, measured))
    return f":{COLOURS.get(row['verdict'], 'gray')}[{since} {change_of(row['verdict'])}]"


def change_in_words(what: str, row: pd.Series, measured: Measure) -> str:
    """A row of CHANGES in one line: both figures, the difference with its interval, both n, and the verdict."""
    told = _("{what}：{before} → {now}，{difference}（95% 区间 {low} 至 {high}），n = {n_before} → {n}，{verdict}")
    return told.format(
        what=what, n_before=int(row["n_before"]), n=int(row["n"]), verdict=change_of(row["verdict"]),
        before=measured.text(row["before"] * measured.factor), now=measured.text(row["now"] * measured.factor),
        **difference_texts(row, measured),
    )


def difference_texts(row: pd.Series, measured: Measure) -> dict[str, str]:
    """The difference and the ends of its interval with their signs; of rates in percentage points.

    With one decimal more where an end is not nought and would look so: a clear difference leaves nought out.
    """
    unit = _(" 个百分点") if measured.unit else ""
    points = {name: row[name] * measured.factor for name in ("difference", "low", "high")}
    digits = 2 if any(0 < abs(points[end]) < 0.05 for end in ("low", "high")) else 1
    texts = {name: signed(value, digits) for name, value in points.items()}
    return texts | {"difference": texts["difference"] + unit}


def signed(value: float, digits: int = 1) -> str:
    """With its sign; what rounds to nothing has none."""
    text = f"{value:+.{digits}f}".replace("-", "−")
    return text[1:] if float(text[1:]) == 0 else text

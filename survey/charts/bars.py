"""Counts by month: the entries of a book, stacked by state or by topic."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.label import hidden_note, legend_room, with_notes, wrap
from survey.charts.measure import is_hidden
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.theme import SMALL, Theme, figure_of
from survey.charts.trend import month_ticks
from survey.locale import _

PLOT_HEIGHT = 240
BOTTOM = 64


def draw_bars(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """Rows of `month` ('YYYY-MM'), `label` and `count` as a bar a month; a month without a row is 0.

    The six kinds with the most entries have a colour of their own, the others share one.
    """
    hidden = is_hidden(frame) | frame["count"].isna()
    table = _table(frame[~hidden], theme)
    if table.empty or not table.to_numpy().sum():
        return draw_nothing(why_nothing(frame), theme)
    is_one = table.shape[1] == 1
    top = 24 if is_one else 24 + legend_room(list(table.columns))
    totals = table.sum(axis=1)
    traces = [*_bars(table, theme), *([] if hidden.any() else [_totals(totals, theme)])]
    layout = {
        "height": top + PLOT_HEIGHT + BOTTOM,
        "margin": {"l": 48, "t": top, "b": BOTTOM},
        "barmode": "stack",
        "bargap": 0.35,
        "showlegend": not is_one,
        "xaxis": {"title": {"text": _("月份")}, "showgrid": False, **month_ticks(list(table.index))},
        "yaxis": {"title": {"text": _("件数（件）")}, "range": [0, totals.max() * 1.12], **_whole_ticks(totals.max())},
    }
    return figure_of(traces, theme, **with_notes(layout, theme, hidden_note(int(hidden.sum()))))


def _table(frame: pd.DataFrame, theme: Theme) -> pd.DataFrame:
    """Months down, without a hole; kinds across in the order they come, the lesser ones summed at the end."""
    if frame.empty:
        return pd.DataFrame()
    table = frame.pivot_table(index="month", columns="label", values="count", aggfunc="sum", fill_value=0, sort=False)
    months = pd.period_range(min(table.index), max(table.index), freq="M").astype(str)
    table = table.reindex(months, fill_value=0)
    if table.shape[1] <= len(theme.series):
        return table
    own = table.sum().nlargest(len(theme.series)).index
    lesser = [label for label in table.columns if label not in own]
    others = _("其余 {count} 类").format(count=len(lesser))
    return table.drop(columns=lesser).assign(**{others: table[lesser].sum(axis=1)})


def _bars(table: pd.DataFrame, theme: Theme) -> list[go.Bar]:
    colours = [*theme.series, theme.rest]
    return [
        go.Bar(
            name=wrap(label, 40),
            x=list(table.index),
            y=list(table[label]),
            marker={"color": colour, "line": {"color": theme.surface, "width": 1}},
            hovertext=[
                f"<b>{month}</b><br>{wrap(label, 40)}: " + _("{count} 件").format(count=f"{count:,.0f}")
                for month, count in table[label].items()
            ],
            hoverinfo="text",
        )
        for label, colour in zip(table.columns, colours, strict=False)
    ]


def _totals(totals: pd.Series, theme: Theme) -> go.Scatter:
    """Each month's sum over its bar."""
    return go.Scatter(
        x=list(totals.index),
        y=list(totals),
        mode="text",
        text=[f"{total:,.0f}" if total else "" for total in totals],
        textposition="top center",
        textfont={"size": SMALL, "color": theme.muted},
        hoverinfo="skip",
        showlegend=False,
    )


def _whole_ticks(highest: float) -> dict:
    """Whole numbers only: half a case is none."""
    return {"tick0": 0, "dtick": 1} if highest <= 6 else {"nticks": 6, "tickformat": ",d"}

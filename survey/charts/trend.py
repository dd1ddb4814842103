"""The trend: one figure month by month, with its interval as a band."""

from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go

from survey.charts.label import tentative_note, with_notes
from survey.charts.measure import Measure, axis_title, hover_text, measure, numbers, part_of_scale
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.theme import Theme, figure_of
from survey.locale import _

HEIGHT, BOTTOM = 330, 64


def draw_trend(frame: pd.DataFrame, theme: Theme, column: str = "score") -> go.Figure:
    """Readings with a `month` ('YYYY-MM', each once) as a line with its band.

    A hidden month, and a month without answers between two others, leaves a gap: neither 0 nor a guess.
    Points of 10 to 29 answers are hollow.
    """
    measured = measure(column)
    months = every_month(numbers(frame, measured))
    known = months[months["value"].notna()]
    if known.empty:
        return draw_nothing(why_nothing(frame), theme)
    part = part_of_scale(known)
    layout = {
        "height": HEIGHT,
        "margin": {"l": 56, "b": BOTTOM},
        "hoverdistance": 40,
        "xaxis": {"title": {"text": _("月份")}, "showgrid": False, **month_ticks(list(months["month"]))},
        "yaxis": {"title": {"text": axis_title(measured, part)}, "range": part, "ticksuffix": measured.unit},
    }
    notes = _notes(known, len(known) < len(months))
    traces = [_band(months, theme), _line(months, known, measured, theme)]
    return figure_of(traces, theme, **with_notes(layout, theme, notes))


def every_month(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows from the first month to the last, with empty rows for months that are absent."""
    if frame.empty:
        return frame
    whole = pd.period_range(frame["month"].min(), frame["month"].max(), freq="M").astype(str)
    return frame.set_index("month").reindex(whole).rename_axis("month").reset_index()


def month_ticks(months: list[str]) -> dict:
    """A date axis with one tick a month, a quarter or a year, the year under its first month."""
    step = 1 if len(months) <= 13 else 3 if len(months) <= 39 else 12
    marked = [month for month in months if (int(month[5:]) - 1) % step == 0] or months[:1]
    texts, year = [], ""
    for month in marked:
        name = str(int(month[5:]))
        texts.append(name if month[:4] == year else f"{name}<br>{month[:4]}")
        year = month[:4]
    ends = [pd.Timestamp(months[0]) - pd.Timedelta(days=16), pd.Timestamp(months[-1]) + pd.Timedelta(days=16)]
    return {
        "type": "date",
        "tickvals": marked,
        "ticktext": texts,
        "tickangle": 0,
        "range": [end.strftime("%Y-%m-%d") for end in ends],
    }


def _line(months: pd.DataFrame, known: pd.DataFrame, measured: Measure, theme: Theme) -> go.Scatter:
    texts = {row.month: hover_text(row.month, measured, row) for row in known.itertuples()}
    hollow = months["is_tentative"].eq(True)
    return go.Scatter(
        x=list(months["month"]),
        y=[None if pd.isna(value) else value for value in months["value"]],
        mode="lines+markers",
        connectgaps=False,
        line={"color": theme.main, "width": 2},
        marker={
            "size": 9,
            "color": [theme.surface if is_hollow else theme.main for is_hollow in hollow],
            "line": {"color": theme.main, "width": 2},
        },
        hovertext=[texts.get(month, "") for month in months["month"]],
        hoverinfo="text",
    )


def _band(months: pd.DataFrame, theme: Theme) -> go.Scatter:
    """The interval, one closed shape for each unbroken run: a fill between two lines would bridge the gaps."""
    x, y = [], []
    for run in _runs(months):
        days = list(run["month"] + "-01")
        if len(run) == 1:
            middle = pd.Timestamp(days[0])
            days = [(middle + pd.Timedelta(days=shift)).strftime("%Y-%m-%d") for shift in (-5, 5)]
            run = pd.concat([run, run])
        x += [*days, *days[::-1], None]
        y += [*run["high"], *run["low"][::-1], None]
    return go.Scatter(
        x=x, y=y, mode="lines", fill="toself", fillcolor=theme.band, line={"width": 0}, hoverinfo="skip"
    )


def _runs(months: pd.DataFrame) -> Iterator[pd.DataFrame]:
    gap = months["low"].isna()
    for _number, run in months[~gap].groupby(gap.cumsum()[~gap]):
        yield run


def _notes(known: pd.DataFrame, has_gaps: bool) -> list[str]:
    notes = [_("色带：95% 区间。"), *tentative_note(bool(known["is_tentative"].any()))]
    if has_gaps:
        notes.append(_("断开处：该月没有答卷，或因份数少不显示。"))
    return notes

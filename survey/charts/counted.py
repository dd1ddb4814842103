"""Numbers against what is usual: entries a month, and days between rare ones."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.control import BOTTOM, HEIGHT
from survey.charts.label import with_notes
from survey.charts.marks import drawn_marks, event_marks
from survey.charts.measure import Measure
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.phases import control_traces, rule_in_words
from survey.charts.theme import Theme, figure_of
from survey.charts.trend import month_ticks, months_of
from survey.charts.verdict import is_real, markers
from survey.locale import _

AIR = 1.12
LABELS = 3  # days beneath the axis, that a telephone holds
FAR = 2  # a limit beyond so many times the largest value would press all points to the ground


def draw_count_chart(frame: pd.DataFrame, theme: Theme, events: pd.DataFrame | None = None) -> go.Figure:
    """Rows of CONTROL by month, `side` more or fewer, with EVENTS_MARKED upon them.

    More and fewer have one colour: neither is good or bad by itself.
    """
    rows = _judged(frame)
    if rows.empty:
        return draw_nothing(why_nothing(frame), theme)
    months, counted = months_of(rows), Measure("count", _("登记"), _(" 件"), 1.0, "n")
    room, lines, words = drawn_marks(event_marks(events, months), months, theme)
    layout = {
        "height": HEIGHT + room,
        "margin": {"l": 56, "t": 16 + room, "b": BOTTOM},
        "hoverdistance": 40,
        "xaxis": {"title": {"text": _("月份")}, "showgrid": False, **month_ticks(months)},
        "yaxis": {"title": {"text": _("件数（件）")}, **_from_nothing(rows)},
        "shapes": lines,
        "annotations": words,
    }
    return figure_of(control_traces(rows, rows, counted, theme, hover=_hover), theme, **with_notes(layout, theme, _notes(rows, counted.unit)))


def draw_gaps(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """Rows of CONTROL, each a gap in days at the day (`month`) of the entry that ends it, in the order they came.

    Gaps stand side by side, however long: the axis counts them, and names the days of some.
    """
    rows = _judged(frame)
    if rows.empty:
        return draw_nothing(_("不足两件，没有间隔。"), theme)
    places, counted = list(range(len(rows))), Measure("days", _("相隔"), _(" 天"), 1.0, "n")
    marked = places[:: max(1, -(-len(rows) // LABELS))]
    layout = {
        "height": HEIGHT,
        "margin": {"l": 56, "t": 16, "b": BOTTOM},
        "hoverdistance": 40,
        "xaxis": {
            "title": {"text": _("依次每一件（登记日期）")}, "showgrid": False, "range": [-0.6, len(rows) - 0.4], "tickvals": marked,
            "ticktext": [rows["month"].iloc[place] for place in marked], "tickangle": 0,
        },
        "yaxis": {"title": {"text": _("与前一件相隔（天）")}, **_from_nothing(rows)},
    }  # fmt: skip
    points = go.Scatter(
        x=places, y=list(rows["value"]), mode="lines+markers", line={"color": theme.noise, "width": 1.5},
        marker=markers(list(rows["verdict"]), [False] * len(rows), theme, 7),
        hovertext=[_hover(row, counted, "") for row in rows.itertuples()], hoverinfo="text", cliponaxis=False, showlegend=False,
    )  # fmt: skip
    return figure_of([*_levels(rows, theme), points], theme, **with_notes(layout, theme, _notes(rows, counted.unit)))


def _judged(frame: pd.DataFrame) -> pd.DataFrame:
    """With `verdict`, the side of a broken rule, else same; a single number is never hollow."""
    rows = frame[frame["shown"].astype(bool)].reset_index(drop=True)
    return rows.assign(verdict=rows["side"].where(rows["rule"].ne(""), "same"), is_tentative=False)


def _from_nothing(rows: pd.DataFrame) -> dict:
    """An axis from 0 that holds every point, and its limits unless they lie far beyond."""
    return {"range": [0, _top(rows) * AIR], "nticks": 6}


def _top(rows: pd.DataFrame) -> float:
    most = max(1, rows["value"].max())
    return max(most, min(rows["high"].max(), FAR * most)) if rows["high"].notna().any() else most


def _levels(rows: pd.DataFrame, theme: Theme) -> list[go.Scatter]:
    """Limits and middle of each phase, across its gaps; dashed where they are provisional."""
    found = []
    for _phase, phase in rows.groupby("phase", sort=False):
        dash = "dash" if phase["is_provisional"].any() else "solid"
        ends = [phase.index[0] - 0.5, phase.index[-1] + 0.5]
        looks = {"low": (theme.muted, 1.2, dash), "high": (theme.muted, 1.2, dash), "middle": (theme.noise, 1, "solid")}
        found += [
            go.Scatter(
                x=ends, y=[None if pd.isna(phase[name].iloc[0]) else float(phase[name].iloc[0])] * 2, mode="lines",
                line={"color": colour, "width": width, "dash": dashes}, hoverinfo="skip", showlegend=False,
            )
            for name, (colour, width, dashes) in looks.items()
        ]  # fmt: skip
    return found


def _hover(row, counted: Measure, rule: str | None = None) -> str:
    """What was counted, what is usual, and why it is marked; `rule` instead of the row's own, whose words speak of months."""
    lines = [f"<b>{row.month}</b>", f"{counted.name} {row.value:.0f}{counted.unit}"]
    if not pd.isna(row.low):
        usual = _("暂定的正常波动 {interval}") if row.is_provisional else _("正常波动 {interval}")
        lines.append(usual.format(interval=f"{row.low:.0f}–{row.high:.0f}{counted.unit}"))
    if is_real(row.verdict):
        lines.append(rule_in_words(row.rule if rule is None else rule))
    return "<br>".join(lines)


def _notes(rows: pd.DataFrame, unit: str) -> list[str]:
    notes, sides = [_("灰色：在正常波动之内（细线之间），不必解读。")], set(rows["verdict"])
    if sides & {"more", "fewer"}:
        notes.append(_("▲ 比以往多；▼ 比以往少：不像偶然，也不就是好坏。"))
    if sides & {"better", "worse"}:
        notes.append(_("▲ 隔得久，好；▼ 来得密，差：不像偶然。"))
    if rows["high"].max() > _top(rows):
        notes.append(_("上限 {high:.0f}{unit}，在图的上边之外。").format(high=rows["high"].max(), unit=unit))
    if rows["is_provisional"].astype(bool).any():
        notes.append(_("虚线：不足 12 个点，界限是暂定的。"))
    return notes

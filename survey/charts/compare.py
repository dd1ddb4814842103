"""The comparison: units, persons, modes or areas as dots with their intervals; no order where none is real."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.label import hidden_note, interval_note, pixels, tentative_note, with_notes, wrap
from survey.charts.measure import Measure, axis_title, hover_text, is_hidden, measure, numbers, part_of_scale
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.pressed import pressed
from survey.charts.theme import SMALL, Theme, figure_of
from survey.charts.verdict import ORDER, heading_of, markers, same_note
from survey.locale import _

LABEL_COLUMNS, LABEL_LINES = 20, 2
ROW_HEIGHT, TALL_ROW_HEIGHT = 28, 36
TOP, BOTTOM = 34, 52


def draw_comparison(frame: pd.DataFrame, theme: Theme, column: str = "score", whole: float | None = None) -> go.Figure:
    """Readings with a `label` as dots on one scale, the highest on top; the height grows with the rows.

    `whole` is the same figure over everybody, in the reading's own unit (a share from 0 to 1 for a rate):
    a line to compare with. With a `verdict`, rows stand in groups under its words, better on top, and within
    a group in the order of their names: nothing looks like a rank. Without, all dots have one colour.
    """
    measured = measure(column)
    rows = readable(frame, measured)
    if rows.empty:
        return draw_nothing(why_nothing(frame), theme)
    whole = measured.of_whole(whole)
    part = part_of_scale(rows, whole)
    rows, places, headings = _in_groups(rows)
    labels = [wrap(label, LABEL_COLUMNS, LABEL_LINES) for label in rows["label"]]
    row_height = TALL_ROW_HEIGHT if any("<br>" in label for label in labels) else ROW_HEIGHT
    beside = [f"{measured.text(row.value)} · {row.n:,}" for row in rows.itertuples()]
    header = f"{measured.name} · n"
    traces = [dots(rows, places, measured, theme), side_text(beside, places, part, theme)]
    lines = len(rows) + len(headings)
    layout = {
        "height": TOP + BOTTOM + row_height * lines,
        "margin": {"l": 24 + pixels(labels), "r": side_room([header, *beside]), "t": TOP, "b": BOTTOM},
        "xaxis": {"title": {"text": axis_title(measured, part)}, "range": part},
        "yaxis": {"range": [lines - 0.5, -0.5], **label_ticks(labels, theme), "tickvals": places, "ticklabelstandoff": 6},
        "shapes": whole_line(whole, theme),
        "annotations": [
            *whole_label(whole, part, measured, theme),
            *_group_headings(headings, 16 + pixels(labels), theme),
            side_header(header, theme),
        ],
    }
    return figure_of(traces, theme, **with_notes(layout, theme, notes(frame, rows)))


def _in_groups(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[int], dict[int, str]]:
    """The rows as they stand, their places from the top, and the places of the groups' headings."""
    if "verdict" not in rows:
        return rows, list(range(len(rows))), {}
    groups = rows["verdict"].where(rows["verdict"].isin(ORDER), "same").map(ORDER.index)
    rows = rows.assign(group=groups).sort_values(["group", "label"], kind="stable")
    is_first = ~rows["group"].duplicated()
    places = [row + headings for row, headings in enumerate(is_first.cumsum())]
    firsts = [(place, group) for place, group, first in zip(places, rows["group"], is_first, strict=True) if first]
    return rows, places, {place - 1: heading_of(ORDER[group]) for place, group in firsts}


def _group_headings(headings: dict[int, str], left: int, theme: Theme) -> list[dict]:
    """The words over each group, from the left edge of the figure."""
    return [
        {
            "text": text, "x": 0, "xref": "paper", "xanchor": "left", "xshift": -left, "y": place, "yanchor": "middle",
            "showarrow": False, "font": {"size": SMALL, "color": theme.muted}, "bgcolor": theme.surface,
        }
        for place, text in headings.items()
    ]  # fmt: skip


def readable(frame: pd.DataFrame, measured: Measure) -> pd.DataFrame:
    """The rows that have this figure and may be seen, the highest first."""
    drawn = numbers(frame, measured)
    return drawn[drawn["value"].notna()].sort_values("value", ascending=False, kind="stable")


def dots(rows: pd.DataFrame, places: list, measured: Measure, theme: Theme) -> go.Scatter:
    """One dot a row at its value, hollow under 30 answers, with its interval; with a verdict, in its look."""
    marker = {
        "size": 10,
        "color": [theme.surface if hollow else theme.main for hollow in rows["is_tentative"]],
        "line": {"color": theme.main, "width": 2},
    }
    if "verdict" in rows:
        marker = markers(list(rows["verdict"]), list(rows["is_tentative"]), theme)
    return go.Scatter(
        x=list(rows["value"]),
        y=places,
        mode="markers",
        marker=marker,
        error_x={
            "type": "data",
            "array": list(rows["high"] - rows["value"]),
            "arrayminus": list(rows["value"] - rows["low"]),
            "color": theme.noise if "verdict" in rows else theme.main,
            "thickness": 1.5,
            "width": 0,
        },
        cliponaxis=False,
        **pressed(rows),
        hovertext=[_hover(row, measured) for row in rows.itertuples()],
        hoverinfo="text",
    )


def _hover(row, measured: Measure) -> str:
    text = hover_text(wrap(row.label, 40), measured, row)
    return f"{text}<br>{heading_of(row.verdict)}" if hasattr(row, "verdict") else text


def side_text(texts: list[str], places: list, part: tuple[int, int], theme: Theme) -> go.Scatter:
    """The figures themselves in a column on the right."""
    return go.Scatter(
        x=[part[1]] * len(texts),
        y=places,
        mode="text",
        text=[f"  {text}" for text in texts],
        textposition="middle right",
        textfont={"size": SMALL, "color": theme.ink},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def side_header(text: str, theme: Theme) -> dict:
    return _above(1, "paper", "left", f"  {text}", theme.muted)


def side_room(texts: list[str]) -> int:
    """Pixels to the right of the plot for its column of figures."""
    return 18 + pixels(texts)


def label_ticks(labels: list[str], theme: Theme) -> dict:
    """One tick a label, in the order they come."""
    return {"tickvals": list(range(len(labels))), "ticktext": labels, "tickfont": {"color": theme.ink}}


def whole_line(whole: float | None, theme: Theme) -> list[dict]:
    if whole is None:
        return []
    ends = {"x0": whole, "x1": whole, "y0": 0, "y1": 1, "yref": "paper"}
    return [{"type": "line", **ends, "line": {"color": theme.accent, "width": 1.5, "dash": "dot"}, "layer": "below"}]


def whole_label(whole: float | None, part: tuple[int, int], measured: Measure, theme: Theme) -> list[dict]:
    """The words over the line, on the side where there is more room."""
    if whole is None:
        return []
    anchor = "right" if whole > sum(part) / 2 else "left"
    return [_above(whole, "x", anchor, _("总体 {value}").format(value=measured.text(whole)), theme.accent)]


def notes(frame: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    """What the marks mean, and what is not there and why."""
    hidden = int(is_hidden(frame).sum())
    without = len(frame) - hidden - len(rows)
    absent = [_("另有 {count} 个没有这一读数。").format(count=without)] if without else []
    interval = same_note(rows["verdict"]) if "verdict" in rows else [interval_note()]
    return [*interval, *tentative_note(bool(rows["is_tentative"].any())), *hidden_note(hidden), *absent]


def _above(x: float, xref: str, anchor: str, text: str, colour: str) -> dict:
    return {
        "text": text, "x": x, "xref": xref, "xanchor": anchor, "y": 1, "yref": "paper", "yanchor": "bottom",
        "showarrow": False, "font": {"size": SMALL, "color": colour},
    }  # fmt: skip

"""Small multiples: a small control chart for each unit, on common axes."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.control import control_notes, control_rows
from survey.charts.label import LINE_HEIGHT, hidden_note, with_notes, words_of, wrap
from survey.charts.marks import changed_words_note
from survey.charts.measure import axis_title, is_hidden, measure, part_of_scale
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.phases import control_traces
from survey.charts.theme import SMALL, Theme, figure_of
from survey.charts.trend import in_stretches, month_ticks, months_of, unjoined
from survey.charts.verdict import SIGNS, is_real
from survey.locale import _

PANEL, GAP, TITLE = 96, 26, 20
TOP, BOTTOM, LEFT, RIGHT = 52, 52, 44, 10
NAME_COLUMNS = 20


def draw_small_multiples(
    frame: pd.DataFrame, theme: Theme, column: str = "score", columns: int = 2, events: pd.DataFrame | None = None
) -> go.Figure:
    """Rows of CONTROL with a `unit` (words in `label`), a panel each in the frame's order, `columns` beside each other.

    A panel in which no point breaks a rule is grey; one with a signal says so by its name's colour and sign,
    and by its triangles. Two columns fit a telephone. `events` decide as in the control chart where a line goes on.
    """
    measured = measure(column)
    named = frame.assign(name=words_of(frame, "label", "unit"))
    panels = [control_rows(rows, measured, events) for _name, rows in named.groupby("name", sort=False)]
    drawn = [rows for rows in panels if rows["value"].notna().any()]
    if not drawn:
        return draw_nothing(why_nothing(frame), theme)
    part = part_of_scale(pd.concat(drawn))
    ticks = _few_ticks(months_of(frame))
    lines = -(-len(drawn) // columns)
    inner = lines * PANEL + (lines - 1) * (GAP + TITLE)
    layout = {
        "height": TOP + inner + BOTTOM,
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "annotations": [_title_of_axis(axis_title(measured, part), theme)],
    }
    traces: list[go.Scatter] = []
    for number, rows in enumerate(drawn):
        x, y = _domains(number, columns, inner)
        is_lowest = number + columns >= len(drawn)
        layout |= _axes(number, (x, y), part, ticks, is_lowest, number % columns == 0, theme)
        layout["annotations"].append(_name(rows, (x[0], y[1]), theme))
        place = {"xaxis": _axis_id("x", number), "yaxis": _axis_id("y", number)}
        traces += control_traces(rows, unjoined(in_stretches(rows)), measured, theme, 5, **place)
    return figure_of(traces, theme, **with_notes(layout, theme, _notes(frame, panels, drawn)))


def _notes(frame: pd.DataFrame, panels: list[pd.DataFrame], drawn: list[pd.DataFrame]) -> list[str]:
    changed = any(rows["segment"].nunique() > 1 for rows in drawn)
    absent = len(panels) - len(drawn)
    without = [_("另有 {count} 个单位没有可显示的月份。").format(count=absent)] if absent else []
    hidden = hidden_note(int(is_hidden(frame).sum()))
    return [_("各图同一坐标。"), *control_notes(pd.concat(drawn)), *changed_words_note(changed), *without, *hidden]


def _few_ticks(months: list[str]) -> dict:
    """The ticks of a narrow panel: the first month of each half year, and the years."""
    ticks = month_ticks(months)
    if len(months) <= 6:
        return ticks
    kept = [
        (month, text)
        for month, text in zip(months, _year_texts(months), strict=True)
        if month[5:] in (("01", "07") if len(months) <= 26 else ("01",))
    ]
    return {**ticks, "tickvals": [month for month, _text in kept], "ticktext": [text for _month, text in kept]}


def _year_texts(months: list[str]) -> list[str]:
    return [f"{int(month[5:])}<br>{month[:4]}" if month[5:] == "01" else str(int(month[5:])) for month in months]


def _domains(number: int, columns: int, inner: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """The panel's part of the plot, across and upwards, as shares."""
    gap = 0.06 if columns > 1 else 0
    wide = (1 - gap * (columns - 1)) / columns
    left = (number % columns) * (wide + gap)
    top = (number // columns) * (PANEL + GAP + TITLE)
    return (left, left + wide), (max(0.0, 1 - (top + PANEL) / inner), 1 - top / inner)


def _axes(
    number: int, domains: tuple, part: tuple[int, int], ticks: dict, is_lowest: bool, is_first: bool, theme: Theme
) -> dict:
    look = figure_of([], theme).layout
    across = {**look.xaxis.to_plotly_json(), **ticks, "showgrid": False, "domain": domains[0]}
    upwards = {**look.yaxis.to_plotly_json(), "range": part, "nticks": 3, "domain": domains[1]}
    return {
        _axis_key("xaxis", number): across | {"anchor": _axis_id("y", number), "showticklabels": is_lowest},
        _axis_key("yaxis", number): upwards | {"anchor": _axis_id("x", number), "showticklabels": is_first},
    }


def _axis_key(name: str, number: int) -> str:
    return name if number == 0 else f"{name}{number + 1}"


def _axis_id(letter: str, number: int) -> str:
    return letter if number == 0 else f"{letter}{number + 1}"


def _name(rows: pd.DataFrame, corner: tuple[float, float], theme: Theme) -> dict:
    """The unit over its panel; with a signal, in ink and with the sign of the latest."""
    signals = [verdict for verdict in rows["verdict"] if is_real(verdict)]
    text = wrap(rows["name"].iloc[0], NAME_COLUMNS, 1)
    return {
        "text": f"<b>{text}</b> {SIGNS[signals[-1]]}" if signals else text, "showarrow": False,
        "x": corner[0], "xref": "paper", "xanchor": "left", "y": corner[1], "yref": "paper", "yanchor": "bottom",
        "font": {"size": SMALL, "color": _name_colour(signals, theme)},
    }  # fmt: skip


def _name_colour(signals: list, theme: Theme) -> str:
    return {"better": theme.better, "worse": theme.worse}[signals[-1]] if signals else theme.muted


def _title_of_axis(text: str, theme: Theme) -> dict:
    return {
        "text": text, "showarrow": False, "font": {"size": SMALL, "color": theme.muted},
        "x": 0, "xref": "paper", "xanchor": "left", "xshift": 8 - LEFT,
        "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": LINE_HEIGHT + 10,
    }  # fmt: skip

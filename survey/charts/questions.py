"""The questions of a questionnaire compared: each with its dot, its interval and its dissatisfied."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.compare import dots, notes, readable, side_header, side_room, side_text, whole_label, whole_line
from survey.charts.label import LINE_HEIGHT, add_notes, wrap
from survey.charts.measure import axis_title, measure, part_of_scale
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.theme import SMALL, Theme, figure_of

TOP, BOTTOM = 34, 52
LABEL_COLUMNS = 42


def draw_questions(frame: pd.DataFrame, theme: Theme, column: str = "score", whole: float | None = None) -> go.Figure:
    """Readings with a question's text as `label`, the highest first; the text stands over its own row,
    so that a long question doesn't take the plot's place. Beside the dot: value and share of dissatisfied.
    """
    measured, dissatisfied = measure(column), measure("dissatisfied")
    rows = readable(frame, measured)
    if rows.empty:
        return draw_nothing(why_nothing(frame), theme)
    whole = None if whole is None or pd.isna(whole) else whole * measured.factor
    part, places = part_of_scale(rows, whole), list(range(len(rows)))
    beside, header = [measured.text(value) for value in rows["value"]], measured.name
    if column != "dissatisfied":
        beside = [f"{text} · {_percent(share)}" for text, share in zip(beside, rows["dissatisfied"], strict=True)]
        header = f"{header} · {dissatisfied.name}"
    texts = [
        f"{wrap(row.label, LABEL_COLUMNS)}<span style='color:{theme.muted}'>  n = {row.n:,}</span>"
        for row in rows.itertuples()
    ]
    traces = [
        dots(rows, places, measured, theme),
        side_text(beside, places, part, theme),
        over_text(texts, part[0], 0.14, theme),
    ]
    figure = figure_of(
        traces,
        theme,
        height=TOP + BOTTOM + row_height(texts) * len(rows),
        margin={"l": 16, "r": side_room([header, *beside]), "t": TOP, "b": BOTTOM},
        xaxis={"title": {"text": axis_title(measured, part)}, "range": part, "ticksuffix": measured.unit},
        yaxis={"range": [len(rows) - 0.6, -0.85], "tickvals": places, "showticklabels": False},
        shapes=whole_line(whole, theme),
        annotations=[*whole_label(whole, part, measured, theme), side_header(header, theme)],
    )
    return add_notes(figure, theme, notes(frame, rows), below=BOTTOM)


def over_text(texts: list[str], left: float, lift: float, theme: Theme) -> go.Scatter:
    """Each row's own text over its line, from the left edge, raised by `lift` of a row."""
    return go.Scatter(
        x=[left] * len(texts),
        y=[place - lift for place in range(len(texts))],
        mode="text",
        text=texts,
        textposition="top right",
        textfont={"size": SMALL, "color": theme.ink},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def row_height(texts: list[str]) -> int:
    """Pixels of a row: its bar or dot, and the longest text over it."""
    return 30 + LINE_HEIGHT * max(text.count("<br>") + 1 for text in texts)


def _percent(share: float) -> str:
    return "—" if pd.isna(share) else f"{share:.1%}"

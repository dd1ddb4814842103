"""The questions of a questionnaire compared: each with its dot, its interval and its dissatisfied."""

from itertools import accumulate

import pandas as pd
import plotly.graph_objects as go

from survey.charts.compare import dots, notes, readable, side_header, side_room, side_text, whole_label, whole_line
from survey.charts.label import LINE_HEIGHT, with_notes, wrap
from survey.charts.measure import Measure, axis_title, measure, part_of_scale
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.theme import SMALL, Theme, figure_of

TOP, BOTTOM = 34, 52
LABEL_COLUMNS = 42
TEXT_ROOM = 34


def draw_questions(frame: pd.DataFrame, theme: Theme, column: str = "score", whole: float | None = None) -> go.Figure:
    """Readings with a question's text as `label`, the highest first; the text stands over its own row,
    so that a long question doesn't take the plot's place. Beside the dot: value and share of dissatisfied.
    """
    measured = measure(column)
    rows = readable(frame, measured)
    if rows.empty:
        return draw_nothing(why_nothing(frame), theme)
    whole = measured.of_whole(whole)
    part = part_of_scale(rows, whole)
    header, beside = _beside(rows, measured)
    texts = [f"{wrap(row.label, LABEL_COLUMNS)}{_muted(f'  n = {row.n:,}', theme)}" for row in rows.itertuples()]
    places, total = places_under(texts)
    traces = [
        dots(rows, places, measured, theme),
        side_text(beside, places, part, theme),
        over_text(texts, [place - 5 for place in places], part[0], theme),
    ]
    layout = {
        "height": TOP + BOTTOM + total,
        "margin": {"l": 16, "r": side_room([header, *beside]), "t": TOP, "b": BOTTOM},
        "xaxis": {"title": {"text": axis_title(measured, part)}, "range": part},
        "yaxis": {"range": [total, 0], "tickvals": places, "showticklabels": False},
        "shapes": whole_line(whole, theme),
        "annotations": [*whole_label(whole, part, measured, theme), side_header(header, theme)],
    }
    return figure_of(traces, theme, **with_notes(layout, theme, notes(frame, rows)))


def over_text(texts: list[str], places: list, left: float, theme: Theme) -> go.Scatter:
    """Each row's own text, its last line ending at its place, from the left edge."""
    return go.Scatter(
        x=[left] * len(texts),
        y=places,
        mode="text",
        text=texts,
        textposition="top right",
        textfont={"size": SMALL, "color": theme.ink},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def places_under(texts: list[str]) -> tuple[list[int], int]:
    """Where each row's dot or bar stands, in pixels from the top under its own text, and the whole height."""
    heights = [TEXT_ROOM + LINE_HEIGHT * (text.count("<br>") + 1) for text in texts]
    ends = list(accumulate(heights))
    return [end - TEXT_ROOM // 2 for end in ends], ends[-1]


def _beside(rows: pd.DataFrame, measured: Measure) -> tuple[str, list[str]]:
    """The column on the right with its header: the figure and, unless it is that, the share of dissatisfied."""
    values = [measured.text(value) for value in rows["value"]]
    if measured.column == "dissatisfied":
        return measured.name, values
    shares = [_percent(share) for share in rows["dissatisfied"]]
    pairs = [f"{value} · {share}" for value, share in zip(values, shares, strict=True)]
    return f"{measured.name} · {measure('dissatisfied').name}", pairs


def _muted(text: str, theme: Theme) -> str:
    return f"<span style='color:{theme.muted}'>{text}</span>"


def _percent(share: float) -> str:
    return "—" if pd.isna(share) else f"{share:.1%}"

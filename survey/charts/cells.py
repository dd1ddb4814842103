"""A table whose cells are painted by what they mean: one look for each kind of cell, its figure printed in it."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from survey.charts.compare import label_ticks
from survey.charts.label import pixels, wrap
from survey.charts.theme import SMALL, Theme
from survey.locale import _

ROW_COLUMNS, ROW_LINES, COLUMN_COLUMNS = 16, 3, 18
WIDE = 12  # of so few columns each has room for two lines, on a telephone too
ROW_HEIGHT, BOTTOM = 46, 16
OVER_COLUMNS, OVER_HEIGHT, OVER_GAP = 44, 62, 24
OVER_AIR = 0.25  # of a row, for the first words


def pivoted(frame: pd.DataFrame, row: str, column: str, value: str) -> pd.DataFrame:
    """Rows down, columns across, both in the order of the frame; each pair once."""
    table = frame.set_index([row, column])[value].unstack()
    return table.reindex(index=frame[row].unique(), columns=frame[column].unique())


def painted(
    looks: Mapping[str, tuple[str, str]], kinds: pd.DataFrame, texts: pd.DataFrame, hovers: pd.DataFrame, gap: int = 2
) -> list[go.Heatmap]:
    """A trace for each kind of `looks` {kind: (fill, ink)}; the three tables have the same rows and columns.

    `gap` is the room between two rows, in pixels.
    """
    return [
        _painted((kinds == kind).to_numpy(), texts, hovers, look).update(ygap=gap) for kind, look in looks.items()
    ]


def _painted(is_here: np.ndarray, texts: pd.DataFrame, hovers: pd.DataFrame, look: tuple[str, str]) -> go.Heatmap:
    fill, ink = look
    return go.Heatmap(
        z=[[0 if here else None for here in row] for row in is_here],
        zmin=0,
        zmax=1,
        colorscale=[[0, fill], [1, fill]],
        text=np.where(is_here, texts, "").tolist(),
        texttemplate="%{text}",
        textfont={"color": ink, "size": SMALL},
        hovertext=np.where(is_here, hovers, "").tolist(),
        hoverinfo="text",
        hoverongaps=False,
        showscale=False,
        xgap=2,
    )


def blanks(is_blank: np.ndarray, theme: Theme) -> go.Scatter:
    """A dash in each cell that has no figure to show."""
    rows, columns = np.nonzero(is_blank)
    return go.Scatter(
        x=list(columns),
        y=list(rows),
        mode="text",
        text=["—"] * len(rows),
        textfont={"color": theme.muted},
        hovertext=[_("不显示：没有答卷或份数少")] * len(rows),
        hoverinfo="text",
    )


def _upright(table: pd.DataFrame) -> list[str]:
    """The columns' words as they stand over their cells."""
    lines = 2 if table.shape[1] <= WIDE else 1
    return [wrap(str(label), COLUMN_COLUMNS, lines) for label in table.columns]


def table_layout(table: pd.DataFrame, theme: Theme) -> dict:
    """The layout of a table with its rows' words on the left and its columns' words, upright, on top."""
    columns = _upright(table)
    rows = [wrap(str(label), ROW_COLUMNS, ROW_LINES) for label in table.index]
    top = 20 + pixels(columns)
    return {
        "height": top + BOTTOM + ROW_HEIGHT * len(table),
        "margin": {"l": 18 + pixels(rows), "r": 16, "t": top, "b": BOTTOM},
        "xaxis": {"side": "top", "tickangle": -90, "showgrid": False, **label_ticks(columns, theme)},
        "yaxis": {"range": [len(table) - 0.5, -0.5], "showgrid": False, **label_ticks(rows, theme)},
    }


def layout_with_words_over(table: pd.DataFrame, theme: Theme) -> dict:
    """The layout of a table of many columns: its rows' words stand over their cells, which get the whole width."""
    columns = _upright(table)
    top = 20 + pixels(columns)
    return {
        "height": round(top + BOTTOM + OVER_HEIGHT * (len(table) + OVER_AIR)),
        "margin": {"l": 16, "r": 16, "t": top, "b": BOTTOM},
        "xaxis": {"side": "top", "tickangle": -90, "showgrid": False, **label_ticks(columns, theme)},
        "yaxis": {"range": [len(table) - 0.5, -0.5 - OVER_AIR], "visible": False},
        "annotations": [_word_over(place, str(label), theme) for place, label in enumerate(table.index)],
    }


def _word_over(place: int, text: str, theme: Theme) -> dict:
    return {
        "text": wrap(text, OVER_COLUMNS, 1), "x": 0, "xref": "paper", "xanchor": "left",
        "y": place, "yanchor": "bottom", "yshift": (OVER_HEIGHT - OVER_GAP) // 2,
        "showarrow": False, "font": {"size": SMALL, "color": theme.ink}, "borderpad": 0,
    }  # fmt: skip

"""The heat map: every question in every unit, its value printed in its cell."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from survey.charts.compare import label_ticks
from survey.charts.label import hidden_note, pixels, with_notes, wrap
from survey.charts.measure import Measure, hover_text, is_hidden, measure, numbers
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.theme import Theme, figure_of
from survey.locale import _

QUESTION_COLUMNS, QUESTION_LINES, UNIT_COLUMNS = 16, 3, 18
ROW_HEIGHT = 46
BOTTOM = 16
WORSE_WHEN_HIGH = ("dissatisfied",)


def draw_heatmap(frame: pd.DataFrame, theme: Theme, column: str = "score") -> go.Figure:
    """Readings with a question's `label` and a `unit_label`, each pair once, in the order they come.

    The worse a cell, the further it stands from the surface; a hidden or absent cell is blank with "—".
    """
    measured = measure(column)
    drawn = numbers(frame, measured)
    if drawn["value"].notna().sum() == 0:
        return draw_nothing(why_nothing(frame), theme)
    table = _table(drawn)
    units = [wrap(label, UNIT_COLUMNS, 1) for label in table.columns]
    questions = [wrap(label, QUESTION_COLUMNS, QUESTION_LINES) for label in table.index]
    top = 20 + pixels(units)
    layout = {
        "height": top + BOTTOM + ROW_HEIGHT * len(table),
        "margin": {"l": 18 + pixels(questions), "r": 16, "t": top, "b": BOTTOM},
        "xaxis": {"side": "top", "tickangle": -90, "showgrid": False, **label_ticks(units, theme)},
        "yaxis": {"range": [len(table) - 0.5, -0.5], "showgrid": False, **label_ticks(questions, theme)},
    }
    traces = [*_cells(table, _hover_texts(drawn, measured), measured, theme), _blanks(table, theme)]
    return figure_of(traces, theme, **with_notes(layout, theme, _notes(frame, measured)))


def _table(drawn: pd.DataFrame) -> pd.DataFrame:
    """Questions down, units across, in the order of the frame."""
    table = drawn.set_index(["label", "unit_label"])["value"].unstack()
    return table.reindex(index=drawn["label"].unique(), columns=drawn["unit_label"].unique())


def _cells(table: pd.DataFrame, texts: dict, measured: Measure, theme: Theme) -> list[go.Heatmap]:
    """The coloured cells, once for each ink: Plotly's own choice of ink is hard to read on middling colours."""
    colours = theme.heat if measured.column in WORSE_WHEN_HIGH else theme.heat[::-1]
    values = table.to_numpy()
    low, high = np.nanmin(values), np.nanmax(values)
    high = high if high > low else low + 1
    place = (values - low) / (high - low)
    badness = place if measured.column in WORSE_WHEN_HIGH else 1 - place
    turned = badness >= theme.heat_turn
    return [
        go.Heatmap(
            z=_or_none(values, is_here),
            zmin=low,
            zmax=high,
            text=[["" if value is None else f"{value:.0f}" for value in row] for row in _or_none(values, is_here)],
            texttemplate="%{text}",
            textfont={"color": ink},
            hovertext=[[texts.get((question, unit), "") for unit in table.columns] for question in table.index],
            hoverinfo="text",
            hoverongaps=False,
            colorscale=[[0, colours[0]], [0.5, colours[1]], [1, colours[2]]],
            showscale=False,
            xgap=2,
            ygap=2,
        )
        for ink, is_here in zip(theme.heat_inks, (~turned, turned), strict=True)
    ]


def _hover_texts(drawn: pd.DataFrame, measured: Measure) -> dict[tuple[str, str], str]:
    return {
        (row.label, row.unit_label): hover_text(f"{wrap(row.unit_label, 40)}<br>{wrap(row.label, 40)}", measured, row)
        for row in drawn[drawn["value"].notna()].itertuples()
    }


def _blanks(table: pd.DataFrame, theme: Theme) -> go.Scatter:
    """A dash in each cell that has no figure to show."""
    questions, units = np.nonzero(table.isna().to_numpy())
    return go.Scatter(
        x=list(units),
        y=list(questions),
        mode="text",
        text=["—"] * len(units),
        textfont={"color": theme.muted},
        hovertext=[_("不显示：没有答卷或份数少")] * len(units),
        hoverinfo="text",
    )


def _notes(frame: pd.DataFrame, measured: Measure) -> list[str]:
    unit = _("{name}（%）。") if measured.unit else _("{name}（满分 100）。")
    darker = _("颜色越醒目，越需改进。")
    return [unit.format(name=measured.name) + darker, *hidden_note(int(is_hidden(frame).sum()))]


def _or_none(values: np.ndarray, is_here: np.ndarray) -> list[list]:
    return [
        [float(value) if here and not pd.isna(value) else None for value, here in zip(row, where, strict=True)]
        for row, where in zip(values, is_here, strict=True)
    ]

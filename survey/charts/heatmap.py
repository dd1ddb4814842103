"""The heat map: every question in every unit, its value printed in its cell."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.label import add_notes, hidden_note, pixels, wrap
from survey.charts.measure import Measure, hover_text, is_hidden, measure, numbers
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.theme import Theme, figure_of
from survey.locale import _

QUESTION_COLUMNS, UNIT_COLUMNS = 16, 14
ROW_HEIGHT = 40
BOTTOM = 40
WORSE_WHEN_HIGH = ("dissatisfied",)


def draw_heatmap(frame: pd.DataFrame, theme: Theme, column: str = "score") -> go.Figure:
    """Readings with a question's `label` and a `unit_label`, each pair once, in the order they come.

    The worse a cell, the further it stands from the surface; a hidden or absent cell is blank with "—".
    """
    measured = measure(column)
    drawn = numbers(frame, measured)
    if drawn["value"].notna().sum() == 0:
        return draw_nothing(why_nothing(frame), theme)
    table = _table(drawn, "value")
    questions = [wrap(label, QUESTION_COLUMNS) for label in table.index]
    units = [wrap(label, UNIT_COLUMNS) for label in table.columns]
    top = 24 + pixels(table.columns, UNIT_COLUMNS)
    figure = figure_of(
        [_cells(table, drawn, measured, theme), _blanks(table, theme)],
        theme,
        height=top + BOTTOM + ROW_HEIGHT * len(table),
        margin={"l": 18 + pixels(table.index, QUESTION_COLUMNS), "r": 24, "t": top, "b": BOTTOM},
        xaxis={
            "side": "top", "showgrid": False, "tickangle": -60, "tickfont": {"color": theme.ink},
            "tickvals": list(range(len(units))), "ticktext": units,
        },
        yaxis={
            "showgrid": False, "tickfont": {"color": theme.ink}, "range": [len(table) - 0.5, -0.5],
            "tickvals": list(range(len(questions))), "ticktext": questions,
        },
    )  # fmt: skip
    return add_notes(figure, theme, _notes(frame, measured), below=8)


def _table(drawn: pd.DataFrame, name: str) -> pd.DataFrame:
    """Questions down, units across, in the order of the frame."""
    table = drawn.set_index(["label", "unit_label"])[name].unstack()
    return table.reindex(index=drawn["label"].unique(), columns=drawn["unit_label"].unique())


def _cells(table: pd.DataFrame, drawn: pd.DataFrame, measured: Measure, theme: Theme) -> go.Heatmap:
    texts = {
        (row.label, row.unit_label): hover_text(
            f"{wrap(row.unit_label, 40)}<br>{wrap(row.label, 40)}", measured, row
        )
        for row in drawn[drawn["value"].notna()].itertuples()
    }
    best, worst = theme.levels[0][0], theme.levels[3][0]
    colours = [best, worst] if measured.column in WORSE_WHEN_HIGH else [worst, best]
    return go.Heatmap(
        z=_or_none(table),
        text=[["" if pd.isna(value) else f"{value:.0f}" for value in row] for row in table.to_numpy()],
        texttemplate="%{text}",
        hovertext=[[texts.get((question, unit), "") for unit in table.columns] for question in table.index],
        hoverinfo="text",
        hoverongaps=False,
        colorscale=[[0, colours[0]], [0.5, _between(*colours)], [1, colours[1]]],
        showscale=False,
        xgap=2,
        ygap=2,
    )


def _blanks(table: pd.DataFrame, theme: Theme) -> go.Scatter:
    """A dash in each cell that has no figure to show."""
    places = [
        (unit, question)
        for question, row in enumerate(table.to_numpy())
        for unit, value in enumerate(row)
        if pd.isna(value)
    ]
    return go.Scatter(
        x=[place[0] for place in places],
        y=[place[1] for place in places],
        mode="text",
        text=["—"] * len(places),
        textfont={"color": theme.muted},
        hovertext=[_("不显示：没有答卷或份数少")] * len(places),
        hoverinfo="text",
    )


def _notes(frame: pd.DataFrame, measured: Measure) -> list[str]:
    unit = _("{name}（%）") if measured.unit else _("{name}（满分 100）")
    darker = _("颜色越醒目越需改进。")
    return [f"{unit.format(name=measured.name)}　{darker}", *hidden_note(int(is_hidden(frame).sum()))]


def _or_none(table: pd.DataFrame) -> list[list]:
    return [[None if pd.isna(value) else float(value) for value in row] for row in table.to_numpy()]


def _between(first: str, second: str) -> str:
    """The colour half-way between two."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{(one + other) // 2:02x}" for one, other in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]

"""The heat map: every question in every unit, its value printed in its cell."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from survey.charts.cells import OVER_GAP, blanks, layout_with_words_over, painted, pivoted
from survey.charts.label import hidden_note, with_notes, wrap
from survey.charts.measure import Measure, hover_text, is_hidden, measure, numbers
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.pressed import press_points
from survey.charts.theme import Theme, figure_of
from survey.charts.verdict import heading_of, is_real, signed
from survey.locale import _

WORSE_WHEN_HIGH = ("dissatisfied",)


def draw_heatmap(frame: pd.DataFrame, theme: Theme, column: str = "score") -> go.Figure:
    """Readings with a question's `label` and a `unit_label`, each pair once, in the order they come.

    With a `verdict` for each cell, only a difference that is real is coloured, with its sign; the others are
    grey and keep their figure. Without, the worse a cell, the further it stands from the surface.
    A hidden or absent cell is blank with "—".
    """
    measured = measure(column)
    drawn = numbers(frame, measured)
    if drawn["value"].notna().sum() == 0:
        return draw_nothing(why_nothing(frame), theme)
    table = pivoted(drawn, "label", "unit_label", "value")
    if "verdict" in frame:
        cells, notes = _judged(drawn, measured, theme), _judged_notes(frame, measured)
    else:
        cells, notes = _cells(table, _hover_texts(drawn, measured), measured, theme), _notes(frame, measured)
    traces = [*cells, blanks(table.isna().to_numpy(), theme), *press_points(drawn, table, _hover_texts(drawn, measured))]
    return figure_of(traces, theme, **with_notes(layout_with_words_over(table, theme), theme, notes))


def _judged(drawn: pd.DataFrame, measured: Measure, theme: Theme) -> list[go.Heatmap]:
    """The cells by their verdict."""
    looks = {
        "better": theme.levels[1],
        "same": (theme.grid, theme.ink),
        "few": (theme.surface, theme.muted),
        "worse": theme.levels[3],
    }
    rows = drawn[drawn["value"].notna()]
    texts = _hover_texts(drawn, measured)
    rows = rows.assign(
        kind=rows["verdict"].where(rows["verdict"].isin(list(looks)), "same"),
        text=[signed(f"{row.value:.0f}", row.verdict, "<br>") for row in rows.itertuples()],
        hover=[f"{texts[row.label, row.unit_label]}<br>{heading_of(row.verdict)}" for row in rows.itertuples()],
    )
    whole = pivoted(drawn, "label", "unit_label", "value")
    kinds, labels, hovers = (
        pivoted(rows, "label", "unit_label", name).reindex(index=whole.index, columns=whole.columns)
        for name in ("kind", "text", "hover")
    )
    return painted(looks, kinds, labels, hovers, OVER_GAP)


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
            ygap=OVER_GAP,
        )
        for ink, is_here in zip(theme.heat_inks, (~turned, turned), strict=True)
    ]


def _hover_texts(drawn: pd.DataFrame, measured: Measure) -> dict[tuple[str, str], str]:
    return {
        (row.label, row.unit_label): hover_text(f"{wrap(row.unit_label, 40)}<br>{wrap(row.label, 40)}", measured, row)
        for row in drawn[drawn["value"].notna()].itertuples()
    }


def _judged_notes(frame: pd.DataFrame, measured: Measure) -> list[str]:
    unit = _("{name}（%）。") if measured.unit else _("{name}（满分 100）。")
    notes = [unit.format(name=measured.name) + _("灰色：与平均水平无明显差异，不分先后。")]
    if frame["verdict"].map(is_real).any():
        notes.append(_("▲ 好于平均水平；▼ 差于平均水平。"))
    if frame["verdict"].eq("few").any():
        notes.append(_("无底色：答卷太少，说不准。"))
    return [*notes, *hidden_note(int(is_hidden(frame).sum()))]


def _notes(frame: pd.DataFrame, measured: Measure) -> list[str]:
    unit = _("{name}（%）。") if measured.unit else _("{name}（满分 100）。")
    darker = _("颜色越醒目，越需改进。")
    return [unit.format(name=measured.name) + darker, *hidden_note(int(is_hidden(frame).sum()))]


def _or_none(values: np.ndarray, is_here: np.ndarray) -> list[list]:
    return [
        [float(value) if here and not pd.isna(value) else None for value, here in zip(row, where, strict=True)]
        for row, where in zip(values, is_here, strict=True)
    ]

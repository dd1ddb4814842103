"""Points that can be pressed: each tells the page its unit and its question."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

PRESS_SIZE = 30  # pixels: a finger's


def pressed(rows: pd.DataFrame) -> dict:
    """`customdata` of a trace: [unit, question] of each row, "" for one that the frame lacks.

    What is not pressed looks as before: Plotly would fade it.
    """
    if not {"unit", "question"} & set(rows.columns):
        return {}
    units, questions = (list(rows[name]) if name in rows else [""] * len(rows) for name in ("unit", "question"))
    return {"customdata": [list(pair) for pair in zip(units, questions, strict=True)], "unselected": {"marker": {"opacity": 1}}}


def press_points(rows: pd.DataFrame, table: pd.DataFrame, hovers: Mapping[tuple[str, str], str]) -> list[go.Scatter]:
    """Unseen points over the cells of a table (`label` down, `unit_label` across) that have a value, each with its hover.

    A heat map's own cells cannot be selected.
    """
    seen = rows[rows["value"].notna()]
    data = pressed(seen)
    if not data:
        return []
    down, across = ({label: place for place, label in enumerate(labels)} for labels in (table.index, table.columns))
    unseen = {"marker": {"opacity": 0}}
    return [go.Scatter(
        x=[across[label] for label in seen["unit_label"]], y=[down[label] for label in seen["label"]], mode="markers",
        marker={"size": PRESS_SIZE, "opacity": 0, "symbol": "square"},
        hovertext=[hovers[pair] for pair in zip(seen["label"], seen["unit_label"], strict=True)], hoverinfo="text",
        showlegend=False, **data | {"selected": unseen, "unselected": unseen},
    )]  # fmt: skip

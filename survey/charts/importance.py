"""Importance and performance: how good each item is, and how strongly it pulls overall satisfaction."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.label import TELEPHONE, hidden_note, with_notes, words_of, wrap
from survey.charts.measure import is_hidden, measure, part_of_scale
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.placing import Placed, beside
from survey.charts.theme import SMALL, Theme, figure_of
from survey.locale import _

HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 440, 52, 16, 30, 60
CORNER = 20  # pixels that a quadrant's name takes at the upper and lower edge


def draw_importance(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """Rows of IMPORTANCE (words in `label`, else the question): score 0-100 across, share of R² upwards.

    Four quadrants, cut at the means of the items drawn (Martilla & James 1977). Items near a line are hollow.
    What pulls strongly and is below the mean is a diamond in the colour of what is worse.
    """
    rows = frame[~is_hidden(frame) & frame["score"].notna() & frame["importance"].notna()]
    if rows.empty:
        return draw_nothing(why_nothing(frame), theme)
    rows = _in_per_cent(rows)
    across, upwards = rows["score"].mean(), rows["importance"].mean()
    part = part_of_scale(rows.assign(value=rows["score"], low=rows["score"] - 1, high=rows["score"] + 1))
    top = max(rows["importance_high"].max(), rows["importance"].max()) * 1.12
    placed = _placed(rows, part, top)
    layout = {
        "height": HEIGHT,
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "xaxis": {"title": {"text": _("做得怎样：得分（满分 100，图示 {low}–{high}）").format(low=part[0], high=part[1])},
                  "range": part, "showgrid": False},
        "yaxis": {"title": {"text": _("影响多大：占 R² 的份额（%）")}, "range": [0, top], "showgrid": False},
        "shapes": [_mean_line(theme, x=across), _mean_line(theme, y=upwards)],
        "annotations": _quadrant_names(theme),
    }  # fmt: skip
    traces = [_items(rows, across, upwards, placed, theme)]
    return figure_of(traces, theme, **with_notes(layout, theme, _notes(frame, rows, placed, (across, upwards))))


def _in_per_cent(rows: pd.DataFrame) -> pd.DataFrame:
    shares = {name: rows[name].astype(float) * 100 for name in ("importance", "importance_low", "importance_high")}
    return rows.assign(score=rows["score"].astype(float), name=words_of(rows, "label", "question"), **shares)


def _placed(rows: pd.DataFrame, part: tuple[int, int], top: float) -> Placed:
    """Where the names stand, reckoned for a telephone; the corners are kept for the quadrants' names."""
    wide, high = TELEPHONE - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    x = (rows["score"] - part[0]) / (part[1] - part[0]) * wide
    y = rows["importance"] / top * high - CORNER
    return beside(list(zip(x, y, strict=True)), list(rows["name"]), (wide, high - 2 * CORNER))


def _items(rows: pd.DataFrame, across: float, upwards: float, placed: Placed, theme: Theme) -> go.Scatter:
    is_first = (rows["score"] < across) & (rows["importance"] >= upwards)
    hollow = rows["is_borderline"].astype(bool)
    colours = [theme.worse if first else theme.main for first in is_first]
    return go.Scatter(
        x=list(rows["score"]),
        y=list(rows["importance"]),
        mode="markers+text",
        marker={
            "symbol": ["diamond" if first else "circle" for first in is_first],
            "size": 11,
            "color": [theme.surface if empty else colour for empty, colour in zip(hollow, colours, strict=True)],
            "line": {"color": colours, "width": 2},
            "opacity": 1,
        },
        error_y={
            "type": "data",
            "array": list(rows["importance_high"] - rows["importance"]),
            "arrayminus": list(rows["importance"] - rows["importance_low"]),
            "color": theme.noise,
            "thickness": 1.2,
            "width": 0,
        },
        text=placed.texts,
        textposition=placed.positions,
        textfont={"size": SMALL, "color": theme.ink},
        cliponaxis=False,
        hovertext=[_hover(row, (across, upwards)) for row in rows.itertuples()],
        hoverinfo="text",
    )


def _hover(row, means: tuple[float, float]) -> str:
    score = measure("score")
    lines = [
        f"<b>{wrap(row.name, 40)}</b>",
        _("{name} {value}").format(name=score.name, value=score.text(row.score)),
        _("影响的份额 {value}%（95% 区间 {low}–{high}%）").format(
            value=f"{row.importance:.1f}", low=f"{row.importance_low:.1f}", high=f"{row.importance_high:.1f}"
        ),
        f"n = {row.n:,.0f}",
        _names()[row.importance >= means[1], row.score >= means[0]],
    ]
    return "<br>".join([*lines, *([_("边界：离均线太近，归哪一类说不准")] if row.is_borderline else [])])


def _names() -> dict[tuple[bool, bool], str]:
    """A quadrant's name, by whether it pulls strongly and whether it is good."""
    return {
        (True, False): _("优先改进"),
        (True, True): _("继续保持"),
        (False, False): _("其次改进"),
        (False, True): _("不必再加力"),
    }


def _quadrant_names(theme: Theme) -> list[dict]:
    return [
        {
            "text": name, "showarrow": False, "font": {"size": SMALL, "color": theme.accent},
            "x": int(is_good), "xref": "paper", "xanchor": "right" if is_good else "left",
            "y": int(is_strong), "yref": "paper", "yanchor": "top" if is_strong else "bottom",
        }
        for (is_strong, is_good), name in _names().items()
    ]  # fmt: skip


def _mean_line(theme: Theme, x: float | None = None, y: float | None = None) -> dict:
    ends = {"x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper"}
    if x is None:
        ends = {"y0": y, "y1": y, "x0": 0, "x1": 1, "xref": "paper"}
    return {"type": "line", **ends, "line": {"color": theme.accent, "width": 1.2, "dash": "dot"}, "layer": "below"}


def _notes(frame: pd.DataFrame, rows: pd.DataFrame, placed: Placed, means: tuple[float, float]) -> list[str]:
    notes = list(placed.legend)
    notes.append(
        _("点线：各项的平均（得分 {score}，影响 {share}%）。竖线：影响的 95% 区间。").format(
            score=f"{means[0]:.1f}", share=f"{means[1]:.1f}"
        )
    )
    if rows["is_borderline"].astype(bool).any():
        notes.append(_("空心：边界，离均线太近，归哪一类说不准。"))
    notes.append(_("影响由答卷推算，说明相关，不等于因果。"))
    return [*notes, *hidden_note(int(is_hidden(frame).sum()))]

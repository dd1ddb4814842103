"""The funnel: units by their answers, and the few that differ from the whole by more than chance."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.label import TELEPHONE, hidden_note, with_notes, words_of, wrap
from survey.charts.measure import Measure, axis_title, is_hidden, measure, part_of_scale, scaled
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.placing import Placed, beside
from survey.charts.theme import SMALL, Theme, figure_of
from survey.charts.verdict import colour_of, heading_of
from survey.locale import _

HEIGHT, BOTTOM, LEFT, RIGHT, TOP = 380, 56, 56, 16, 28
LIMITS = ("watch_low", "watch_high", "alarm_low", "alarm_high")  # |z| = 1.96 and 3.09
SYMBOLS = {
    ("alarm", "better"): "triangle-up",
    ("alarm", "worse"): "triangle-down",
    ("watch", "better"): "triangle-up-open",
    ("watch", "worse"): "triangle-down-open",
}


def draw_funnel(frame: pd.DataFrame, limits: pd.DataFrame, theme: Theme, column: str = "score") -> go.Figure:
    """Rows of FUNNEL (words in `label`, else the unit's id) against n, within `limits`.

    `limits` has `n`, `middle` and LIMITS in the reading's own unit, by rising n; without rows there are no lines, and
    each unit was set against the others.
    Only alarm and watch have a name, a colour and a triangle; the others are grey dots without an order.
    """
    measured = measure(column)
    rows = scaled(frame.assign(name=words_of(frame, "label", "unit")), measured, ("value",))
    rows = rows[rows["value"].notna()]
    if rows.empty:
        return draw_nothing(why_nothing(frame), theme)
    edges = _edges(limits, measured)
    near = edges[edges["n"] >= 0.8 * rows["n"].min()]  # towards n = 0 the limits run off to the whole scale
    part = part_of_scale(rows.assign(low=near["alarm_low"].min(), high=near["alarm_high"].max()))
    most = pd.concat([rows["n"], edges["n"]]).max() * 1.06
    is_named = rows["grade"].isin(("alarm", "watch"))
    placed = _placed(rows, is_named, most, part)
    layout = {
        "height": HEIGHT,
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "xaxis": {"title": {"text": _("答卷数 n（份）")}, "range": [0, most], "tickformat": ",d", "nticks": 6},
        "yaxis": {"title": {"text": axis_title(measured, part)}, "range": part, "ticksuffix": measured.unit},
    }
    lines = _lines(edges, theme) if len(edges) else []
    traces = [*lines, _units(rows[~is_named], measured, theme), _units(rows[is_named], measured, theme, placed)]
    return figure_of(traces, theme, **with_notes(layout, theme, _notes(frame, rows, placed, measured, bool(lines))))


def _edges(limits: pd.DataFrame, measured: Measure) -> pd.DataFrame:
    """The limits on the scale 0-100, cut at its ends."""
    ends = {name: (limits[name].astype(float) * measured.factor).clip(0, 100) for name in (*LIMITS, "middle")}
    return limits.assign(**ends)


def _placed(rows: pd.DataFrame, is_named: pd.Series, most: float, part: tuple[int, int]) -> Placed:
    """Where the names stand, reckoned for a telephone."""
    size = TELEPHONE - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    x = rows["n"] / most * size[0]
    y = (rows["value"] - part[0]) / (part[1] - part[0]) * size[1]
    points = list(zip(x, y, strict=True))
    named = [point for point, has_name in zip(points, is_named, strict=True) if has_name]
    others = [point for point, has_name in zip(points, is_named, strict=True) if not has_name]
    return beside(named, list(rows["name"][is_named]), size, others)


def _lines(edges: pd.DataFrame, theme: Theme) -> list[go.Scatter]:
    looks = {
        "middle": {"color": theme.muted, "width": 1},
        "watch_low": {"color": theme.muted, "width": 1, "dash": "dash"},
        "watch_high": {"color": theme.muted, "width": 1, "dash": "dash"},
        "alarm_low": {"color": theme.muted, "width": 1.5},
        "alarm_high": {"color": theme.muted, "width": 1.5},
    }
    x = list(edges["n"])
    return [
        go.Scatter(x=x, y=list(edges[name]), mode="lines", line=look, hoverinfo="skip", showlegend=False)
        for name, look in looks.items()
    ]


def _units(rows: pd.DataFrame, measured: Measure, theme: Theme, placed: Placed | None = None) -> go.Scatter:
    colours = [colour_of(side, theme) if placed else theme.noise for side in rows["side"]]
    texts = {"text": placed.texts, "textposition": placed.positions} if placed else {}
    return go.Scatter(
        x=list(rows["n"]),
        y=list(rows["value"]),
        mode="markers+text" if placed else "markers",
        marker={
            "symbol": [SYMBOLS.get(look, "circle") for look in zip(rows["grade"], rows["side"], strict=True)],
            "size": 12 if placed else 8,
            "color": colours,
            "line": {"width": 2 if placed else 0, "color": colours},
            "opacity": 1,
        },
        textfont={"size": SMALL, "color": theme.ink},
        cliponaxis=False,
        hovertext=[_hover(row, measured) for row in rows.itertuples()],
        hoverinfo="text",
        showlegend=False,
        **texts,
    )


def _hover(row, measured: Measure) -> str:
    value = _("{name} {value}").format(name=measured.name, value=measured.text(row.value))
    return "<br>".join([f"<b>{wrap(row.name, 40)}</b>", value, f"n = {row.n:,.0f}", _grade_in_words(row)])


def _grade_in_words(row) -> str:
    if row.grade == "alarm":
        return _("异常：{side}").format(side=heading_of(row.side))
    if row.grade == "watch":
        return _("值得关注：{side}").format(side=heading_of(row.side))
    return heading_of("same")


def _notes(frame: pd.DataFrame, rows: pd.DataFrame, placed: Placed, measured: Measure, has_lines: bool) -> list[str]:
    notes = list(placed.legend)
    if rows["grade"].eq("alarm").any():
        notes.append(_("实心三角：异常（99.8% 界限之外）。"))
    if rows["grade"].eq("watch").any():
        notes.append(_("空心三角：值得关注（95% 界限之外）。"))
    if rows["grade"].isin(("alarm", "watch")).any():
        notes.append(_("▲ 好于平均水平；▼ 差于平均水平。"))
    if rows["grade"].eq("same").any():
        notes.append(_("灰点：与平均水平无明显差异，不分先后。"))
    if has_lines:
        notes.append(_("虚线：95% 界限；实线：99.8% 界限，已计入各单位本来的差别。"))
    elif len(rows) > 1:
        notes.append(_("单位太少，不画界限：每个同其余几个的平均比。"))
    if has_lines and not measured.unit:
        notes.append(_("界限按各单位合并的方差画，只供看图；判断按各单位自己的方差。"))
    return [*notes, *hidden_note(int(is_hidden(frame).sum()))]

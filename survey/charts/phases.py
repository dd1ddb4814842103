"""The lines of a control chart: limits and middle of each phase, the line itself and its points."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from survey.charts.measure import TENTATIVE, Measure
from survey.charts.theme import Theme
from survey.charts.verdict import is_real, markers
from survey.locale import _

HALF_MONTH = pd.Timedelta(days=15)


def control_traces(
    rows: pd.DataFrame, line: pd.DataFrame, measured: Measure, theme: Theme, size: int = 8,
    hover: Callable[[object, Measure], str] | None = None, **place: str,
) -> list[go.Scatter]:
    """Limits, firm and provisional, the middle, and the line: `line` has the rows with gaps where it breaks.

    `place` names the axes; `size` is that of a point in pixels; `hover` says of a row what else than month, value,
    limits and n.
    """
    provisional = rows["is_provisional"].astype(bool)
    limits = [
        _steps(rows[which], ("low", "high"), {"color": theme.muted, "width": 1.2, "dash": dash}, place)
        for which, dash in ((~provisional, "solid"), (provisional, "dash"))
    ]
    middle = _steps(rows, ("middle",), {"color": theme.noise, "width": 1}, place)
    return [*limits, middle, _points(line, measured, theme, size, hover or _hover, place)]


def _steps(rows: pd.DataFrame, columns: tuple[str, ...], line: dict, place: dict) -> go.Scatter:
    """Each phase's line as wide as its months: it steps between them, and breaks where nothing is known."""
    x: list[str | None] = []
    y: list[float | None] = []
    for column in columns:
        for _phase, phase in rows.groupby("phase", sort=False):
            for month, value in zip(phase["month"], phase[column], strict=True):
                start = pd.Timestamp(month)
                x += [(day - HALF_MONTH).strftime("%Y-%m-%d") for day in (start, start + pd.DateOffset(months=1))]
                y += [None if pd.isna(value) else float(value)] * 2
            x.append(None)
            y.append(None)
    return go.Scatter(
        x=x, y=y, mode="lines", line=line, connectgaps=False, hoverinfo="skip", showlegend=False, **place
    )


def _points(
    line: pd.DataFrame, measured: Measure, theme: Theme, size: int, hover: Callable[[object, Measure], str], place: dict
) -> go.Scatter:
    hollow = list(line["is_tentative"].eq(True))
    return go.Scatter(
        x=list(line["month"].where(line["month"].notna(), None)),
        y=[None if pd.isna(value) else float(value) for value in line["value"]],
        mode="lines+markers",
        connectgaps=False,
        line={"color": theme.noise, "width": 1.5},
        marker=markers(list(line["verdict"]), hollow, theme, size),
        hovertext=["" if pd.isna(row.value) else hover(row, measured) for row in line.itertuples()],
        hoverinfo="text",
        cliponaxis=False,
        showlegend=False,
        **place,
    )


def _hover(row, measured: Measure) -> str:
    """Month, value, limits and n of one row, and what is said of it."""
    limits = _("暂定的正常波动 {interval}") if row.is_provisional else _("正常波动 {interval}")
    lines = [
        f"<b>{row.month}</b>",
        _("{name} {value}").format(name=measured.name, value=measured.text(row.value)),
        limits.format(interval=measured.interval_text(row.low, row.high)),
        f"n = {row.n:,.0f}",
    ]
    if is_real(row.verdict):
        lines.append(rule_in_words(row.rule))
    if row.is_tentative:
        lines.append(_("仅供参考：不足 {line} 份").format(line=TENTATIVE))
    return "<br>".join(lines)


def rule_in_words(rule: str) -> str:
    """Why a point is marked (measures.md 4); a rule of another name is said in general."""
    return {
        "outside": _("在界限之外"),
        "trend": _("连续 7 个月上升或下降"),
        "two_of_three": _("3 个月中有 2 个接近界限"),
        "shift": _("连续 7 个月在中线同一侧"),
    }.get(rule, _("不像偶然"))

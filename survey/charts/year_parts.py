"""A year's change as bars: what the mix of units and of modes did, what is real, and the whole."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.changes import difference_text
from survey.charts.compare import label_ticks, side_room, side_text
from survey.charts.label import pixels, with_notes
from survey.charts.measure import measure
from survey.charts.theme import Theme, figure_of
from survey.charts.verdict import colour_of, signed
from survey.locale import _

ROW, TOP, BOTTOM = 36, 12, 52


def draw_year_parts(unit_mix: float, mode_mix: float, real: float, interval: tuple[float, float], theme: Theme) -> go.Figure:
    """Four bars in points: three parts and their sum; the real one with its 95 % interval (NaN: none).

    Grey is what is no change of service, and a real part whose interval holds 0.
    """
    low, high = interval
    verdict = "better" if low > 0 else "worse" if high < 0 else "same"
    labels = [_("单位构成"), _("填写方式构成"), _("真实变化"), _("合计")]
    values = [unit_mix, mode_mix, real, unit_mix + mode_mix + real]
    score = measure("score")
    texts = [difference_text(value, score) for value in values]
    texts[2] = signed(texts[2], verdict)
    ends = [abs(end) for end in (*values, low, high) if not pd.isna(end)]
    reach = max(1.0, *ends) * 1.1
    layout = {
        "height": TOP + ROW * len(values) + BOTTOM,
        "margin": {"l": 24 + pixels(labels), "r": side_room(texts), "t": TOP, "b": BOTTOM},
        "xaxis": {"title": {"text": _("变化（分）")}, "range": [-reach, reach], "zeroline": True, "zerolinecolor": theme.muted, "nticks": 6},
        "yaxis": {"range": [len(values) - 0.5, -0.5], **label_ticks(labels, theme), "ticklabelstandoff": 6},
        "bargap": 0.45,
    }
    colours = [theme.noise, theme.noise, colour_of(verdict, theme), theme.main]
    traces = [_bars(values, colours), *_interval(real, low, high, theme), side_text(texts, [0, 1, 2, 3], (-reach, reach), theme)]
    notes = [_("横线：真实变化的 95% 区间。灰色：构成变化，或区间含 0，看不出真实变化。")]
    return figure_of(traces, theme, **with_notes(layout, theme, notes))


def _bars(values: list[float], colours: list[str]) -> go.Bar:
    return go.Bar(x=values, y=list(range(len(values))), orientation="h", marker={"color": colours}, hoverinfo="skip")


def _interval(real: float, low: float, high: float, theme: Theme) -> list[go.Scatter]:
    """A line over the real part's bar, readable on it: ink."""
    if pd.isna(low):
        return []
    line = {"color": theme.ink, "width": 1.5}
    return [go.Scatter(x=[low, high], y=[2, 2], mode="lines", line=line, hoverinfo="skip", showlegend=False)]

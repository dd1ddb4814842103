"""An issue measured again: the share before and after, and the difference, each with its interval."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.changes import difference_interval_text, difference_text
from survey.charts.compare import label_ticks, side_header, side_room, side_text
from survey.charts.label import pixels, with_notes
from survey.charts.measure import TENTATIVE, Measure, axis_title, measure, part_of_scale, scaled
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.theme import Theme, figure_of
from survey.charts.verdict import markers, signed
from survey.locale import _

HEIGHT, TOP, BOTTOM = 270, 34, 52
SHARES = ("before", "before_low", "before_high", "now", "now_low", "now_high")
DIFFERENCE = ("difference", "low", "high")
VERDICTS = {"verified": "better", "too_few": "few"}


def draw_before_after(frame: pd.DataFrame, theme: Theme, column: str = "dissatisfied") -> go.Figure:
    """One row: SHARES, `n_before`, `n`, DIFFERENCE (now less before) in the reading's own unit, `outcome`, `shown`.

    `outcome` is verified, not_improved or too_few (docs/decisions/0017); without a difference nothing is drawn.

    Above the two figures on the scale; below, on a scale of its own, the difference against no change.
    """
    measured = measure(column)
    row = scaled(frame, measured, (*SHARES, *DIFFERENCE))
    row = row[row["now"].notna() & row["difference"].notna()].iloc[:1]
    if row.empty:
        return draw_nothing(why_nothing(frame), theme)
    rates = _rates(row.iloc[0])
    part = part_of_scale(rates)
    difference = row.iloc[0][list(DIFFERENCE)].astype(float)
    reach = max(1.0, difference.abs().max()) * 1.15
    texts = [f"{measured.text(rate.value)} · {rate.n:,.0f}" for rate in rates.itertuples()]
    change = difference_text(difference["difference"], measured)
    header = f"{measured.name} · n"
    margin = {"l": 24 + pixels(_labels()), "r": side_room([header, *texts, change]), "t": TOP, "b": BOTTOM}
    axis = {"showgrid": True, "nticks": 6}
    layout = {
        "height": HEIGHT,
        "margin": margin,
        "xaxis": {**axis, "title": {"text": axis_title(measured, part)}, "range": part, "anchor": "y"},
        "yaxis": {"range": [1.6, -0.6], "domain": [0.5, 1], **label_ticks(_labels()[:2], theme), "ticklabelstandoff": 6},
        "xaxis2": {**_second(measured, theme), "range": [-reach, reach]},
        "yaxis2": {"range": [0.6, -0.6], "domain": [0, 0.17], "anchor": "x2", "showgrid": False, "zeroline": False,
                   "fixedrange": True, **label_ticks(_labels()[2:], theme), "ticklabelstandoff": 6},
        "shapes": [_no_change(theme)],
        "annotations": [side_header(header, theme)],
    }  # fmt: skip
    outcome = row["outcome"].iloc[0]
    verdict = VERDICTS.get(outcome, "same")
    traces = [
        _bars(rates, [0, 1], ["same", verdict], theme),
        side_text(texts, [0, 1], part, theme),
        _bars(_one(difference), [0], [verdict], theme).update(xaxis="x2", yaxis="y2"),
        side_text([change], [0], (-reach, reach), theme).update(xaxis="x2", yaxis="y2"),
    ]
    return figure_of(traces, theme, **with_notes(layout, theme, _notes(difference, outcome, measured)))


def _in_words(outcome: str) -> str:
    return {"verified": _("已验证"), "too_few": _("样本不足")}.get(outcome, _("未改善"))


def _labels() -> list[str]:
    return [_("整改前"), _("整改后"), _("变化")]


def _rates(row: pd.Series) -> pd.DataFrame:
    """Before and now as two rows of value, low, high and n."""
    pairs = [(row["before"], row["before_low"], row["before_high"], row["n_before"]),
             (row["now"], row["now_low"], row["now_high"], row["n"])]  # fmt: skip
    return pd.DataFrame(pairs, columns=["value", "low", "high", "n"]).astype(float)


def _one(difference: pd.Series) -> pd.DataFrame:
    return difference.rename({"difference": "value"}).to_frame().T.assign(n=0.0)


def _bars(rows: pd.DataFrame, places: list[int], verdicts: list, theme: Theme) -> go.Scatter:
    return go.Scatter(
        x=list(rows["value"]),
        y=places,
        mode="markers",
        marker=markers(verdicts, [0 < n < TENTATIVE for n in rows["n"]], theme, 10),
        error_x={
            "type": "data",
            "array": list(rows["high"] - rows["value"]),
            "arrayminus": list(rows["value"] - rows["low"]),
            "color": theme.muted,
            "thickness": 1.5,
            "width": 0,
        },
        cliponaxis=False,
        hoverinfo="skip",
    )


def _second(measured: Measure, theme: Theme) -> dict:
    """The lower axis, in the look of the upper one, which figure_of gives to the first alone."""
    look = figure_of([], theme).layout.xaxis.to_plotly_json()
    text = _("变化（百分点）") if measured.unit else _("变化（分）")
    return {**look, "anchor": "y2", "nticks": 4, "title": {**look["title"], "text": text}}


def _no_change(theme: Theme) -> dict:
    return {
        "type": "line", "xref": "x2", "yref": "y2 domain", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "layer": "below",
        "line": {"color": theme.accent, "width": 1.5, "dash": "dot"},
    }  # fmt: skip


def _notes(difference: pd.Series, outcome: str, measured: Measure) -> list[str]:
    interval = difference_interval_text(difference["low"], difference["high"], measured)
    return [
        _("{outcome}。变化的 95% 区间 {interval}。").format(
            outcome=signed(_in_words(outcome), VERDICTS.get(outcome)), interval=interval
        ),
        _("横线：95% 区间；点线：没有变化。"),
    ]

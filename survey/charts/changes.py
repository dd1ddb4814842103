"""Changes: from the period before to now, with the interval of the difference; noise is grey."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.compare import side_header, side_room, side_text
from survey.charts.label import hidden_note, tentative_note, with_notes, words_of, wrap
from survey.charts.measure import Measure, axis_title, is_hidden, measure, part_of_scale, scaled
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.questions import LABEL_COLUMNS, over_text, places_under
from survey.charts.theme import Theme, figure_of
from survey.charts.verdict import change_of, markers, signed
from survey.locale import _

TOP, BOTTOM = 34, 52
ORDER = ("worse", "better", "same", "few")
FIGURES = ("before", "now", "difference", "low", "high")


def draw_changes(frame: pd.DataFrame, theme: Theme, column: str = "score") -> go.Figure:
    """Rows of CHANGES as before → now, with words in `label`, else unit and question.

    Clear changes first, worse ones on top; then those that chance explains, grey. Within each of these the
    frame's order is kept: nothing looks like a rank. The thin bar is the interval of the difference, measured
    from the figure before: it reaches over that figure where the direction is not sure.
    """
    measured = measure(column)
    rows = _rows(frame, measured)
    if rows.empty:
        return draw_nothing(why_nothing(frame), theme)
    part = part_of_scale(_ends(rows), *rows["before"])
    beside = [signed(difference_text(row.difference, measured), row.verdict) for row in rows.itertuples()]
    header = _("变化")
    texts = [wrap(f"{row.name}  n = {row.n_before:,.0f} → {row.n:,.0f}", LABEL_COLUMNS) for row in rows.itertuples()]
    places, total = places_under(texts)
    traces = [
        _interval(rows, places, theme),
        _arrows(rows, places, theme),
        _before(rows, places, theme),
        _now(rows, places, measured, theme),
        side_text(beside, places, part, theme),
        over_text(texts, [place - 8 for place in places], part[0], theme),
    ]
    layout = {
        "height": TOP + BOTTOM + total,
        "margin": {"l": 16, "r": side_room([header, *(f"{text}  " for text in beside)]), "t": TOP, "b": BOTTOM},
        "xaxis": {"title": {"text": axis_title(measured, part)}, "range": part},
        "yaxis": {"range": [total, 0], "tickvals": places, "showticklabels": False},
        "annotations": [side_header(header, theme)],
    }
    return figure_of(traces, theme, **with_notes(layout, theme, _notes(frame, rows, measured)))


def difference_text(difference: float, measured: Measure) -> str:
    """A difference with its sign; of rates, in percentage points."""
    return f"{difference:+.1f}".replace("-", "−") + ("pp" if measured.unit else "")


def difference_interval_text(low: float, high: float, measured: Measure) -> str:
    ends = [difference_text(end, measured) for end in (low, high)]
    return _("{low} 至 {high}").format(low=ends[0], high=ends[1])


def _rows(frame: pd.DataFrame, measured: Measure) -> pd.DataFrame:
    """The rows to be seen, by their verdict, each with its `name`."""
    rows = scaled(frame.assign(name=_names(frame)), measured, FIGURES)
    rows = rows[rows["now"].notna() & rows["before"].notna()]
    order = rows["verdict"].where(rows["verdict"].isin(ORDER), "same").map(ORDER.index)
    return rows.assign(order=order).sort_values("order", kind="stable")


def _names(frame: pd.DataFrame) -> list[str]:
    if "label" in frame:
        return words_of(frame, "label", "unit")
    pairs = zip(frame["unit"], frame["question"], strict=True)
    return [" · ".join(str(word) for word in pair if word and not pd.isna(word)) for pair in pairs]


def _ends(rows: pd.DataFrame) -> pd.DataFrame:
    """Where the interval of the difference begins and ends on the scale."""
    ends = {name: (rows["before"] + rows[name]).clip(0, 100) for name in ("low", "high")}
    return rows.assign(value=rows["now"], **ends)


def _interval(rows: pd.DataFrame, places: list[int], theme: Theme) -> go.Scatter:
    ends = _ends(rows)
    return _between(ends["low"], ends["high"], places, {"color": theme.noise, "width": 1.5})


def _arrows(rows: pd.DataFrame, places: list[int], theme: Theme) -> go.Scatter:
    return _between(rows["before"], rows["now"], places, {"color": theme.noise, "width": 4})


def _between(start: pd.Series, end: pd.Series, places: list[int], line: dict) -> go.Scatter:
    x = [value for pair in zip(start, end, strict=True) for value in (*pair, None)]
    y = [value for place in places for value in (place, place, None)]
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", showlegend=False)


def _before(rows: pd.DataFrame, places: list[int], theme: Theme) -> go.Scatter:
    """Where it was: a small upright stroke."""
    return go.Scatter(
        x=list(rows["before"]),
        y=places,
        mode="markers",
        marker={"symbol": "line-ns", "size": 12, "line": {"color": theme.muted, "width": 3}},
        hoverinfo="skip",
        showlegend=False,
    )


def _now(rows: pd.DataFrame, places: list[int], measured: Measure, theme: Theme) -> go.Scatter:
    return go.Scatter(
        x=list(rows["now"]),
        y=places,
        mode="markers",
        marker=markers(list(rows["verdict"]), list(rows["is_tentative"]), theme, 10),
        cliponaxis=False,
        hovertext=[_hover(row, measured) for row in rows.itertuples()],
        hoverinfo="text",
        showlegend=False,
    )


def _hover(row, measured: Measure) -> str:
    lines = [
        f"<b>{wrap(row.name, 40)}</b>",
        f"{measured.text(row.before)} (n = {row.n_before:,.0f}) → {measured.text(row.now)} (n = {row.n:,.0f})",
        _("变化 {difference}（95% 区间 {interval}）").format(
            difference=difference_text(row.difference, measured),
            interval=difference_interval_text(row.low, row.high, measured),
        ),
        change_of(row.verdict),
    ]
    return "<br>".join(lines)


def _notes(frame: pd.DataFrame, rows: pd.DataFrame, measured: Measure) -> list[str]:
    notes = [_("竖线：上期；点：本期。细横线：变化的 95% 区间，从上期量起。")]
    if measured.unit:
        notes.append(_("变化以百分点（pp）计。"))
    if rows["verdict"].isin(("better", "worse")).any():
        notes.append(_("▲ 明显好转；▼ 明显变差。"))
    if rows["verdict"].isin(("same", "few")).any():
        notes.append(_("灰色：与上期无明显差异，或答卷太少说不准；不分先后。"))
    outside = (rows["low"] > 0) | (rows["high"] < 0)
    if (outside & rows["verdict"].eq("same")).any():
        notes.append(_("同时比较多项时，难免有几项碰巧越过上期；这样的仍是灰色（Benjamini-Hochberg，10%）。"))
    tentative = bool(rows["is_tentative"].any())
    return [*notes, *tentative_note(tentative), *hidden_note(int(is_hidden(frame).sum()))]

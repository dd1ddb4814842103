"""The control chart: a figure month by month within its limits, and the points that chance does not explain."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.label import hidden_note, tentative_note, with_notes
from survey.charts.marks import changed_words_marks, changed_words_note, drawn_marks, event_marks
from survey.charts.measure import Measure, axis_title, is_hidden, measure, part_of_scale, scaled
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.phases import control_traces
from survey.charts.theme import Theme, figure_of
from survey.charts.trend import in_stretches, month_ticks, months_of, unjoined
from survey.locale import _

HEIGHT, BOTTOM = 330, 64


def draw_control_chart(
    frame: pd.DataFrame, theme: Theme, column: str = "score", events: pd.DataFrame | None = None
) -> go.Figure:
    """Rows of CONTROL in the order of their months, with the limits of each phase and EVENTS_MARKED upon them.

    A point that breaks a rule is a triangle, up and in one colour where it is better, down and in another
    where it is worse; all others are grey. Limits step where a phase begins. The line goes on after an event
    that rebases, and breaks where a question changed: where `segment` changes, or, in a frame without that
    column, where a phase begins without such an event. A hidden month leaves a gap in line and limits.
    """
    measured = measure(column)
    rows = control_rows(frame, measured, events)
    if not rows["value"].notna().any():
        return draw_nothing(why_nothing(frame), theme)
    stretches, months, part = in_stretches(rows), months_of(frame), part_of_scale(rows)
    marks = [*event_marks(events, months), *changed_words_marks(stretches)]
    room, lines, words = drawn_marks(marks, months, theme)
    layout = {
        "height": HEIGHT + room,
        "margin": {"l": 56, "t": 16 + room, "b": BOTTOM},
        "hoverdistance": 40,
        "xaxis": {"title": {"text": _("月份")}, "showgrid": False, **month_ticks(months)},
        "yaxis": {"title": {"text": axis_title(measured, part)}, "range": part, "ticksuffix": measured.unit},
        "shapes": lines,
        "annotations": words,
    }
    traces = control_traces(rows, unjoined(stretches), measured, theme)
    notes = [*control_notes(rows), *changed_words_note(len(stretches) > 1), *hidden_note(int(is_hidden(frame).sum()))]
    return figure_of(traces, theme, **with_notes(layout, theme, notes))


def control_rows(frame: pd.DataFrame, measured: Measure, events: pd.DataFrame | None = None) -> pd.DataFrame:
    """CONTROL on the scale 0-100, with `verdict` (the side of a broken rule, else same) and `segment`.

    Limits are cut at the ends of the scale, beyond which there is nothing.
    """
    rows = scaled(frame, measured, ("value", "low", "high"))
    is_signal = frame["rule"].notna() & frame["rule"].ne("") & rows["value"].notna()
    rows = rows.assign(
        middle=frame["middle"].astype(float) * measured.factor,
        low=rows["low"].clip(lower=0),
        high=rows["high"].clip(upper=100),
        verdict=frame["side"].where(is_signal, "same"),
    )
    return rows if "segment" in rows else rows.assign(segment=_segments(rows, events))


def _segments(rows: pd.DataFrame, events: pd.DataFrame | None) -> pd.Series:
    """A number for each stretch of phases that one question runs through."""
    rebasing = [] if events is None else list(events["month"][events["rebases"].astype(bool)])
    spans = rows.groupby("phase")["month"].agg(["min", "max"]).sort_values("min")
    numbers, number, before = {}, 0, None
    for phase, first, last in spans.itertuples():
        if before is not None and not any(before <= month <= first for month in rebasing):
            number += 1
        numbers[phase], before = number, last
    return rows["phase"].map(numbers)


def control_notes(rows: pd.DataFrame) -> list[str]:
    """What the marks mean, of those that are drawn."""
    drawn = rows[rows["value"].notna()]
    sides = set(drawn["verdict"])
    notes = [_("灰色：在正常波动之内（细线之间），不必解读。")]
    if sides & {"better", "worse"}:
        notes.append(_("▲ 好转、▼ 变差：不像是偶然。"))
    if drawn["is_provisional"].astype(bool).any():
        notes.append(_("虚线：不足 12 个月，界限是暂定的。"))
    return [*notes, *tentative_note(bool(drawn["is_tentative"].any()))]

"""The trend: one figure month by month, with its interval as a band, unjoined where the words changed."""

from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go

from survey.charts.label import tentative_note, with_notes
from survey.charts.marks import changed_words_marks, changed_words_note, drawn_marks
from survey.charts.measure import Measure, axis_title, hover_text, is_hidden, measure, numbers, part_of_scale
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.theme import Theme, figure_of
from survey.locale import _

HEIGHT, BOTTOM = 330, 64


def draw_trend(frame: pd.DataFrame, theme: Theme, column: str = "score") -> go.Figure:
    """Readings with a `month` ('YYYY-MM', each once) as a line with its band.

    A hidden month, and a month without answers between two others, leaves a gap: neither 0 nor a guess.
    What has no day (month "") is no point, and is said below. Points of 10 to 29 answers are hollow. Where the frame has a `segment` (versions of a question in the
    same words, docs/decisions/0014), each is a stretch by itself, with a mark where the words changed.
    """
    measured, undated = measure(column), frame[frame["month"] == ""]
    frame = frame[frame["month"] != ""]
    if frame.empty and len(undated):
        return draw_nothing(_("答卷没有日期，画不出逐月走势。"), theme)
    stretches = in_stretches(numbers(frame, measured))
    rows = unjoined(stretches)
    known = rows[rows["value"].notna()]
    if known.empty:
        return draw_nothing(why_nothing(frame), theme)
    part = part_of_scale(known)
    months = months_of(frame)
    room, lines, words = drawn_marks(changed_words_marks(stretches), months, theme)
    layout = {
        "height": HEIGHT + room,
        "margin": {"l": 56, "t": 16 + room, "b": BOTTOM},
        "hoverdistance": 40,
        "xaxis": {"title": {"text": _("月份")}, "showgrid": False, **month_ticks(months)},
        "yaxis": {"title": {"text": axis_title(measured, part)}, "range": part, "ticksuffix": measured.unit},
        "shapes": lines,
        "annotations": words,
    }
    notes = _notes(known, sum(len(stretch) for stretch in stretches) > len(known), len(stretches) > 1)
    notes += _undated_note(undated)
    traces = [_band(rows, theme), _line(rows, measured, theme)]
    return figure_of(traces, theme, **with_notes(layout, theme, notes))


def in_stretches(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of each `segment`, the oldest first, without a hole between its first month and its last."""
    if "segment" not in frame:
        return [every_month(frame)]
    stretches = [every_month(rows) for _segment, rows in frame.groupby("segment", sort=False)]
    return sorted(stretches, key=lambda rows: rows["month"].iloc[0])


def unjoined(stretches: list[pd.DataFrame]) -> pd.DataFrame:
    """The stretches one below the other, an empty row between each two, so that no line joins them."""
    if not stretches:
        return pd.DataFrame({"month": [], "value": []})
    apart = pd.DataFrame([{}], columns=["month"], dtype=object)
    pieces = [piece for stretch in stretches for piece in (apart, stretch)][1:]
    return pd.concat(pieces, ignore_index=True)


def months_of(frame: pd.DataFrame) -> list[str]:
    """Every month from the first to the last."""
    return list(pd.period_range(frame["month"].min(), frame["month"].max(), freq="M").astype(str))


def every_month(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows from the first month to the last, with empty rows for months that are absent."""
    if frame.empty:
        return frame
    return frame.set_index("month").reindex(months_of(frame)).rename_axis("month").reset_index()


def month_ticks(months: list[str]) -> dict:
    """A date axis with one tick a month, a quarter or a year, the year under its first month."""
    step = 1 if len(months) <= 13 else 3 if len(months) <= 39 else 12
    marked = [month for month in months if (int(month[5:]) - 1) % step == 0] or months[:1]
    texts, year = [], ""
    for month in marked:
        name = str(int(month[5:]))
        texts.append(name if month[:4] == year else f"{name}<br>{month[:4]}")
        year = month[:4]
    ends = [pd.Timestamp(months[0]) - pd.Timedelta(days=16), pd.Timestamp(months[-1]) + pd.Timedelta(days=16)]
    return {
        "type": "date",
        "tickvals": marked,
        "ticktext": texts,
        "tickangle": 0,
        "range": [end.strftime("%Y-%m-%d") for end in ends],
    }


def _line(rows: pd.DataFrame, measured: Measure, theme: Theme) -> go.Scatter:
    hollow = rows["is_tentative"].eq(True)
    return go.Scatter(
        x=list(rows["month"].where(rows["month"].notna(), None)),
        y=[None if pd.isna(value) else value for value in rows["value"]],
        mode="lines+markers",
        connectgaps=False,
        line={"color": theme.main, "width": 2},
        marker={
            "size": 9,
            "color": [theme.surface if is_hollow else theme.main for is_hollow in hollow],
            "line": {"color": theme.main, "width": 2},
        },
        hovertext=["" if pd.isna(row.value) else hover_text(row.month, measured, row) for row in rows.itertuples()],
        hoverinfo="text",
    )


def _band(rows: pd.DataFrame, theme: Theme) -> go.Scatter:
    """The interval, one closed shape for each unbroken run: a fill between two lines would bridge the gaps."""
    x, y = [], []
    for run in _runs(rows):
        days = list(run["month"] + "-01")
        if len(run) == 1:
            middle = pd.Timestamp(days[0])
            days = [(middle + pd.Timedelta(days=shift)).strftime("%Y-%m-%d") for shift in (-5, 5)]
            run = pd.concat([run, run])
        x += [*days, *days[::-1], None]
        y += [*run["high"], *run["low"][::-1], None]
    return go.Scatter(
        x=x, y=y, mode="lines", fill="toself", fillcolor=theme.band, line={"width": 0}, hoverinfo="skip"
    )


def _runs(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    gap = rows["low"].isna()
    for _number, run in rows[~gap].groupby(gap.cumsum()[~gap]):
        yield run


def _notes(known: pd.DataFrame, has_gaps: bool, has_changed: bool) -> list[str]:
    notes = [_("色带：95% 区间。"), *tentative_note(bool(known["is_tentative"].any()))]
    if has_gaps:
        notes.append(_("断开处：该月没有答卷，或因份数少不显示。"))
    return [*notes, *changed_words_note(has_changed)]


def _undated_note(undated: pd.DataFrame) -> list[str]:
    """That some answers have no day; how many, where that may be shown."""
    if undated.empty:
        return []
    hidden = is_hidden(undated).any()
    return [_("有些回答没有日期，不在图里。") if hidden else _("没有日期的回答不在图里，n = {n}。").format(n=f"{int(undated['n'].sum()):,}")]

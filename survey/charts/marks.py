"""Marks on an axis of months: events with their names, and where a question changed its words."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from survey.charts.label import LINE_HEIGHT, TELEPHONE, pixels, wrap
from survey.charts.theme import SMALL, Theme
from survey.locale import _

LABEL_COLUMNS, LABEL_LINES = 14, 3
AXES = 72  # pixels beside the plot, left and right together
HALF_MONTH = pd.Timedelta(days=16)


@dataclass(frozen=True)
class Mark:
    """A vertical line on a day, with its words over the plot."""

    on: pd.Timestamp
    text: str
    dash: str = "solid"


def event_marks(events: pd.DataFrame | None, months: Sequence[str]) -> list[Mark]:
    """Events (EVENTS_MARKED) of these months; one after which limits begin anew is a solid line."""
    if events is None:
        return []
    drawn = events[events["month"].between(min(months), max(months))]
    return [
        Mark(pd.Timestamp(row.month), str(row.name), "solid" if row.rebases else "dot")
        for row in drawn.itertuples()
    ]


def changed_words_marks(stretches: Sequence[pd.DataFrame]) -> list[Mark]:
    """A mark between each two stretches of rows with `month`, half-way from the last month to the first."""
    ends = [pd.Timestamp(stretch["month"].max()) for stretch in stretches]
    starts = [pd.Timestamp(stretch["month"].min()) for stretch in stretches]
    return [
        Mark(end + (start - end) / 2, _("题目改了"), "dashdot")
        for end, start in zip(ends, starts[1:], strict=False)
    ]


def changed_words_note(is_any: bool) -> list[str]:
    return [_("题目改了问法或选项的地方，前后不能相比，故不相连。")] if is_any else []


def drawn_marks(marks: Sequence[Mark], months: Sequence[str], theme: Theme) -> tuple[int, list[dict], list[dict]]:
    """The room over the plot in pixels, the lines and the words: in lanes, so that none lies on another."""
    placed = _lanes(marks, months)
    lines = [_line(mark, theme) for mark in marks]
    words = [_words(mark, to_the_left, lift, theme) for mark, to_the_left, lift, _top in placed]
    return max([top for *_mark, top in placed], default=0), lines, words


def _lanes(marks: Sequence[Mark], months: Sequence[str]) -> list[tuple[Mark, bool, int, int]]:
    """Each mark with its side, and the lower and upper edge of its words, in pixels over the plot.

    Reckoned for a telephone; on anything wider there is more room between them. From the middle outwards,
    each higher than what it would cover, so that its line runs beside the lower words and not through them.
    """
    first, last = pd.Timestamp(min(months)) - HALF_MONTH, pd.Timestamp(max(months)) + HALF_MONTH
    places = [(mark, (mark.on - first) / (last - first)) for mark in marks]
    placed: list[tuple[Mark, bool, int, int, float, float]] = []
    for mark, place in sorted(places, key=lambda pair: abs(pair[1] - 0.5)):
        text = wrap(mark.text, LABEL_COLUMNS, LABEL_LINES)
        x, wide, high = place * (TELEPHONE - AXES), pixels([text]) + 10, LINE_HEIGHT * (text.count("<br>") + 1) + 4
        left, right = (x - wide, x) if place > 0.5 else (x, x + wide)
        below = [top for *_mark, top, start, end in placed if start <= right and left <= end]
        lift = max(below, default=4)
        placed.append((mark, place > 0.5, lift, lift + high, left, right))
    return [(mark, side, lift, top) for mark, side, lift, top, _left, _right in placed]


def _line(mark: Mark, theme: Theme) -> dict:
    on = _day(mark)
    return {
        "type": "line", "x0": on, "x1": on, "y0": 0, "y1": 1, "yref": "paper", "layer": "below",
        "line": {"color": theme.accent, "width": 1.2, "dash": mark.dash},
    }  # fmt: skip


def _words(mark: Mark, to_the_left: bool, lift: int, theme: Theme) -> dict:
    """The words beside the upper end of a line that goes on from the plot."""
    return {
        "text": wrap(mark.text, LABEL_COLUMNS, LABEL_LINES), "hovertext": wrap(mark.text, 40),
        "x": _day(mark), "y": 1, "yref": "paper", "ax": 0, "ay": -lift, "borderpad": 2,
        "xanchor": "right" if to_the_left else "left", "yanchor": "bottom", "align": "right" if to_the_left else "left",
        "showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": theme.accent, "bgcolor": theme.surface,
        "font": {"size": SMALL, "color": theme.accent},
    }  # fmt: skip


def _day(mark: Mark) -> str:
    return mark.on.strftime("%Y-%m-%d")

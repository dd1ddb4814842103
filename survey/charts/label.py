"""Labels and notes: long Chinese and English texts broken into lines that fit a telephone."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from unicodedata import east_asian_width

import plotly.graph_objects as go

from survey.charts.measure import MINIMUM, TENTATIVE
from survey.charts.theme import SMALL, Theme
from survey.locale import _

NOTE_WIDTH = 50
LINE_HEIGHT = 17
LEGEND_LINE = 22
TELEPHONE = 330
# A Latin word with its space, or one other character with the closing marks that must not begin a line.
_PIECE = re.compile(r"(?:[!-~\u00c0-\u024f]+|[^!-~\u00c0-\u024f])[，。、；：！？）》」”]*\s*")


def width(text: str) -> int:
    """Columns on screen: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def lines_of(text: str, columns: int) -> list[str]:
    """The text in lines of at most `columns`; a Latin word longer than that stays whole."""
    lines = [""]
    for piece in _PIECE.findall(text.strip()):
        if lines[-1] and width(lines[-1] + piece.rstrip()) > columns:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def wrap(text: str, columns: int) -> str:
    """The text as Plotly's markup, broken into lines; `<` and `&` are shown, not obeyed."""
    return "<br>".join(escape(line, quote=False) for line in lines_of(str(text), columns))


def pixels(texts: Iterable[str], columns: int) -> int:
    """The room that the longest line of these texts takes in small print, wrapped at `columns`."""
    longest = max(width(line) for text in texts for line in lines_of(str(text), columns))
    return round(longest * SMALL * 0.54)


def legend_room(names: Sequence[str]) -> int:
    """The height of a legend on a telephone: Plotly gives every entry the room of the longest."""
    a_line = max(1, TELEPHONE // (46 + pixels(names, 40)))
    return LEGEND_LINE * -(-len(names) // a_line)


def note_lines(notes: Sequence[str]) -> list[str]:
    return [line for note in notes for line in lines_of(note, NOTE_WIDTH)]


def add_notes(figure: go.Figure, theme: Theme, notes: Sequence[str], below: int) -> go.Figure:
    """The figure, higher by its notes, which stand from the left edge `below` pixels under the plot."""
    lines = note_lines(notes)
    if not lines:
        return figure
    margin, extra = figure.layout.margin, LINE_HEIGHT * len(lines) + 8
    return figure.update_layout(
        height=figure.layout.height + extra, margin={"b": margin.b + extra}
    ).add_annotation(
        text="<br>".join(escape(line, quote=False) for line in lines),
        x=0, xref="paper", xanchor="left", xshift=8 - margin.l,
        y=0, yref="paper", yanchor="top", yshift=-below,
        align="left", showarrow=False, font={"size": SMALL, "color": theme.muted},
    )  # fmt: skip


def hidden_note(count: int) -> list[str]:
    """What was left out for few answers, as a note; a second row may be hidden to protect the first."""
    if not count:
        return []
    return [_("另有 {count} 个因答卷不足 {minimum} 份（或为防推算）不显示。").format(count=count, minimum=MINIMUM)]


def tentative_note(is_any: bool) -> list[str]:
    if not is_any:
        return []
    return [_("空心点：答卷 {minimum}–{last} 份，仅供参考。").format(minimum=MINIMUM, last=TENTATIVE - 1)]


def interval_note() -> str:
    return _("横线：95% 区间；区间重叠的，差别未必可靠。")

"""Labels and notes: long Chinese and English texts broken into lines that fit a telephone."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape, unescape
from unicodedata import east_asian_width

import pandas as pd

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


def lines_of(text: str, columns: int, most: int = 9) -> list[str]:
    """The text in even lines of at most `columns`, the rest after `most` lines as "…".

    A Latin word longer than a line stays whole.
    """
    lines = _filled(text, columns)
    if len(lines) > most:
        return [*lines[: most - 1], lines[most - 1] + "…"]
    even = _filled(text, width(text) // len(lines) + 2)
    return even if len(even) == len(lines) else lines


def _filled(text: str, columns: int) -> list[str]:
    lines = [""]
    for piece in _PIECE.findall(text.strip()):
        if lines[-1] and width(lines[-1] + piece.rstrip()) > columns:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


@lru_cache(maxsize=4096)
def wrap(text: str, columns: int, most: int = 9) -> str:
    """The text as Plotly's markup, broken into lines; `<` and `&` are shown, not obeyed."""
    return "<br>".join(escape(line, quote=False) for line in lines_of(text, columns, most))


def pixels(texts: Iterable[str]) -> int:
    """The room in small print of the longest line of these texts, wrapped already."""
    return round(max(width(unescape(line)) for text in texts for line in text.split("<br>")) * SMALL * 0.54)


def legend_room(names: Sequence[str]) -> int:
    """The height of a legend on a telephone: Plotly gives every entry the room of the longest."""
    a_line = max(1, TELEPHONE // (46 + pixels(names)))
    return LEGEND_LINE * -(-len(names) // a_line)


def with_notes(layout: dict, theme: Theme, notes: Sequence[str]) -> dict:
    """The layout, higher by its notes, which stand from the left edge under the axis' own room."""
    lines = [escape(line, quote=False) for note in notes for line in lines_of(note, NOTE_WIDTH)]
    if not lines:
        return layout
    margin, extra = layout["margin"], LINE_HEIGHT * len(lines) + 8
    note = {
        "text": "<br>".join(lines), "align": "left", "showarrow": False,
        "x": 0, "xref": "paper", "xanchor": "left", "xshift": 8 - margin["l"],
        "y": 0, "yref": "paper", "yanchor": "top", "yshift": -margin["b"],
        "font": {"size": SMALL, "color": theme.muted},
    }  # fmt: skip
    return {
        **layout,
        "height": layout["height"] + extra,
        "margin": {**margin, "b": margin["b"] + extra},
        "annotations": [*layout.get("annotations", []), note],
    }


def words_of(frame: pd.DataFrame, label: str, id: str) -> list[str]:
    """The column of words where the caller added one, else the ids themselves."""
    return [str(word) for word in frame[label if label in frame else id]]


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

"""How a verdict looks: a sign and a colour for better and for worse; what is noise, or too few, is grey."""

from collections.abc import Sequence

from survey.charts.theme import Theme
from survey.locale import _

# A verdict is better, worse, same or few (docs/decisions/0014); of mere numbers more or fewer. The shape says it in grey print.
SIGNS = {"better": "▲", "worse": "▼", "more": "▲", "fewer": "▼"}
SYMBOLS = {"better": "triangle-up", "worse": "triangle-down", "more": "triangle-up", "fewer": "triangle-down"}
ORDER = ("better", "same", "few", "worse")


def is_real(verdict: object) -> bool:
    return verdict in SIGNS


def colour_of(verdict: object, theme: Theme) -> str:
    colours = {"better": theme.better, "worse": theme.worse, "more": theme.main, "fewer": theme.main}
    return colours.get(verdict, theme.noise)


def signed(text: str, verdict: object, between: str = " ") -> str:
    """The text with the verdict's sign, for grey print."""
    return f"{text}{between}{SIGNS[verdict]}" if is_real(verdict) else text


def markers(verdicts: Sequence, hollow: Sequence[bool], theme: Theme, size: int = 9) -> dict:
    """Plotly's markers, one a verdict: triangles where a difference is real, grey dots elsewhere."""
    colours = [colour_of(verdict, theme) for verdict in verdicts]
    return {
        "symbol": [SYMBOLS.get(verdict, "circle") for verdict in verdicts],
        "size": [size + 4 if is_real(verdict) else size for verdict in verdicts],
        "color": [theme.surface if empty else colour for empty, colour in zip(hollow, colours, strict=True)],
        "line": {"color": colours, "width": 2},
        "opacity": 1,
    }


def heading_of(verdict: object) -> str:
    """A verdict against the mean of all, in words."""
    return {
        "better": _("好于平均水平"),
        "worse": _("差于平均水平"),
        "few": _("答卷太少，说不准"),
    }.get(verdict, _("与平均水平无明显差异"))


def change_of(verdict: object) -> str:
    """A verdict against the period before, in words."""
    return {
        "better": _("明显好转"),
        "worse": _("明显变差"),
        "few": _("答卷太少，说不准"),
    }.get(verdict, _("与上期无明显差异"))


def same_note(verdicts: Sequence) -> list[str]:
    """That grey rows have no order, and that a bar is an interval."""
    grey = [_("灰色的各行不分先后，按名称排列。")] if any(not is_real(verdict) for verdict in verdicts) else []
    return [_("横线：95% 区间。"), *grey]

"""The theme: one quiet look for every figure, lotus on ink, light and dark."""

from dataclasses import dataclass

import plotly.graph_objects as go

FONT = 'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
FONT_SIZE = 13
SMALL = 12

# For st.plotly_chart(figure, theme=None, config=CONFIG). No bar of buttons but the one of charts/picture.py, whose tip
# interface.js turns into Chinese. No locale: Plotly would look for its file.
CONFIG = {
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "showAxisDragHandles": False,
}


@dataclass(frozen=True)
class Theme:
    """Colours of one surface.

    levels     the five grades, best to worst, as (fill, ink upon it). The further from the surface in
               lightness, the worse: so they differ in grey print and for every kind of colour blindness
               (teal against lotus alone would not: both turn grey without green cones).
    ungraded   greys for answers without a grade ("没接触").
    series     kinds side by side, spread in lightness as well as hue; `rest` is what is left of them.
    better, worse, noise    marks of a difference that is real, and of one that is not: the further from the
               surface, the more it asks for a look, so they differ in grey print too.
    heat       the best cell, the middle, the worst; upon them `heat_inks`, the second from `heat_turn` on.
    """

    surface: str
    ink: str
    muted: str
    grid: str
    main: str
    band: str
    accent: str
    better: str
    worse: str
    noise: str
    levels: tuple[tuple[str, str], ...]
    ungraded: tuple[str, ...]
    series: tuple[str, ...]
    rest: str
    heat: tuple[str, str, str]
    heat_inks: tuple[str, str]
    heat_turn: float


LIGHT = Theme(
    surface="#ffffff",
    ink="#1c2b33",
    muted="#5b6b73",
    grid="#e4e9eb",
    main="#0b5563",
    band="rgba(11,85,99,0.16)",
    accent="#c2477a",
    better="#0e7480",
    worse="#7a1d47",
    noise="#8a969d",
    levels=(
        ("#aee0e1", "#12181b"),
        ("#57bcc4", "#12181b"),
        ("#a78347", "#12181b"),
        ("#a63358", "#ffffff"),
        ("#591d35", "#ffffff"),
    ),
    ungraded=("#d5dadd", "#b4bcc1", "#929ca2", "#727d84"),
    series=("#116369", "#d9708c", "#e8c170", "#5f75b5", "#68b4dc", "#68223e"),
    rest="#deddd7",
    heat=("#d3ebeb", "#e3b3c0", "#a63358"),
    heat_inks=("#12181b", "#ffffff"),
    heat_turn=0.85,
)

DARK = Theme(
    surface="#12181b",
    ink="#e3eaec",
    muted="#93a4ad",
    grid="#2a343a",
    main="#5fb8c4",
    band="rgba(95,184,196,0.20)",
    accent="#f08fb0",
    better="#4fb3c0",
    worse="#ffc9d6",
    noise="#66737b",
    levels=(
        ("#135157", "#ffffff"),
        ("#11797f", "#ffffff"),
        ("#b18e54", "#12181b"),
        ("#fc9eb4", "#12181b"),
        ("#fde2e5", "#12181b"),
    ),
    ungraded=("#3a454b", "#566269", "#748088", "#939fa6"),
    series=("#60c5cc", "#ba5f7d", "#fdd891", "#8096dd", "#0e6a91", "#f1eff5"),
    rest="#3a3935",
    heat=("#163f45", "#8a5267", "#fc9eb4"),
    heat_inks=("#ffffff", "#12181b"),
    heat_turn=0.63,
)


def theme(is_dark: bool) -> Theme:
    return DARK if is_dark else LIGHT


def figure_of(traces: list, theme: Theme, **layout) -> go.Figure:
    """A figure of these traces in the product's look; `layout` is laid over it.

    Without a template, and the layout whole at once: either alone costs more than all the rest of a figure.
    """
    return go.Figure(data=traces, layout=_laid_over(_look(theme), layout))


def _laid_over(base: dict, over: dict) -> dict:
    """Both dictionaries in one; where both have a key, `over` has its way, deep down."""
    both = {
        key: _laid_over(base[key], value) if isinstance(value, dict) and isinstance(base.get(key), dict) else value
        for key, value in over.items()
    }
    return {**base, **both}


def _look(theme: Theme) -> dict:
    words = {"family": FONT, "size": FONT_SIZE, "color": theme.ink}
    return {
        "template": None,
        "font": words,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": list(theme.series),
        "separators": ".,",
        "dragmode": False,  # a finger that scrolls the page must not zoom the figure
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": theme.surface, "bordercolor": theme.muted, "align": "left", "font": words},
        "showlegend": False,
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {"size": SMALL},
        },
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": theme.muted, "activecolor": theme.ink},
        "margin": {"l": 56, "r": 16, "t": 16, "b": 48},
        "xaxis": {**_axis(theme), "tickangle": 0},
        "yaxis": _axis(theme),
    }


def _axis(theme: Theme) -> dict:
    return {
        "gridcolor": theme.grid,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "tickfont": {"size": SMALL, "color": theme.muted},
        "title": {"font": {"size": SMALL, "color": theme.muted}, "standoff": 10},
    }

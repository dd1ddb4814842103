"""A figure as a picture to keep: made in the browser, on white, under its own title.

The page's own figure may be on dark ground. What the picture is drawn from goes with it in `layout.meta`, and
picture.js puts it in the figure's place for the moment in which Plotly draws the picture.
"""

import json
from collections.abc import Callable

import plotly.graph_objects as go

from survey.charts.theme import CONFIG, LIGHT, Theme, theme

TITLE_ROOM, SCALE = 64, 2


def draw_with_picture(draw: Callable[[Theme], go.Figure], is_dark: bool, title: str, under: str) -> go.Figure:
    """What `draw` draws for this surface, with what a picture of it needs: `title`, `under` it what it is of."""
    figure = draw(theme(is_dark))
    words = {"title": title, "under": under, "room": TITLE_ROOM, "surface": LIGHT.surface, "ink": LIGHT.ink, "muted": LIGHT.muted}
    light = {"light": json.loads(draw(LIGHT).to_json())} if is_dark else {}
    return figure.update_layout(meta={"picture": words | light})


def picture_config(name: str) -> dict:
    """CONFIG with one button, for a picture of twice the size; `name`: the file's, without its ending."""
    return CONFIG | {
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": SCALE, "filename": name},
    }

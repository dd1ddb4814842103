"""Nothing to draw: one sentence where a figure would stand."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.label import wrap
from survey.charts.measure import MINIMUM, is_hidden
from survey.charts.theme import Theme, figure_of
from survey.locale import _


def draw_nothing(text: str, theme: Theme) -> go.Figure:
    """A low figure with the sentence in its middle."""
    unseen = {"visible": False, "range": [0, 1]}
    sentence = {
        "text": wrap(text, 44), "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper",
        "showarrow": False, "font": {"size": 14, "color": theme.muted},
    }  # fmt: skip
    return figure_of([], theme, height=140, xaxis=unseen, yaxis=unseen, annotations=[sentence])


def why_nothing(frame: pd.DataFrame) -> str:
    """The sentence for a frame without anything to draw: nothing there, or all of it hidden."""
    if is_hidden(frame).any():
        return _("答卷不足 {minimum} 份，不显示。").format(minimum=MINIMUM)
    return _("这一范围内还没有数据。")

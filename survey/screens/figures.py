"""What one dashboard is about, and how its readings and figures are shared and shown, with the office's words as labels."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd
import streamlit as st

from survey.actions.noticing import Dashboard
from survey.actions.office import Office
from survey.actions.selecting import Selection
from survey.charts.measure import Measure, measure
from survey.charts.theme import CONFIG, Theme, theme
from survey.locale import current_language

Reading = TypeVar("Reading")


@dataclass(frozen=True)
class View:
    """What one dashboard shows, by which figure, and under which key its readings may be shared by all who look at it."""

    office: Office
    selection: Selection
    found: Dashboard
    figure: str = "score"

    @property
    def key(self) -> tuple:
        reach = self.office.units_in_reach("read_dashboard", self.selection.programme)  # what is hidden depends on it
        return self.office.database.name, self.selection, self.found.responses, reach

    @property
    def measured(self) -> Measure:
        return measure(self.figure)

    @property
    def subject(self) -> str:
        """The headline question and the figure, for a title."""
        return f"{self.headline} · {self.measured.name}"

    @property
    def headline(self) -> str:
        return str(self.found.questionnaire.by_key[self.found.questionnaire.headline].short)

    def unit(self, id: str) -> object:
        return self.office.declarations.units[id].name

    def mode(self, id: str) -> object:
        return self.office.declarations.modes[id].name


def is_dark() -> bool:
    """The reader's own: light unless the browser says dark."""
    return st.context.theme.type == "dark"


def show(figure: object, key: str, title: str, help: str | None = None, words: str = "") -> None:
    """A title, what the figure says in words (Markdown), and the figure."""
    st.markdown(f"##### {title}", help=help)
    if words:
        st.markdown(words)
    st.plotly_chart(figure, theme=None, config=CONFIG, key=f"figure_{key}", width="stretch", alt=title)


# Shared by all who may see the same, until a response comes (the key) or a minute passes, as the dashboard itself.
@st.cache_resource(ttl=60, max_entries=400, show_spinner=False)
def _once(key: tuple, name: str, language: str, _read: Callable[[], object]) -> object:
    return _read()


def once(view: View, name: str, read: Callable[[], Reading]) -> Reading:
    """A reading of the view under a name of its own (with the figure, where it depends on it)."""
    return _once(view.key, name, current_language(), read)


# Building a figure costs more than sending it. Shared like the readings it is drawn from (see dashboard.py).
@st.cache_resource(ttl=60, max_entries=400, show_spinner=False)
def drawn(key: tuple, name: str, language: str, dark: bool, _draw: Callable[[Theme], object]) -> object:
    return _draw(theme(dark))


def show_shared(
    view: View, name: str, title: str, draw: Callable[[Theme], object], help: str | None = None, words: str = ""
) -> None:
    show(drawn(view.key, name, current_language(), is_dark(), draw), name, title, help, words)


def labelled(frame: pd.DataFrame, column: str, name: Callable[[str], object], label: str = "label") -> pd.DataFrame:
    """The frame with the words of an id; an id that is declared no more stands for itself."""
    words = {id: _name(name, id) for id in frame[column].unique()}
    return frame.assign(**{label: frame[column].map(words).astype(object)})


def _name(name: Callable[[str], object], id: str) -> str:
    try:
        return str(name(id))
    except KeyError:
        return id


def unit_name(office: Office) -> Callable[[str], object]:
    return lambda id: office.declarations.units[id].name

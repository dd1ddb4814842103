"""What one dashboard is about, and how its readings and figures are shared and shown, with the office's words as labels."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd
import streamlit as st

from survey.actions.noticing import Dashboard
from survey.actions.office import Office
from survey.actions.selecting import Selection
from survey.actions.taking import About
from survey.charts.measure import Measure, measure
from survey.charts.picture import draw_with_picture, picture_config
from survey.charts.theme import CONFIG, Theme
from survey.domain.asking.questionnaire import Questionnaire
from survey.locale import _, current_language
from survey.screens.taking_away import Rows, file_name, offer_table

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
        return self.office.database.name, self.selection, self.found.responses, self.figure, reach

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


def show(
    figure: object, key: str, title: str, help: str | None = None, config: dict = CONFIG, on_press: Callable | None = None, words: str = "",
) -> None:
    """A figure under its title and what it says in words (Markdown); `on_press` is called before the next run, what was
    pressed stands in the state.
    """
    st.markdown(f"##### {title}", help=help)
    if words:
        show_words(words, key)
    st.plotly_chart(
        figure, theme=None, config=config, key=figure_key(key), width="stretch", alt=title,
        on_select=on_press or "ignore", selection_mode="points",
    )  # fmt: skip


def show_words(words: str, key: str) -> None:
    """What a figure says, leaving room for the figure's own button at the end."""
    with st.container(key=f"words_{key}".replace(" ", "_")):
        st.markdown(words)


def figure_key(key: str) -> str:
    return f"figure_{key}"


# Shared by all who may see the same, until a response comes (the key) or a minute passes, as the dashboard itself.
@st.cache_resource(ttl=60, max_entries=400, show_spinner=False)
def _once(key: tuple, name: str, language: str, _read: Callable[[], object]) -> object:
    return _read()


def once(view: View, name: str, read: Callable[[], Reading]) -> Reading:
    """A reading of the view under a name of its own (with the figure, where it depends on it)."""
    return _once(view.key, name, current_language(), read)


# Building a figure costs more than sending it. Shared like the readings it is drawn from (see dashboard.py).
@st.cache_resource(ttl=60, max_entries=400, show_spinner=False)
def drawn(
    key: tuple, name: str, language: str, dark: bool, title: str, under: str, _draw: Callable[[Theme], object]
) -> object:
    return draw_with_picture(_draw, dark, title, under)


def show_shared(
    view: View, name: str, title: str, draw: Callable[[Theme], object], help: str | None = None,
    rows: Rows | None = None, definition: str = "", on_press: Callable | None = None, words: str = "", about: About | None = None,
) -> None:
    """A figure of a dashboard, with a picture of it; with `rows` also with its figures, as `taking_away` wants them.

    about  what the figures are of, where `about_view` with the definition alone would not be true.
    """
    about = about or about_view(view, definition)
    under = " · ".join(text for text in (about.period, about.of, about.n) if text)
    figure = drawn(view.key, name, current_language(), is_dark(), title, under, draw)
    show(figure, name, title, help, picture_config(file_name(title, about.period)), on_press, words)
    if rows:
        offer_table(view.office, title, about, rows, name)


def show_with_rows(
    office: Office, name: str, title: str, draw: Callable[[Theme], object], about: About, rows: Rows, words: str = "", help: str | None = None
) -> None:
    """A figure outside of a questionnaire's dashboard, drawn for this reader alone, with its picture and its figures."""
    under = " · ".join(text for text in (about.period, about.of, about.n) if text)
    figure = draw_with_picture(draw, is_dark(), title, under)
    show(figure, name, title, help, picture_config(file_name(title, about.period)), words=words)
    offer_table(office, title, about, rows, name)


def about_view(view: View, definition: str = "") -> About:
    """What the readings of a dashboard are of, in words: also of which units, where the reader sees only some."""
    units = view.office.units_in_reach("read_dashboard", view.selection.programme, view.selection.units)
    names = [*map(view.unit, units), *map(view.mode, view.selection.modes)]
    of = " · ".join(str(name) for name in (view.found.questionnaire.title, *names))
    interval = _("95%；比例按 Wilson，得分按均值的正态近似")
    return About(str(view.selection.period), of, _("答卷 {n} 份").format(n=f"{view.found.responses:,}"), definition, interval)


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


def worded_answers(questionnaire: Questionnaire, answers: pd.DataFrame) -> pd.DataFrame:
    """The distribution with the words and grades of its answers, in the order of the questionnaire."""
    options = {
        (question.key, option.code): (str(option.label), option.grade)
        for question in questionnaire.questions
        if question.scale
        for option in question.scale.options
    }
    order = list(options)
    answers = labelled(answers, "question", lambda key: questionnaire.by_key[key].text)
    pairs = list(zip(answers["question"], answers["answer"], strict=True))
    return answers.assign(
        answer_label=[options.get(pair, (pair[1], None))[0] for pair in pairs],
        grade=pd.Series([options.get(pair, ("", None))[1] for pair in pairs], index=answers.index, dtype=float),
        place=[order.index(pair) if pair in options else len(order) for pair in pairs],
    ).sort_values("place")

"""The figures of a dashboard, with the office's words as labels."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from survey.actions.noticing import Dashboard
from survey.actions.office import Office
from survey.actions.selecting import Selection
from survey.charts.compare import draw_comparison
from survey.charts.distribution import draw_distribution
from survey.charts.heatmap import draw_heatmap
from survey.charts.questions import draw_questions
from survey.charts.theme import CONFIG, Theme, theme
from survey.charts.trend import draw_trend
from survey.locale import _, current_language


@dataclass(frozen=True)
class View:
    """What one dashboard shows, and under which key its figures may be shared by all who look at it."""

    office: Office
    selection: Selection
    found: Dashboard

    @property
    def key(self) -> tuple:
        reach = self.office.units_in_reach("read_dashboard", self.selection.programme)  # what is hidden depends on it
        return self.office.database.name, self.selection, self.found.responses, reach

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


def show(figure: object, key: str, title: str, help: str | None = None) -> None:
    st.markdown(f"##### {title}", help=help)
    st.plotly_chart(figure, theme=None, config=CONFIG, key=f"figure_{key}", width="stretch", alt=title)


# Building a figure costs more than sending it. Shared like the readings it is drawn from (see dashboard.py).
@st.cache_resource(ttl=60, max_entries=400, show_spinner=False)
def drawn(key: tuple, name: str, language: str, dark: bool, _draw: Callable[[Theme], object]) -> object:
    return _draw(theme(dark))


def show_shared(view: View, name: str, title: str, draw: Callable[[Theme], object], help: str | None = None) -> None:
    show(drawn(view.key, name, current_language(), is_dark(), draw), name, title, help)


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


def show_trend(view: View) -> None:
    title = _("逐月走势：{what}").format(what=view.headline)
    show_shared(view, "trend", title, lambda theme: draw_trend(view.found.trend, theme))


def show_units(view: View) -> None:
    def draw(theme: Theme) -> object:
        whole = float(view.found.headline["score"].iloc[0]) if len(view.found.headline) else None
        return draw_comparison(labelled(view.found.units, "unit", view.unit), theme, whole=whole)

    show_shared(
        view, "units", _("各单位：{what}").format(what=view.headline), draw,
        help=_("每个点是一个单位的得分，横线是 95% 区间。区间彼此重叠的，不能说谁高谁低。"),
    )


def show_questions(view: View) -> None:
    def draw(theme: Theme) -> object:
        text = view.found.questionnaire.by_key
        rated = _rated(view.found, view.found.questions)
        return draw_questions(labelled(rated, "question", lambda key: text[key].text), theme)

    show_shared(view, "questions", _("各题得分，与不满意的比例"), draw)


def show_heat_map(view: View) -> None:
    def draw(theme: Theme) -> object:
        text = view.found.questionnaire.by_key
        cells = labelled(_rated(view.found, view.found.heat), "question", lambda key: text[key].short)
        return draw_heatmap(labelled(cells, "unit", view.unit, label="unit_label"), theme)

    show_shared(view, "heat", _("每道题在每个单位的得分"), draw)


def show_distribution(view: View) -> None:
    title = _("每道题各种答案的比例")
    show_shared(view, "answers", title, lambda theme: draw_distribution(_answers(view.found), theme))


def _answers(found: Dashboard) -> pd.DataFrame:
    """The distribution with the words and grades of its answers, in the order of the questionnaire."""
    options = {
        (question.key, option.code): (str(option.label), option.grade)
        for question in found.questionnaire.questions
        if question.scale
        for option in question.scale.options
    }
    order = list(options)
    answers = labelled(found.answers, "question", lambda key: found.questionnaire.by_key[key].text)
    pairs = list(zip(answers["question"], answers["answer"], strict=True))
    return answers.assign(
        answer_label=[options.get(pair, (pair[1], None))[0] for pair in pairs],
        grade=pd.Series([options.get(pair, ("", None))[1] for pair in pairs], index=answers.index, dtype=float),
        place=[order.index(pair) if pair in options else len(order) for pair in pairs],
    ).sort_values("place")


def _rated(found: Dashboard, frame: pd.DataFrame) -> pd.DataFrame:
    """Only questions whose answers carry points, in the order of the questionnaire."""
    keys = [question.key for question in found.questionnaire.rated]
    kept = frame[frame["question"].isin(keys)]
    return kept.sort_values("question", key=lambda column: column.map(keys.index), kind="stable")

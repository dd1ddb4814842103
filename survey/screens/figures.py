"""The figures of a dashboard, with the office's words as labels."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from survey.actions.noticing import Dashboard
from survey.actions.office import Office
from survey.actions.selecting import Selection
from survey.actions.taking import About
from survey.charts.compare import draw_comparison
from survey.charts.distribution import draw_distribution
from survey.charts.heatmap import draw_heatmap
from survey.charts.picture import draw_with_picture, picture_config
from survey.charts.questions import draw_questions
from survey.charts.theme import CONFIG, Theme
from survey.charts.trend import draw_trend
from survey.domain.asking.questionnaire import Questionnaire
from survey.locale import _, current_language
from survey.screens.taking_away import Rows, definition_words, file_name, offer_table, readings_in_words, shares_in_words


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


def show(
    figure: object, key: str, title: str, help: str | None = None, config: dict = CONFIG, on_press: Callable | None = None
) -> None:
    """A figure under its title; `on_press` is called before the next run, what was pressed stands in the state."""
    st.markdown(f"##### {title}", help=help)
    st.plotly_chart(
        figure, theme=None, config=config, key=figure_key(key), width="stretch", alt=title,
        on_select=on_press or "ignore", selection_mode="points",
    )  # fmt: skip


def figure_key(key: str) -> str:
    return f"figure_{key}"


# Building a figure costs more than sending it. Shared like the readings it is drawn from (see dashboard.py).
@st.cache_resource(ttl=60, max_entries=400, show_spinner=False)
def drawn(
    key: tuple, name: str, language: str, dark: bool, title: str, under: str, _draw: Callable[[Theme], object]
) -> object:
    return draw_with_picture(_draw, dark, title, under)


def show_shared(
    view: View, name: str, title: str, draw: Callable[[Theme], object], help: str | None = None,
    rows: Rows | None = None, definition: str = "", on_press: Callable | None = None,
) -> None:
    """A figure of a dashboard, with a picture of it; with `rows` also with its figures, as `taking_away` wants them."""
    about = about_view(view, definition)
    under = " · ".join(text for text in (about.period, about.of, about.n) if text)
    figure = drawn(view.key, name, current_language(), is_dark(), title, under, draw)
    show(figure, name, title, help, picture_config(file_name(title, about.period)), on_press)
    if rows:
        offer_table(view.office, title, about, rows, name)


def show_with_rows(
    office: Office, name: str, title: str, draw: Callable[[Theme], object], about: About, rows: Rows
) -> None:
    """A figure outside of a questionnaire's dashboard, drawn for this reader alone, with its picture and its figures."""
    under = " · ".join(text for text in (about.period, about.of, about.n) if text)
    figure = draw_with_picture(draw, is_dark(), title, under)
    show(figure, name, title, config=picture_config(file_name(title, about.period)))
    offer_table(office, title, about, rows, name)


def about_view(view: View, definition: str = "") -> About:
    """What the figures of a dashboard are of, in words."""
    names = [*map(view.unit, view.selection.units), *map(view.mode, view.selection.modes)]
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


def show_trend(view: View) -> None:
    title = _("逐月走势：{what}").format(what=view.headline)
    show_shared(
        view, "trend", title, lambda theme: draw_trend(view.found.trend, theme),
        rows=lambda: readings_in_words(view.found.trend, {"month": _("月份")}), definition=definition_words(),
    )


def show_units(view: View, on_press: Callable | None = None) -> None:
    def draw(theme: Theme) -> object:
        whole = float(view.found.headline["score"].iloc[0]) if len(view.found.headline) else None
        return draw_comparison(labelled(view.found.units, "unit", view.unit), theme, whole=whole)

    show_shared(
        view, "units", _("各单位：{what}").format(what=view.headline), draw,
        help=_("每个点是一个单位的得分，横线是 95% 区间。区间彼此重叠的，不能说谁高谁低。"),
        rows=lambda: readings_in_words(labelled(view.found.units, "unit", view.unit), {"label": _("单位")}),
        definition=definition_words(), on_press=on_press,
    )


def show_questions(view: View, on_press: Callable | None = None) -> None:
    def cells() -> pd.DataFrame:
        text = view.found.questionnaire.by_key
        return labelled(_rated(view.found, view.found.questions), "question", lambda key: text[key].text)

    show_shared(
        view, "questions", _("各题得分，与不满意的比例"), lambda theme: draw_questions(cells(), theme),
        rows=lambda: readings_in_words(cells(), {"label": _("题目")}), definition=definition_words(), on_press=on_press,
    )


def show_heat_map(view: View, on_press: Callable | None = None) -> None:
    def cells() -> pd.DataFrame:
        text = view.found.questionnaire.by_key
        rated = labelled(_rated(view.found, view.found.heat), "question", lambda key: text[key].short)
        return labelled(rated, "unit", view.unit, label="unit_label")

    show_shared(
        view, "heat", _("每道题在每个单位的得分"), lambda theme: draw_heatmap(cells(), theme),
        rows=lambda: readings_in_words(cells(), {"unit_label": _("单位"), "label": _("题目")}),
        definition=definition_words(), on_press=on_press,
    )


def show_distribution(view: View) -> None:
    title, answers = _("每道题各种答案的比例"), worded_answers(view.found.questionnaire, view.found.answers)
    show_shared(
        view, "answers", title, lambda theme: draw_distribution(answers, theme),
        rows=lambda: shares_in_words(answers), definition=_("选这个答案的，占这道题的全部答案。"),
    )


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


def _rated(found: Dashboard, frame: pd.DataFrame) -> pd.DataFrame:
    """Only questions whose answers carry points, in the order of the questionnaire."""
    keys = [question.key for question in found.questionnaire.rated]
    kept = frame[frame["question"].isin(keys)]
    return kept.sort_values("question", key=lambda column: column.map(keys.index), kind="stable")

"""The figures of a dashboard, with the office's words as labels."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from survey.actions.noticing import Dashboard
from survey.actions.office import Office
from survey.charts.compare import draw_comparison
from survey.charts.distribution import draw_distribution
from survey.charts.heatmap import draw_heatmap
from survey.charts.questions import draw_questions
from survey.charts.theme import CONFIG, Theme, theme
from survey.charts.trend import draw_trend
from survey.locale import _


def theme_here() -> Theme:
    """The reader's own: light unless the browser says dark."""
    return theme(is_dark=st.context.theme.type == "dark")


def show(figure: go.Figure, key: str, title: str, help: str | None = None) -> None:
    st.markdown(f"##### {title}", help=help)
    st.plotly_chart(figure, theme=None, config=CONFIG, key=f"figure_{key}", width="stretch", alt=title)


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


def show_trend(found: Dashboard) -> None:
    show(draw_trend(found.trend, theme_here()), "trend", _("逐月走势：{what}").format(what=_headline(found)))


def show_units(office: Office, found: Dashboard) -> None:
    units = labelled(found.units, "unit", unit_name(office))
    whole = float(found.headline["score"].iloc[0]) if len(found.headline) else None
    show(
        draw_comparison(units, theme_here(), whole=whole), "units", _("各单位：{what}").format(what=_headline(found)),
        help=_("每个点是一个单位的得分，横线是 95% 区间。区间彼此重叠的，不能说谁高谁低。"),
    )


def show_questions(found: Dashboard) -> None:
    questions = labelled(_rated(found, found.questions), "question", lambda key: found.questionnaire.by_key[key].text)
    show(draw_questions(questions, theme_here()), "questions", _("各题得分，与不满意的比例"))


def show_heat_map(office: Office, found: Dashboard) -> None:
    cells = labelled(_rated(found, found.heat), "question", lambda key: found.questionnaire.by_key[key].short)
    cells = labelled(cells, "unit", unit_name(office), label="unit_label")
    show(draw_heatmap(cells, theme_here()), "heat", _("每道题在每个单位的得分"))


def show_distribution(found: Dashboard) -> None:
    options = {
        (question.key, option.code): (str(option.label), option.grade)
        for question in found.questionnaire.questions
        if question.scale
        for option in question.scale.options
    }
    order = list(options)
    answers = labelled(found.answers, "question", lambda key: found.questionnaire.by_key[key].text)
    pairs = list(zip(answers["question"], answers["answer"], strict=True))
    answers = answers.assign(
        answer_label=[options.get(pair, (pair[1], None))[0] for pair in pairs],
        grade=pd.Series([options.get(pair, ("", None))[1] for pair in pairs], index=answers.index, dtype=float),
        place=[order.index(pair) if pair in options else len(order) for pair in pairs],
    ).sort_values("place")
    show(draw_distribution(answers, theme_here()), "answers", _("每道题各种答案的比例"))


def show_modes(office: Office, found: Dashboard) -> None:
    modes = labelled(found.modes, "mode", lambda id: office.declarations.modes[id].name)
    show(draw_comparison(modes, theme_here()), "modes", _("分填写方式：{what}").format(what=_headline(found)))
    st.caption(
        _("不同的填写方式不能直接比较：有人当面念读时，大家答得更客气；肯扫码的人也和别人不同。比较单位时，请先筛选同一种方式。")
    )


def _rated(found: Dashboard, frame: pd.DataFrame) -> pd.DataFrame:
    """Only questions whose answers carry points, in the order of the questionnaire."""
    keys = [question.key for question in found.questionnaire.rated]
    kept = frame[frame["question"].isin(keys)]
    return kept.sort_values("question", key=lambda column: column.map(keys.index), kind="stable")


def _headline(found: Dashboard) -> str:
    return str(found.questionnaire.by_key[found.questionnaire.headline].short)

"""The three charts behind the page: along the months, unit beside unit, and what pulls overall satisfaction."""

import streamlit as st

from survey.actions.minute import Charts, Noticed
from survey.actions.office import Office
from survey.actions.taking import About
from survey.charts.control import draw_control_chart
from survey.charts.funnel import draw_funnel
from survey.charts.importance import draw_importance
from survey.charts.measure import measure
from survey.charts.picture import picture_config
from survey.charts.theme import Theme
from survey.domain.asking.programme import Programme
from survey.domain.asking.questionnaire import Questionnaire
from survey.locale import _, current_language
from survey.screens.choosing import choose_side
from survey.screens.figure_methods import against_others_words
from survey.screens.figure_tables import control_in_words, funnel_in_words, importance_in_words
from survey.screens.figures import drawn, is_dark, labelled, show_words, unit_name
from survey.screens.minute_about import about_control, about_funnel, about_importance
from survey.screens.refusal import plain
from survey.screens.taking_away import Rows, file_name, offer_table


def show_charts(office: Office, programme: Programme, noticed: Noticed) -> None:
    titles = {id: programme.questionnaire(id) for id in noticed.charts}
    st.divider()
    id = next(iter(titles))
    if len(titles) > 1:
        id = choose_side(_("哪一份问卷的图"), list(titles), lambda id: titles[id].title, key="minute_asked")
    asked, charts = titles[id], noticed.charts[id]
    places = st.columns(3, gap="medium")
    with places[0]:
        show_control(office, noticed, asked, charts)
    with places[1]:
        show_funnel(office, noticed, asked, charts)
    with places[2]:
        show_importance(office, noticed, asked, charts)


def _show(office: Office, noticed: Noticed, asked: Questionnaire, name: str, title: str, draw, about: About, help: str, rows: Rows) -> None:
    """In words first; the figure is drawn once for all who may see the same. What it is of may differ from the page's period."""
    reach = office.units_in_reach("read_dashboard", asked.programme)
    key = office.database.name, asked.programme, asked.id, noticed.period, noticed.responses[asked.id], reach
    under = " · ".join((about.period, about.of, about.n))
    figure = drawn(key, f"minute_{name}", current_language(), is_dark(), title, under, draw)
    config = picture_config(file_name(title, about.period))
    st.markdown(f"##### {title}", help=help)
    show_words(plain(about.says), name)
    st.plotly_chart(figure, theme=None, config=config, key=f"figure_{name}", width="stretch", alt=title)
    offer_table(office, title, about, rows, f"minute_{name}")


def headline(asked: Questionnaire) -> str:
    return str(asked.by_key[asked.headline].short)


def show_control(office: Office, noticed: Noticed, asked: Questionnaire, charts: Charts) -> None:
    def draw(theme: Theme) -> object:
        events = charts.control.events.assign(name=charts.control.events["name"].map(str))
        return draw_control_chart(charts.control.points, theme, events=events)

    _show(
        office, noticed, asked, "control", _("逐月：{what}").format(what=headline(asked)), draw,
        about_control(office, asked, charts),
        _("XmR 控制图（{along}）：均值 ± 2.66 × 平均移动极差，界限之内的起伏是正常波动。").format(along=charts.along),
        lambda: control_in_words(charts.control.points, measure("score"), {"month": _("月份")}),
    )


def show_funnel(office: Office, noticed: Noticed, asked: Questionnaire, charts: Charts) -> None:
    units = labelled(charts.funnel.units, "unit", unit_name(office))
    _show(
        office, noticed, asked, "funnel", _("各单位：{what}").format(what=headline(asked)),
        lambda theme: draw_funnel(units, charts.funnel.limits, theme),
        about_funnel(office, asked, charts, noticed.period),
        against_others_words() if charts.funnel.is_few
        else _("漏斗图（{period}），已计入各单位本来的差别（Spiegelhalter 2005）。漏斗里面的不分先后。").format(period=noticed.period),
        lambda: funnel_in_words(units),
    )


def show_importance(office: Office, noticed: Noticed, asked: Questionnaire, charts: Charts) -> None:
    title = _("什么牵动总体满意")
    if charts.importance is None:
        st.markdown(f"##### {title}")
        st.caption(plain(_("{year}：{why}").format(year=charts.year, why=charts.why_not)))
        return
    table = labelled(charts.importance.table, "question", lambda key: asked.by_key[key].short)
    _show(
        office, noticed, asked, "importance", title, lambda theme: draw_importance(table, theme),
        about_importance(office, asked, charts, table),
        _("影响是各题占总体满意 R² 的份额（LMG），做得怎样是得分；按两者的平均分成四块（Martilla 与 James 1977）。"),
        lambda: importance_in_words(table, charts.importance),
    )

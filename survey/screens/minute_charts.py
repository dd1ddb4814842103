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
from survey.domain.noticing.chart_wording import newest_point_words
from survey.domain.noticing.importance_study import ImportanceStudy
from survey.domain.noticing.quadrants import MEND_FIRST
from survey.domain.noticing.verdict_wording import funnel_words
from survey.locale import _, current_language
from survey.screens.choosing import choose_side
from survey.screens.figure_tables import control_in_words, funnel_in_words, importance_in_words
from survey.screens.figures import drawn, is_dark, labelled, show_words, unit_name
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


def _show(office: Office, noticed: Noticed, asked: Questionnaire, name: str, title: str, draw, words: str, help: str, rows: Rows) -> None:
    """In words first; the figure is drawn once for all who may see the same."""
    reach = office.units_in_reach("read_dashboard", asked.programme)
    key = office.database.name, asked.programme, asked.id, noticed.period, noticed.responses[asked.id], reach
    under = f"{noticed.period} · {asked.title} · n = {noticed.responses[asked.id]:,}"
    figure = drawn(key, f"minute_{name}", current_language(), is_dark(), title, under, draw)
    config = picture_config(file_name(title, str(noticed.period)))
    st.markdown(f"##### {title}", help=help)
    show_words(plain(words), name)
    st.plotly_chart(figure, theme=None, config=config, key=f"figure_{name}", width="stretch", alt=title)
    about = About(str(noticed.period), str(asked.title), _("答卷 {n} 份").format(n=f"{noticed.responses[asked.id]:,}"), f"{words} {help}")
    offer_table(office, title, about, rows, f"minute_{name}")


def headline(asked: Questionnaire) -> str:
    return str(asked.by_key[asked.headline].short)


def show_control(office: Office, noticed: Noticed, asked: Questionnaire, charts: Charts) -> None:
    def draw(theme: Theme) -> object:
        events = charts.control.events.assign(name=charts.control.events["name"].map(str))
        return draw_control_chart(charts.control.points, theme, events=events)

    _show(
        office, noticed, asked, "control", _("逐月：{what}").format(what=headline(asked)), draw,
        newest_point_words(charts.control.points),
        _("XmR 控制图（{along}）：均值 ± 2.66 × 平均移动极差，界限之内的起伏是正常波动。").format(along=charts.along),
        lambda: control_in_words(charts.control.points, measure("score"), {"month": _("月份")}),
    )


def show_funnel(office: Office, noticed: Noticed, asked: Questionnaire, charts: Charts) -> None:
    units = labelled(charts.funnel.units, "unit", unit_name(office))
    _show(
        office, noticed, asked, "funnel", _("各单位：{what}").format(what=headline(asked)),
        lambda theme: draw_funnel(units, charts.funnel.limits, theme),
        _("{period}：{words}").format(period=noticed.period, words=funnel_words(charts.funnel.units, charts.funnel.p)),
        _("漏斗图（{period}），已计入各单位本来的差别（Spiegelhalter 2005）。漏斗里面的不分先后。").format(period=noticed.period),
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
        office, noticed, asked, "importance", title, lambda theme: draw_importance(table, theme), importance_words(charts, table),
        _("影响是各题占总体满意 R² 的份额（LMG），做得怎样是得分；按两者的平均分成四块（Martilla 与 James 1977）。"),
        lambda: importance_in_words(table, charts.importance),
    )


def importance_words(charts: Charts, table) -> str:
    """What to mend first, surely or perhaps, of which year and of how many answers."""
    found: ImportanceStudy = charts.importance
    first = table[table["quadrant"] == MEND_FIRST]
    sure, perhaps = (_("、").join(first.loc[first["is_borderline"] == near, "label"]) for near in (False, True))
    parts = [
        *([_("影响大、做得差：{names}").format(names=sure)] if sure else []),
        *([_("可能是（靠近平均线）：{names}").format(names=perhaps)] if perhaps else []),
    ] or [_("没有影响大而做得差的题")]
    about = _("（{year} 全年，n = {n}，这些题一共解释 {share:.0%}）").format(year=charts.year, n=f"{found.n:,}", share=found.r_squared)
    return _("；").join(parts) + about

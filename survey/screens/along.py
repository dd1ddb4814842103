"""The headline along the months: its trend with the interval, or a control chart with limits, events and a sentence."""

from dataclasses import replace

from survey.actions.charting import ControlChart, read_control_chart
from survey.charts.control import draw_control_chart
from survey.charts.trend import draw_trend
from survey.domain.noticing.chart_wording import newest_point_words
from survey.locale import _
from survey.screens.choosing import choose_side
from survey.screens.figure_methods import control_definition, control_interval
from survey.screens.figure_tables import control_in_words
from survey.screens.figures import View, about_view, once, show_shared
from survey.screens.refusal import plain
from survey.screens.taking_away import definition_words, readings_in_words


def show_along(view: View) -> None:
    ways = {"trend": _("走势"), "control": _("控制图")}
    way = choose_side(_("逐月"), list(ways), ways.get, key="along", label_visibility="collapsed")
    (show_control if way == "control" else show_trend)(view)


def show_trend(view: View) -> None:
    show_shared(
        view, f"trend {view.figure}", _("逐月走势：{what}").format(what=view.subject),
        lambda theme: draw_trend(view.found.trend, theme, view.figure),
        rows=lambda: readings_in_words(view.found.trend, {"month": _("月份")}), definition=definition_words(),
    )


def show_control(view: View) -> None:
    chart: ControlChart = once(
        view, f"control {view.figure}",
        lambda: read_control_chart(view.office, view.selection, view.found.questionnaire.headline, view.figure),
    )
    told = newest_point_words(chart.points)
    show_shared(
        view, f"control {view.figure}", _("控制图：{what}").format(what=view.subject),
        lambda theme: draw_control_chart(chart.points, theme, view.figure, chart.events),
        help=about_control(), words=plain(told),
        rows=lambda: control_in_words(chart.points, view.measured, {"month": _("月份")}),
        about=replace(about_view(view, control_definition(view.figure)), interval=control_interval(), says=told),
    )


def about_control() -> str:
    return _(
        "细线之间是正常波动：月月都有高低，不必解读。得分用 XmR 图，比例用 Laney p′ 图。"
        "登记过的大事标在图上；声明要重算的，和题目改了问法的地方，界限从那里重新算。"
    )

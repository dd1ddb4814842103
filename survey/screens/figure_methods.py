"""How the figures of a chart were reached, as a file taken away says it: methods, limits and intervals in words."""

from collections.abc import Callable

from survey.domain.counting.mode_adjusted import mode_adjusted
from survey.domain.counting.year_on_year import year_on_year
from survey.domain.methods import Method, methods
from survey.domain.noticing.cross_table import cross_table
from survey.domain.noticing.dispersion import over_dispersion
from survey.domain.noticing.few_units import FEW_UNITS, against_the_others
from survey.domain.noticing.funnel import Funnel
from survey.domain.noticing.lmg_importance import lmg_importance
from survey.domain.noticing.p_chart import laney_p_chart
from survey.domain.noticing.penalty_reward import penalty_reward
from survey.domain.noticing.quadrants import quadrants
from survey.domain.noticing.xmr_chart import xmr_chart
from survey.locale import _
from survey.screens.taking_away import figure_words


def method_words(*functions: Callable) -> str:
    """Name, way and sources of each, as the definitions page has them; KeyError for what is none of `methods()`."""
    told = {method.function: method for method in methods()}
    return " ".join(_words(told[function]) for function in functions)


def _words(method: Method) -> str:
    pattern = _("{name}：{how}（{sources}）") if method.sources else _("{name}：{how}")
    return pattern.format(name=method.name, how=method.how, sources=_("、").join(method.sources))


def control_definition(figure: str) -> str:
    """What a point of a control chart is, and where its limits come from: XmR for the score, Laney's p′ for a rate."""
    return f"{figure_words(figure)} {method_words(xmr_chart if figure == 'score' else laney_p_chart)}"


def control_interval() -> str:
    return _("控制界限不是置信区间：它说的是平常的波动有多大。")


def funnel_method(found: Funnel) -> str:
    return method_words(against_the_others if found.is_few else over_dispersion)


def against_others_words() -> str:
    """Why a few units stand in no funnel, and what they are set against instead."""
    return _(
        "不足 {few} 个单位，漏斗图分不出哪个异常；改为每个同其余几个的平均比，其余几个之间的差别已经算在里面"
        "（Marshall 与 Spiegelhalter 2003）。无明显差异的不分先后。"
    ).format(few=FEW_UNITS)


def importance_definition() -> str:
    return method_words(lmg_importance, quadrants, penalty_reward)


def importance_interval() -> str:
    """Of the shares Efron 1981, of what failing costs and delighting gains HC3 (Long & Ervin 2000)."""
    return _("95%；影响由重复抽样得出（Efron 1981），扣分与加分用稳健标准误（HC3，Long 与 Ervin 2000）")


def changes_interval() -> str:
    return _("95%；得分的差按 Welch，比例的差按 Newcombe；结论另按 Benjamini-Hochberg 校正")


def cross_definition() -> str:
    return method_words(cross_table)


def year_definition() -> str:
    return method_words(year_on_year)


def year_interval() -> str:
    """As `year_on_year` has it: the weights taken as given, the spread pooled."""
    return _("95%；只给真实变化，各单位各方式的份额当作已知，按正态近似")


def adjusted_definition() -> str:
    return method_words(mode_adjusted)


def adjusted_interval() -> str:
    return _("95%；只给校正后得分，由同一次加权最小二乘估计得出")

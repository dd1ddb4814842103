"""What each chart of the head's page is of, for its picture and its file: each has a period and an n of its own."""

import pandas as pd

from survey.actions.minute import Charts
from survey.actions.office import Office
from survey.actions.taking import About
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.counting.period import Period
from survey.domain.noticing.chart_wording import newest_point_words
from survey.domain.noticing.importance_study import ImportanceStudy
from survey.domain.noticing.quadrants import MEND_FIRST
from survey.domain.noticing.verdict_wording import funnel_words
from survey.locale import _
from survey.screens.figure_methods import (
    control_definition, control_interval, funnel_method, importance_definition, importance_interval,
)
from survey.screens.figures import unit_name
from survey.screens.taking_away import figure_words


def about_control(office: Office, asked: Questionnaire, charts: Charts) -> About:
    points = charts.control.points
    definition, says = control_definition("score"), newest_point_words(points)
    return About(str(charts.along), whose(office, asked), counted(points), definition, control_interval(), says)


def about_funnel(office: Office, asked: Questionnaire, charts: Charts, period: Period) -> About:
    units, definition = charts.funnel.units, f"{figure_words('score')} {funnel_method(charts.funnel)}"
    says = _("{period}：{words}").format(period=period, words=funnel_words(units, charts.funnel.p))
    return About(str(period), whose(office, asked), counted(units), definition, says=says)


def about_importance(office: Office, asked: Questionnaire, charts: Charts, table: pd.DataFrame) -> About:
    n, says = f"n = {charts.importance.n:,}", importance_words(charts, table)
    return About(str(charts.year), whose(office, asked), n, importance_definition(), importance_interval(), says)


def whose(office: Office, asked: Questionnaire) -> str:
    """The questionnaire, and the units where the reader sees only some."""
    names = map(unit_name(office), office.units_in_reach("read_dashboard", asked.programme))
    return " · ".join(map(str, (asked.title, *names)))


def counted(rows: pd.DataFrame) -> str:
    """How many answers stand in the rows that may be seen."""
    return f"n = {int(rows.loc[rows['shown'].astype(bool), 'n'].sum()):,}"


def importance_words(charts: Charts, table: pd.DataFrame) -> str:
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

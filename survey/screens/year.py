"""A year's change in its parts: who answered, how they answered, and what is real."""

from dataclasses import replace
from math import isnan

import streamlit as st

from survey.actions.comparing import read_year_on_year
from survey.charts.verdict import change_of
from survey.charts.year_parts import draw_year_parts
from survey.domain.counting.period import ALL, part_of_last_year
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.counting.year_on_year import YearOnYear
from survey.domain.noticing.verdict import verdict_of
from survey.locale import _
from survey.screens.changed import signed
from survey.screens.figure_methods import year_definition, year_interval
from survey.screens.figure_tables import year_in_words
from survey.screens.figures import View, about_view, once, show_shared
from survey.screens.refusal import plain


def show_year(view: View) -> None:
    """In words, then as bars; the score alone, whatever figure is chosen."""
    if view.selection.period == ALL:
        st.info(_("全部时间之前没有可以比较的时期。请选一年、一个季度或一个月。"))
        return
    found = once(view, "year", lambda: read_year_on_year(view.office, view.selection))
    title = _("与去年同期相比，有多少是真的：{question} · 得分").format(question=view.headline)
    if found is None:
        st.markdown(f"##### {title}", help=about_parts())
        st.markdown(plain(none_before(view)))
        return
    told, against = parts_in_words(found, view), part_of_last_year(view.selection.period)
    about = replace(
        about_view(view, year_definition()), period=_("{period} 比 {against}").format(period=view.selection.period, against=against),
        n=f"n = {found.n_before:,} → {found.n:,}", interval=year_interval(), says=told,
    )
    show_shared(
        view, "year", title, lambda theme: draw_year_parts(found.unit_mix, found.mode_mix, found.real, (found.low, found.high), theme),
        help=about_parts(), words=plain(told),
        rows=lambda: year_in_words(found), about=about,
    )


def about_parts() -> str:
    return _(
        "分数会因为哪些单位答得多、用什么方式填而变，服务却没有变。这里按 Kitagawa（1955）把变化拆成三部分，加起来正好是全部；"
        "只在一年里有的单位或方式算作构成变化。"
    )


def none_before(view: View) -> str:
    against = part_of_last_year(view.selection.period)
    return _("{period} 没有 {minimum} 份以上同一问法的回答，无法比较。").format(period=against, minimum=MINIMUM)


def parts_in_words(found: YearOnYear, view: View) -> str:
    """The change in its three parts, that they add up, and whether the real one is noise."""
    against = part_of_last_year(view.selection.period)
    parts = _("“{question}”的得分比 {period}：{before:.1f} → {now:.1f}，共 {whole} 分 = 单位构成 {units} + 填写方式构成 {modes} + 真实变化 {real}；三部分加起来正好是全部。").format(
        question=view.headline, period=against, before=found.before, now=found.now, whole=signed(found.now - found.before),
        units=signed(found.unit_mix), modes=signed(found.mode_mix), real=signed(found.real),
    )
    if isnan(found.low):
        return parts + _("两年没有共同的单位和填写方式，真实变化说不准。")
    verdict = change_of(verdict_of(found.low, found.high).item())
    return parts + _("真实变化的 95% 区间 {low} 至 {high}：{verdict}；它只看两年都有的单位和方式，占 {shared:.0%}。n = {n_before} → {n}。").format(
        low=signed(found.low), high=signed(found.high), verdict=verdict, shared=found.shared, n_before=found.n_before, n=found.n
    )

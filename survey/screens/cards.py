"""The headline figures: each with its interval, its n and what it means."""

from typing import NamedTuple

import pandas as pd
import streamlit as st

from survey.actions.noticing import Dashboard
from survey.charts.measure import Measure, measure
from survey.domain.counting.period import Period
from survey.domain.counting.small_numbers import TENTATIVE
from survey.locale import _


class Figure(NamedTuple):
    value: float
    low: float
    high: float
    n: int


def definitions() -> dict[str, str]:
    """Which answers each figure counts, and in what; measures.md 1 and 2."""
    return {
        "score": _("每个答案按分值（最好 100，最差 0）加起来，除以有分值的答案数。"),
        "top1": _("选最好一级（如“非常满意”）的，占计入比例的答案。"),
        "top2": _("选前两级（如“非常满意”“满意”）的，占计入比例的答案。"),
        "top3": _("选前三级（到“基本满意”为止）的，占计入比例的答案。它几乎处处很高，不宜用来排名。"),
        "dissatisfied": _("选后两级（如“不满意”“非常不满意”）的，占计入比例的答案。"),
    }


def show_cards(found: Dashboard, period: Period) -> None:
    headline = found.questionnaire.by_key[found.questionnaire.headline]
    st.caption(
        _("{title} · 题目“{question}” · {period} · 每个数字都附 95% 区间和回答数 n").format(
            title=found.questionnaire.title, question=headline.short, period=period
        )
    )
    figures = definitions()
    places = st.columns(len(figures) + 1, gap="small")
    for place, (column, definition) in zip(places, figures.items()):
        with place:
            show_figure(measure(column), found.headline, definition, period)
    with places[-1]:
        show_responses(found, period)
    if _figure(measure("score"), found.headline) is None:
        st.caption(_("这道题的回答不足 10 份，不显示。"))
    elif len(found.modes) > 1:
        st.caption(_("这里合在一起的有几种填写方式，它们之间不能直接比较（见“填写方式”）。"))


def show_figure(measured: Measure, headline: pd.DataFrame, definition: str, period: Period) -> None:
    figure = _figure(measured, headline)
    about = definition + _(" 时间：{period}。").format(period=period)
    if figure is None:
        st.metric(measured.name, "—", border=True, help=about, height="stretch")
        return
    note = f"{measured.interval_text(figure.low, figure.high)} · n={figure.n:,}"
    if figure.n < TENTATIVE:
        note += " · " + _("仅供参考")
    st.metric(
        measured.name, measured.text(figure.value), delta=note, delta_color="off", delta_arrow="off",
        border=True, help=f"{about} n = {figure.n:,}", height="stretch",
    )


def _figure(measured: Measure, headline: pd.DataFrame) -> Figure | None:
    """None where it is hidden or where nobody answered."""
    if headline.empty or not headline["shown"].iloc[0] or pd.isna(headline[measured.column].iloc[0]):
        return None
    row, column = headline.iloc[0], measured.column
    values = (float(row[column + end]) * measured.factor for end in ("", "_low", "_high"))
    return Figure(*values, n=int(row[measured.base]))


def show_responses(found: Dashboard, period: Period) -> None:
    outside = int(found.headline["outside"].sum())
    st.metric(
        _("答卷"), _("{n} 份").format(n=f"{found.responses:,}"),
        delta=_("没接触/不清楚 {n}").format(n=f"{outside:,}"), delta_color="off", delta_arrow="off", border=True,
        help=_("这一范围内有效的答卷；答“没接触/不清楚”的不进分数和比例。时间：{period}。").format(period=period),
        height="stretch",
    )


"""The headline figures: each with its interval, its n and what it means."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from survey.actions.comparing import Changes
from survey.actions.noticing import Dashboard
from survey.charts.measure import Measure, measure
from survey.domain.counting.ceiling import CEILING, PER, is_at_ceiling
from survey.domain.counting.period import Period
from survey.domain.counting.small_numbers import MINIMUM, TENTATIVE
from survey.locale import _
from survey.screens.changed import change_note
from survey.screens.figures import View, labelled
from survey.screens.taking_away import definitions

NAMED = 3  # units


class Figure(NamedTuple):
    value: float
    low: float
    high: float
    n: int


def show_cards(view: View, changed: Changes | None) -> None:
    """The headline figures; `changed` says since when each of them moved, None that there is nothing to compare with."""
    found, period = view.found, view.selection.period
    st.caption(" · ".join(about_cards(view)))
    figures = figures_of(found.headline)
    places = st.columns(len(figures) + 1, gap="small")
    for place, (measured, definition) in zip(places, figures):
        with place:
            show_figure(measured, found.headline, definition, period, changed)
    with places[-1]:
        show_responses(found, period)
    if _figure(measure("score"), found.headline) is None:
        st.caption(_("这道题的回答不足 {minimum} 份，不显示。").format(minimum=MINIMUM))
    elif len(figures) < len(definitions()):
        st.caption(why_ceiling(found.headline))


def about_cards(view: View) -> list[str]:
    """What the cards speak of: question and period, which modes are put together, and what is left out."""
    found = view.found
    headline = found.questionnaire.by_key[found.questionnaire.headline]
    about = [
        _("{title} · 题目“{question}” · {period} · 每个数字下面是它的 95% 区间和回答数 n").format(
            title=found.questionnaire.title, question=headline.short, period=view.selection.period
        )
    ]
    if units := view.selection.units:
        about.append(units_in_words([str(view.unit(unit)) for unit in units]))
    if len(found.modes) > 1:
        about.append(modes_in_words(view))
    if found.left_out:
        about.append(_("另有 {n} 个答案答的是旧问法或旧选项，没有并入").format(n=f"{found.left_out:,}"))
    return about


def units_in_words(names: Sequence[str]) -> str:
    """The first few by name; whoever sees one unit alone reads whose figures these are."""
    named = _("、").join(names[:NAMED])
    return named if len(names) <= NAMED else named + _(" 等 {count} 个单位").format(count=len(names))


def modes_in_words(view: View) -> str:
    """Each mode with its n, and where the adjusted figure stands; hidden ones are only counted."""
    seen = labelled(view.found.modes[view.found.modes["shown"]], "mode", view.mode)
    named = _("、").join(f"{row.label} n = {row.n:,}" for row in seen.itertuples())
    hidden = len(view.found.modes) - len(seen)
    more = _("，另有 {count} 种答卷少、不单列").format(count=hidden) if hidden else ""
    return _("合在一起的填写方式不能直接比较：{modes}{more}；校正后的得分见“填写方式”").format(modes=named, more=more)


def figures_of(headline: pd.DataFrame) -> list[tuple[Measure, str]]:
    """The figures in order, each with what it counts; at the ceiling grade 1 and bad grades stand first (measures.md 2)."""
    meaning = definitions()
    if not is_ceiling(headline):
        return [(measure(column), definition) for column, definition in meaning.items()]
    bad = Measure("dissatisfied", _("每千个回答的差评"), "", float(PER), "n")
    return [
        (measure("top1"), meaning["top1"]),
        (bad, _("选后两级（如“不满意”“非常不满意”）的，每 1,000 个计入比例的答案里有几个。")),
        (measure("score"), meaning["score"]),
    ]


def is_ceiling(headline: pd.DataFrame) -> bool:
    """Whether the rate of grades 1-3 of the whole selection tells nothing any more."""
    if headline.empty or not headline["shown"].iloc[0]:
        return False
    row = headline.iloc[0]
    return is_at_ceiling(row["top3"] * row["n"], row["n"])


def why_ceiling(headline: pd.DataFrame) -> str:
    row = headline.iloc[0]
    return _(
        "基本满意及以上率是 {value:.1%}（95% 区间从 {low:.1%} 起），已在 {line:.0%} 以上：几乎人人满意，再看它分不出好坏，所以这里先看非常满意率和差评。"
    ).format(value=row["top3"], low=row["top3_low"], line=CEILING)


def show_figure(
    measured: Measure, headline: pd.DataFrame, definition: str, period: Period, changed: Changes | None = None
) -> None:
    figure = _figure(measured, headline)
    about = definition + _(" 时间：{period}。").format(period=period)
    if figure is None:
        show_card(measured.name, "—", (), about)
        return
    notes = [measured.interval_text(figure.low, figure.high), f"n = {figure.n:,}"]
    if figure.n < TENTATIVE:
        notes.append(_("仅供参考"))
    if changed:
        notes.append(change_note(changed, measured))
    show_card(measured.name, measured.text(figure.value), notes, about)


def show_card(name: str, value: str, notes: Sequence[str], about: str) -> None:
    """A figure with what qualifies it beneath, each on its own line: a cut-off interval says nothing."""
    with st.container(border=True, gap="xxsmall", height="stretch"):
        st.metric(name, value, help=about)
        for note in notes:
            st.caption(note)


def _figure(measured: Measure, headline: pd.DataFrame) -> Figure | None:
    """None where it is hidden or where nobody answered."""
    if headline.empty or not headline["shown"].iloc[0] or pd.isna(headline[measured.column].iloc[0]):
        return None
    row, column = headline.iloc[0], measured.column
    values = (float(row[column + end]) * measured.factor for end in ("", "_low", "_high"))
    return Figure(*values, n=int(row[measured.base]))


def show_responses(found: Dashboard, period: Period) -> None:
    about = _("这一范围内有效的答卷。答“没接触/不清楚”的、没答这道题的，都不进分数和比例。时间：{period}。")
    outside, answered = int(found.headline["outside"].sum()), int(found.headline["n"].sum())
    notes = [
        _("没接触/不清楚 {n}").format(n=f"{outside:,}"),
        _("没答这道题 {n}").format(n=f"{found.responses - answered - outside:,}"),
    ]
    if found.excluded:
        notes.append(_("另有 {n} 份经两人同意排除").format(n=f"{found.excluded:,}"))
    is_shown = bool(found.headline["shown"].any())
    show_card(_("答卷"), f"{found.responses:,}", notes if is_shown else [], about.format(period=period))

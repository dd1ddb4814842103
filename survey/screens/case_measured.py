"""Of a case that is measured again: before and after, what became of it, and the way to answer."""

from html import escape

import streamlit as st

from survey.actions.mending import Remeasured, measure_again
from survey.actions.office import Office
from survey.actions.remeasuring import share_words
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.handling.case import Case
from survey.domain.handling.light import light_name
from survey.domain.noticing.remeasure import NOT_IMPROVED, TOO_FEW, VERIFIED, outcome_name
from survey.locale import _, current_language
from survey.screens.clock import now
from survey.screens.doors import address_here
from survey.screens.refusal import plain

# Grounds and signs; the words beside them say the same.
GROUNDS = {VERIFIED: "green", NOT_IMPROVED: "red", TOO_FEW: "gray"}
LIGHTS = {"green": ("green", "●"), "yellow": ("orange", "◐"), "red": ("red", "⚠")}


def show_measured(office: Office, case: Case) -> None:
    found = measure_again(office, case.programme, case.id, now())
    if found is None:
        return
    with st.container(border=True, key="the_measured"):
        st.markdown("##### " + _("整改与复测"))
        st.markdown("  \n".join(part for part in (marks(found), shares(found), change(found), progress(found)) if part))
        if found.after:
            st.caption(_("整改前和复测的填写方式若不一样，差别里也有填写方式的影响。"))
            st.caption(_("立项是因为当时的数字差，其中碰巧的那部分不改也会回来（回归均值）：原来离警戒线越近，“已验证”越说明不了什么。"))
        if found.is_asking:
            show_link(found)


def marks(found: Remeasured) -> str:
    """How it stands by the date, what was concluded, and how often it came back."""
    parts = []
    if found.light:
        ground, sign = LIGHTS[found.light]
        parts.append(f":{ground}-badge[{sign} {light_name(found.light)}]")
    if found.outcome:
        parts.append(f":{GROUNDS[found.outcome.verdict]}-badge[{outcome_name(found.outcome.verdict)}]")
    if found.reopened:
        parts.append(_("退回重新整改 {n} 次").format(n=found.reopened))
    return "　".join(parts)


def shares(found: Remeasured) -> str:
    before = share_words(found.before) + (f" {plain(found.period)}" if found.period else "")
    words = _("不满意比例：整改前 {before}").format(before=before)
    if found.after is None:
        return words
    return words + _(" → 复测 {after}").format(after=share_words(found.after))


def change(found: Remeasured) -> str:
    if found.outcome is None or found.outcome.difference is None:
        return ""
    points = [f"{100 * part:+.1f}" for part in (found.outcome.difference, found.outcome.low, found.outcome.high)]
    return _("变化 {points} 个百分点（95% 区间 {low} 到 {high}）").format(points=points[0], low=points[1], high=points[2])


def progress(found: Remeasured) -> str:
    if not found.is_asking:
        return ""
    came = _("不足 {n} 份").format(n=MINIMUM) if found.came is None else _("{n} 份").format(n=found.came)
    return _("复测已收 {came}，要收 {wanted} 份，到 {until} 为止").format(came=came, wanted=found.wanted, until=found.until)


def show_link(found: Remeasured) -> None:
    """The form of three questions, as a link, as a code to be scanned from the screen, and as a poster."""
    here, alt = address_here(), _("复测的二维码")
    st.html(f'<img src="{escape(found.picture)}" width="150" height="150" alt="{escape(alt)}">')
    language = f"&lang={current_language()}"
    words = _("[打开复测问卷]({form})　[打印海报]({poster})")
    st.markdown(words.format(form=here + found.path, poster=here + found.poster + language))

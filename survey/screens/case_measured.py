"""Of a case that is measured again: before and after, what became of it, and the way to answer."""

import math
from html import escape

import pandas as pd
import streamlit as st

from survey.actions.mending import Remeasured, measure_again
from survey.actions.office import Office
from survey.actions.remeasuring import share_words
from survey.actions.taking import About
from survey.charts.before_after import DIFFERENCE, SHARES, draw_before_after
from survey.domain.asking.response import receipt_code
from survey.domain.counting.interval import wilson_interval
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.handling.case import Case
from survey.domain.handling.light import light_name
from survey.domain.noticing.remeasure import NOT_COMPARABLE, NOT_IMPROVED, TOO_FEW, VERIFIED, outcome_name
from survey.locale import _, current_language
from survey.screens.case_words import unit_word
from survey.screens.clock import now
from survey.screens.doors import address_here
from survey.screens.figures import show_with_rows
from survey.screens.refusal import plain
from survey.screens.taking_away import definitions

# Grounds and signs; the words beside them say the same.
GROUNDS = {VERIFIED: "green", NOT_IMPROVED: "red", TOO_FEW: "gray", NOT_COMPARABLE: "gray"}
LIGHTS = {"green": ("green", "●"), "yellow": ("orange", "◐"), "red": ("red", "⚠")}


def show_measured(office: Office, case: Case) -> None:
    found = measure_again(office, case.programme, case.id, now())
    if found is None:
        return
    with st.container(border=True, key="the_measured"):
        st.markdown("##### " + _("整改与复测"))
        st.markdown("  \n".join(part for part in (marks(found), shares(found), change(found), progress(found)) if part))
        if found.is_reworded:
            st.caption(reworded_words(found))
        if found.after:
            show_before_after(office, case, found)
            st.caption(_("整改前和复测的填写方式若不一样，差别里也有填写方式的影响。"))
            st.caption(_("立项是因为当时的数字差，其中碰巧的那部分不改也会回来（回归均值）：原来离警戒线越近，“已验证”越说明不了什么。"))
        if found.is_asking:
            show_link(found)


def show_before_after(office: Office, case: Case, found: Remeasured) -> None:
    """Both shares with their n and the difference, once it is over; the picture and the figures to take away."""
    frame = before_after_frame(found)
    if not frame["shown"].iloc[0]:
        return
    of = f"{receipt_code(case.id)} · {unit_word(office, case.unit)}"
    n = _("整改前 {before} 份，复测 {after} 份").format(before=found.before.n, after=found.after.n)
    about = About(found.period, of, n, definitions()["dissatisfied"], _("95%；比例按 Wilson，差按 Newcombe"))
    show_with_rows(
        office, "before_after", _("整改前后"), lambda theme: draw_before_after(frame, theme), about,
        lambda: before_after_words(frame),
    )


def before_after_frame(found: Remeasured) -> pd.DataFrame:
    """One row as `draw_before_after` wants it; not shown where one side has fewer than ten or there is no difference."""
    row = {name: math.nan for name in (*SHARES, *DIFFERENCE)}
    sides, change = ((found.before, "before"), (found.after, "now")), found.outcome
    is_shown = change is not None and change.difference is not None and all(side and side.n >= MINIMUM for side, _name in sides)
    if is_shown:
        for side, name in sides:
            low, high = wilson_interval(side.count, side.n)
            row |= {name: side.count / side.n, f"{name}_low": float(low), f"{name}_high": float(high)}
        row |= {name: getattr(change, name) for name in DIFFERENCE}
        row |= {"n_before": found.before.n, "n": found.after.n, "outcome": change.verdict}
    return pd.DataFrame([row | {"shown": is_shown}])


def before_after_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Before, after and the change in rows, each with its interval."""
    row = frame.iloc[0]
    parts = (
        (_("整改前"), "n_before", SHARES[:3]), (_("整改后"), "n", SHARES[3:]), (_("变化（百分点）"), None, DIFFERENCE),
    )  # fmt: skip
    rows = [[name, row[n] if n else None, *(round(100 * row[part], 1) for part in three)] for name, n, three in parts]
    words = [_("时间"), _("回答数 n"), _("不满意（%）"), _("95% 区间下限"), _("95% 区间上限")]
    return pd.DataFrame(rows, columns=words).assign(**{_("结论"): [None, None, outcome_name(row["outcome"])]})


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


def reworded_words(found: Remeasured) -> str:
    """That before and after were not asked alike, and what follows."""
    if found.outcome and found.outcome.verdict != NOT_COMPARABLE:
        return _("这道题的问法或选项后来改了：只有照原来的问法答的才计入，改了以后不再收。")
    return _(
        "这道题的问法或选项改过，整改前的数和现在问的对不上：不能相比，也不下“见效”或“没见效”的结论。"
        "请等照新问法答的够了，按新的数另行立项。"
    )


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

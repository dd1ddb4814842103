"""Proposals that wait for a second person, and what was excluded with what it does to the headline figure."""

import pandas as pd
import streamlit as st

from survey.actions.excluding import decide_exclusion
from survey.actions.office import Office
from survey.actions.radar import Effect, Radar
from survey.actions.taking import About
from survey.domain.counting.period import parse_period
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.screens import identity
from survey.screens.clock import now
from survey.screens.figures import labelled, unit_name
from survey.screens.language import speak
from survey.screens.refusal import plain, show_refusal
from survey.screens.taking_away import named, offer_table

REFUSAL, DONE = "radar_refusal", "radar_done"


def show_outcome() -> None:
    if refusal := st.session_state.pop(REFUSAL, None):
        show_refusal(refusal)
    elif done := st.session_state.pop(DONE, None):
        st.success(done)


def show_waiting(office: Office, found: Radar) -> None:
    """Each with its reason; whoever proposed it sees that somebody else decides."""
    if found.waiting.empty:
        st.caption(_("没有等待决定的建议。"))
        return
    for number, row in enumerate(found.waiting.itertuples()):
        with st.container(border=True):
            st.markdown(plain(sentence(office, row)))
            if row.proposed_by == office.actor.id:
                st.caption(_("您提出的，要由另一个人决定。"))
            elif office.may("decide_exclusion"):
                with st.container(horizontal=True):
                    st.button(_("排除"), key=f"do_exclude_{number}", on_click=decide, args=(row.response_id, True))
                    st.button(_("保留"), key=f"do_keep_{number}", on_click=decide, args=(row.response_id, False))
    offer_decisions(office, _("等待决定的答卷"), found.waiting, "waiting")


def sentence(office: Office, row) -> str:
    place = office.declarations.areas.get(row.area) or office.declarations.units.get(row.unit)
    collector = office.declarations.collectors.get(row.collector)
    parts = [str(row.happened_on or ""), str(place.name if place else row.unit), str(collector.name if collector else row.collector)]
    return _("{sheet}：{reason}（{by} 提出）").format(
        sheet=_("、").join(part for part in parts if part), reason=row.reason, by=row.proposed_by
    )


def decide(id: str, is_excluded: bool) -> None:
    speak()
    try:
        decide_exclusion(identity.the_office(), id, is_excluded, now())
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal
        return
    st.session_state[DONE] = _("已排除，不再计入任何数字。") if is_excluded else _("已保留。")


def show_excluded(office: Office, found: Radar) -> None:
    if found.excluded.empty:
        st.caption(_("没有排除的答卷。"))
        return
    st.markdown(effect_words(len(found.excluded), found.effect))
    st.dataframe(table_of(office, found.excluded), hide_index=True, column_config=columns())
    offer_decisions(office, _("已排除的答卷"), found.excluded, "excluded", effect_words(len(found.excluded), found.effect))


def offer_decisions(office: Office, title: str, sheets: pd.DataFrame, key: str, effect: str = "") -> None:
    """Which sheets, why, by whom: no answer is among it."""
    n = _("{n} 份").format(n=len(sheets))
    about = About(str(parse_period(st.session_state["period"])), n=n, definition=effect)
    offer_table(office, title, about, lambda: decisions_in_words(office, sheets), key, "read_radar")


def decisions_in_words(office: Office, sheets: pd.DataFrame) -> pd.DataFrame:
    words = {
        "happened_on": _("日期"), "unit": _("单位"), "collector": _("访员"), "reason": _("理由"), "proposed_by": _("提出"),
        "decided_by": _("决定"), "decided_on": _("决定日期"),
    }  # fmt: skip
    return named(table_of(office, sheets).replace("", None).dropna(axis="columns", how="all"), words)


def effect_words(count: int, effect: Effect | None) -> str:
    words = _("排除了 {n} 份。").format(n=f"{count:,}")
    if effect is None:
        return words
    if effect.without is None:
        return words + _("为保护填写人，不足十份不显示影响；总体得分的变动最多 {most:.1f} 分。").format(most=effect.at_most)
    return words + _("总体得分：不排除时 {before:.1f}，排除后 {after:.1f}。").format(before=effect.with_them, after=effect.without)


def table_of(office: Office, excluded: pd.DataFrame) -> pd.DataFrame:
    declared = office.declarations
    table = labelled(excluded, "unit", unit_name(office), label="unit")
    table = labelled(table, "collector", lambda id: declared.collectors[id].name, label="collector")
    days = [None if pd.isna(at) else at.astimezone(office.zone).date() for at in table["decided_at"]]
    return table.assign(decided_on=days)[list(columns())]


def columns() -> dict:
    return {
        "happened_on": st.column_config.DateColumn(_("日期"), format="YYYY-MM-DD", width=95),
        "unit": st.column_config.TextColumn(_("单位"), width=130),
        "collector": st.column_config.TextColumn(_("访员"), width=130),
        "reason": st.column_config.TextColumn(_("理由"), width="large"),
        "proposed_by": st.column_config.TextColumn(_("提出"), width=110),
        "decided_by": st.column_config.TextColumn(_("决定"), width=110),
        "decided_on": st.column_config.DateColumn(_("决定日期"), format="YYYY-MM-DD", width=95),
    }

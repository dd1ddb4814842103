"""Sheets in rows: those that are flagged, those to call back; a press on one opens the proposal to exclude it."""

import pandas as pd
import streamlit as st

from survey.actions.excluding import LONGEST_REASON, propose_exclusion
from survey.actions.office import Office
from survey.actions.radar import Radar
from survey.actions.taking import About
from survey.domain.asking.flags import KINDS
from survey.domain.counting.period import parse_period
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.screens import identity
from survey.screens.clock import now
from survey.screens.figures import labelled, unit_name
from survey.screens.language import speak
from survey.screens.radar_decisions import DONE, REFUSAL
from survey.screens.refusal import plain
from survey.screens.taking_away import named as in_words
from survey.screens.taking_away import offer_table

CHOSEN, REASON = "radar_chosen", "radar_reason"
MOST_SHOWN = 500


def show_flagged(office: Office, found: Radar) -> None:
    if found.flagged.empty:
        show_none(found)
        return
    st.caption(_("理由多的在前；不显示答案。核实过、确有问题的，点一行建议排除。"))
    state = [_("已建议排除") if state else "" for state in found.flagged["state"]]
    show_sheets(office, flagged := found.flagged.assign(state=state), "flagged")
    n = _("看了 {n} 份，其中 {flagged} 份有标记").format(n=found.responses, flagged=len(flagged))
    about = About(str(parse_period(st.session_state["period"])), n=n, definition=_("标记只是值得再看一眼的理由，不改动任何数字。"))
    offer_table(office, _("有标记的答卷"), about, lambda: named_away(office, flagged), "flagged", "read_radar")


def show_none(found: Radar) -> None:
    """None found is good news only where somebody could look."""
    if set(found.blind) == set(KINDS):
        st.info(_("这些答卷哪一样都查不了，原因见上面。"))
    else:
        st.success(_("查得了的几样里，没有值得再看一眼的答卷。") if found.blind else _("没有值得再看一眼的答卷。"))


def show_call_backs(office: Office, found: Radar) -> None:
    share = office.declarations.radar.call_back_share.number
    st.caption(
        _("每个访员每一轮抽 {share:.0%}，至少一份；按编号的散列值抽，谁看都是这一份名单，谁也挑不了。请按片区和日期找到当时的住户核实。").format(
            share=share
        )
    )
    if found.call_backs.empty:
        st.info(_("这一范围内没有访员录入的答卷。"))
        return
    show_sheets(office, found.call_backs, "call")
    drawn = _("每个访员每一轮抽 {share:.0%}，至少一份；按编号的散列值抽。").format(share=share)
    about = About(str(parse_period(st.session_state["period"])), n=_("名单 {n} 份").format(n=len(found.call_backs)), definition=drawn)
    offer_table(office, _("回访名单"), about, lambda: named_away(office, found.call_backs), "call_backs", "read_radar")


def named_away(office: Office, sheets: pd.DataFrame) -> pd.DataFrame:
    """A list to take along, under words: no answer is in it."""
    words = {
        "round": _("轮次"), "happened_on": _("日期"), "unit": _("单位"), "area": _("片区"), "collector": _("访员"),
        "mode": _("填写方式"), "entered_at": _("录入时间"), "state": _("状态"), "reasons": _("理由"),
    }  # fmt: skip
    table = named(office, sheets)
    return in_words(table.assign(entered_at=[f"{at:%Y-%m-%d %H:%M}" for at in table["entered_at"]]), words)


def show_sheets(office: Office, sheets: pd.DataFrame, key: str) -> None:
    """The latest choice is kept by the sheet, not by the row: rows move when others come in."""
    sheets = sheets.head(MOST_SHOWN)
    table, columns = named(office, sheets), columns_of(office)
    shown = [name for name in columns if name in table and (table[name] != "").any()]
    event = st.dataframe(
        table[shown], key=f"radar_table_{key}", hide_index=True, height=min(35 * (len(table) + 1) + 3, 420),
        on_select="rerun", selection_mode="single-row", column_config={name: columns[name] for name in shown},
    )  # fmt: skip
    if event.selection.rows and event.selection.rows[0] < len(sheets):
        st.session_state[CHOSEN] = sheets["id"].iloc[event.selection.rows[0]]
    chosen = table[(table["id"] == st.session_state.get(CHOSEN)).to_numpy()]
    if len(chosen):
        show_proposal(office, chosen.iloc[0])


def named(office: Office, sheets: pd.DataFrame) -> pd.DataFrame:
    """The same with the office's words in the place of ids."""
    declared = office.declarations
    table = labelled(sheets, "unit", unit_name(office), label="unit")
    table = labelled(table, "area", lambda id: declared.areas[id].name, label="area")
    table = labelled(table, "collector", lambda id: declared.collectors[id].name, label="collector")
    table = labelled(table, "mode", lambda id: declared.modes[id].name, label="mode")
    if "entered_at" in table:
        table = table.assign(entered_at=[at.astimezone(office.zone).replace(tzinfo=None) for at in table["entered_at"]])
    return table


def columns_of(office: Office) -> dict:
    return {
        "round": st.column_config.TextColumn(_("轮次"), width=80),
        "happened_on": st.column_config.DateColumn(_("日期"), format="YYYY-MM-DD", width=95),
        "unit": st.column_config.TextColumn(_("单位"), width=130),
        "area": st.column_config.TextColumn(_("片区"), width=110),
        "collector": st.column_config.TextColumn(_("访员"), width=130),
        "mode": st.column_config.TextColumn(_("填写方式"), width=90),
        "entered_at": st.column_config.DatetimeColumn(_("录入时间"), format="YYYY-MM-DD HH:mm", width=135),
        "state": st.column_config.TextColumn(_("状态"), width=100),
        "reasons": st.column_config.TextColumn(_("理由"), width="large"),
    }


def show_proposal(office: Office, sheet: pd.Series) -> None:
    if not office.may("propose_exclusion"):
        return
    with st.container(border=True, key="proposal"):
        place = _("、").join(str(sheet[name]) for name in ("happened_on", "unit", "area", "collector") if sheet[name])
        st.markdown(_("建议排除：{sheet}").format(sheet=plain(place)))
        st.text_input(_("理由（核实的经过和结果；不写姓名和电话）"), key=REASON, max_chars=LONGEST_REASON)
        st.button(_("建议排除"), key="do_propose", on_click=propose, args=(sheet["id"],))


def propose(id: str) -> None:
    speak()
    try:
        propose_exclusion(identity.the_office(), id, st.session_state.get(REASON, ""), now())
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal
        return
    st.session_state[DONE] = _("已提出，等另一个人决定。")
    st.session_state[REASON] = ""

"""关于我的事项: what whoever is complained of sees of it, and the appeal."""

import streamlit as st

from survey.actions.complained import appeal, appeals_offered, cases_about_me
from survey.actions.office import Office
from survey.domain.errors import SurveyError
from survey.domain.handling.case import LONGEST_NOTE, Wanted
from survey.domain.keeping.actor import NotAllowed
from survey.locale import _
from survey.screens import identity
from survey.screens.clock import now
from survey.screens.language import speak
from survey.screens.refusal import plain, show_refusal

REFUSAL, DONE = "appeal_refusal", "appeal_done"


def show_about_me() -> None:
    """Nothing at all for whoever has no such cases."""
    office = identity.the_office()
    if not office.may("see_about_me"):
        return
    found = [(id, row) for id in office.declarations.programmes for row in rows_of(office, id)]
    if not found:
        return
    st.subheader(_("关于我的事项"))
    st.caption(_("有人反映到您的事项：只显示类型、主题、日期、状态和核查结论，不显示反映人和原文。"))
    if refusal := st.session_state.pop(REFUSAL, None):
        show_refusal(refusal)
    elif st.session_state.pop(DONE, False):
        st.success(_("申诉已提交。"))
    for programme, row in found:
        show_one(office, programme, row)


def rows_of(office: Office, programme: str) -> list[dict]:
    """None of a programme for which the actor has no such role."""
    try:
        return cases_about_me(office, programme).to_dict("records")
    except NotAllowed:
        return []


def show_one(office: Office, programme: str, row: dict) -> None:
    """Needs and fields of an appeal are its note alone."""
    with st.container(border=True, key=f"about_{row['id']}"):
        st.markdown(f"**{plain(row['kind'])}** {plain(row['code'])} :gray-badge[{plain(row['state'])}]")
        st.caption(plain(" · ".join(str(part) for part in (row["opened_on"], row["topic"]) if part)))
        if row["finding"]:
            st.text(_("核查结论：{finding}").format(finding=row["finding"]))
        moves = [move for move in appeals_offered(office, row["id"], programme) if not move.needs]
        if not moves:
            return
        st.text_area(_("申诉理由"), key=f"appeal_{row['id']}", height=100, max_chars=LONGEST_NOTE)
        with st.container(horizontal=True):
            for move in moves:
                st.button(
                    str(move.name), key=f"do_{move.id}_{row['id']}", on_click=make_appeal, args=(row["id"], programme, move.id)
                )


def make_appeal(id: str, programme: str, move: str) -> None:
    """A refusal keeps what was typed."""
    speak()
    try:
        appeal(identity.the_office(), id, programme, Wanted(move, st.session_state.get(f"appeal_{id}", "")), now())
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal
        return
    st.session_state[DONE] = True

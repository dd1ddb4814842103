"""The sheets keyed in since this page was opened: listed, and taken back with a reason."""

from dataclasses import dataclass, replace

import streamlit as st

from survey.actions.asking import LONGEST_REASON, void_response
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.screens import identity
from survey.screens.choosing import choose_one
from survey.screens.clock import now
from survey.screens.language import speak
from survey.screens.refusal import show_refusal

ENTERED, REFUSAL = "entered", "void_refusal"


@dataclass(frozen=True)
class Sheet:
    number: int
    id: str
    code: str
    is_void: bool = False


def remember(id: str, code: str) -> int:
    """Add a saved sheet; its number since this page was opened."""
    sheets = st.session_state.get(ENTERED, ())
    st.session_state[ENTERED] = (*sheets, Sheet(len(sheets) + 1, id, code))
    return len(sheets) + 1


def show_entered() -> None:
    sheets = {sheet.id: sheet for sheet in reversed(st.session_state.get(ENTERED, ()))}
    valid = {id: sheet for id, sheet in sheets.items() if not sheet.is_void}
    if not sheets:
        return
    with st.expander(_("刚录的 {count} 份，录错了在这里作废").format(count=len(valid)), key="void"):
        if refusal := st.session_state.pop(REFUSAL, None):
            show_refusal(refusal)
        if valid:
            show_void_form(valid)
        for sheet in sheets.values():
            if sheet.is_void:
                st.caption(_("第 {number} 份 {code} 已作废").format(number=sheet.number, code=sheet.code))


def show_void_form(valid: dict[str, Sheet]) -> None:
    chosen = choose_one(
        _("哪一份"), list(valid), lambda id: _("第 {number} 份 {code}").format(number=valid[id].number, code=valid[id].code),
        key="void_sheet", in_address=False,
    )
    st.text_input(_("为什么作废"), key="void_reason", max_chars=LONGEST_REASON)
    st.button(_("作废这一份"), key="do_void", on_click=void, args=(chosen,))


def void(id: str) -> None:
    """Take the sheet out of every count; it stays in the store with its reason."""
    speak()
    try:
        void_response(identity.the_office(), id, st.session_state.get("void_reason", ""), now())
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal
        return
    st.session_state[ENTERED] = tuple(
        replace(sheet, is_void=True) if sheet.id == id else sheet for sheet in st.session_state[ENTERED]
    )
    st.session_state["void_reason"] = ""

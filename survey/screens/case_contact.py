"""How to reach whoever came: looked at by a button, and told later where it was not known."""

import streamlit as st

from survey.actions.contacts import keep_contact, may_keep_contact, offers_contact, read_contact
from survey.actions.office import Office
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case
from survey.domain.handling.contact import LONGEST, Contact, field_name
from survey.domain.handling.kind import CaseKind
from survey.locale import _
from survey.screens import identity
from survey.screens.clock import now
from survey.screens.language import speak
from survey.screens.refusal import show_refusal

REFUSAL = "contact_refusal"


def show_contact(office: Office, kind: CaseKind, case: Case) -> None:
    """A button for who may look; what it shows is gone with the next press of anything."""
    if refusal := st.session_state.pop(REFUSAL, None):
        show_refusal(refusal)
    if kind.contact and may_keep_contact(office, case):
        with st.popover(_("补记联系方式"), icon=":material/add_call:"):
            show_telling(kind, case)
    if not offers_contact(office, case):
        return
    if not st.button(_("看联系方式"), key=f"contact_{case.id}", icon=":material/call:", help=_("每次查看都记入日志。")):
        return
    try:
        contact = read_contact(office, case.id, case.programme, now())
    except SurveyError as refusal:
        show_refusal(refusal)
        return
    told = [f"{field_name(name)}　{text}" for name, text in contact.given.items()] if contact else [_("联系方式已经删除。")]
    st.text("\n".join(told))


def show_telling(kind: CaseKind, case: Case) -> None:
    """It takes the place of what was told before."""
    with st.form(f"form_contact_{case.id}", enter_to_submit=False, border=False, clear_on_submit=False):
        for name in kind.contact:
            st.text_input(field_name(name), key=told_key(name, case.id), max_chars=LONGEST[name], autocomplete="off")
        st.form_submit_button(
            _("保存"), key=f"do_keep_contact_{case.id}", on_click=keep, args=(case.id, case.programme, kind.contact)
        )


def told_key(name: str, id: str) -> str:
    return f"told_{name}_{id}"


def keep(id: str, programme: str, names: tuple[str, ...]) -> None:
    """A refusal keeps everything as it was typed; what is kept is not shown any more."""
    speak()
    state = st.session_state
    contact = Contact(**{name: state.get(told_key(name, id)) or "" for name in names})
    try:
        keep_contact(identity.the_office(), id, programme, contact, now())
    except SurveyError as refusal:
        state[REFUSAL] = refusal
        return
    for name in names:
        state[told_key(name, id)] = ""

"""A clerk enters what came by letter, by telephone, in person or in the paper book."""

from secrets import token_hex

import streamlit as st

from survey.actions.contacts import what_becomes_of_it
from survey.actions.handling import Entry, open_case
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.errors import SurveyError
from survey.domain.handling.case import LONGEST_TEXT
from survey.domain.handling.contact import FIELDS, LONGEST, Contact, field_name
from survey.domain.handling.kind import CaseKind
from survey.locale import _
from survey.screens import identity
from survey.screens.away import not_saved
from survey.screens.choosing import choose_one
from survey.screens.clock import now
from survey.screens.language import speak
from survey.screens.refusal import show_refusal

ENTRY, REFUSAL, CODE = "entry_id", "entry_refusal", "entry_code"
UNSORTED = ""


def show_entry_form(office: Office, programme: Programme) -> None:
    """Place, channel and topic stay for the next entry; text and contact don't."""
    id = st.session_state.setdefault(ENTRY, token_hex(16))
    if refusal := st.session_state.get(REFUSAL):
        show_refusal(refusal)
    elif code := st.session_state.get(CODE):
        st.success(_("已登记，编号 {code}。请把编号告诉来人，凭它可以查办理情况。").format(code=code), icon=":material/check_circle:")
    kind = choose_kind(programme)
    with st.form(f"form_{id}", enter_to_submit=False):
        first, second, third = st.columns(3)
        with first:
            choose_unit(office, programme)
        with second:
            choose_channel(kind)
        with third:
            choose_topic(programme)
        st.text_area(_("内容"), key=f"text_{id}", max_chars=LONGEST_TEXT, height=160)
        st.checkbox(_("来人要求答复"), value=True, key=f"wants_{id}")
        ask_contact(office, kind, id)
        st.form_submit_button(
            _("登记"), type="primary", key=f"do_enter_{id}", on_click=enter, args=(id, programme.id, kind.id)
        )


def ask_contact(office: Office, kind: CaseKind, id: str) -> None:
    if not kind.contact:
        return
    words = _("来人的联系方式都可不填；加密保存，只有{readers}能看，办结 {days} 天后删除；不要求答复就不保存。")
    st.caption(words.format(**what_becomes_of_it(office, kind)))
    for name, column in zip(kind.contact, st.columns(len(kind.contact))):
        column.text_input(field_name(name), key=contact_key(name, id), max_chars=LONGEST[name], autocomplete="off")


def contact_key(name: str, id: str) -> str:
    return f"contact_{name}_{id}"


def choose_kind(programme: Programme) -> CaseKind:
    kinds = {kind.id: kind for kind in programme.case_kinds}
    if len(kinds) == 1:
        return programme.case_kinds[0]
    return kinds[choose_one(_("事项类型"), list(kinds), lambda id: kinds[id].title, key="entry_kind", in_address=False)]


def choose_unit(office: Office, programme: Programme) -> None:
    leave = office.leave("open_case", programme.id)
    units = {u.id: u.name for u in office.declarations.units_of(programme.unit_kinds) if leave.covers(u.id)}
    choose_one(_("责任单位"), list(units), lambda id: units[id], key="entry_unit", in_address=False)


def choose_channel(kind: CaseKind) -> None:
    channels = {channel.id: channel.name for channel in kind.channels}
    choose_one(_("来源"), list(channels), lambda id: channels[id], key="entry_channel", in_address=False)


def choose_topic(programme: Programme) -> None:
    topics = {UNSORTED: _("未分类")} | {topic.id: topic.name for topic in programme.topics}
    choose_one(_("主题"), list(topics), lambda id: topics[id], key="entry_topic", in_address=False)


def enter(id: str, programme: str, kind: str) -> None:
    """Store the entry once; a refusal keeps everything as it was typed."""
    speak()
    if id != st.session_state[ENTRY]:
        return  # the second of two quick presses
    state = st.session_state
    entry = Entry(
        id=id, programme=programme, kind=kind, unit=state["entry_unit"], channel=state["entry_channel"],
        topic=state["entry_topic"], text=state[f"text_{id}"] or "", wants_answer=state[f"wants_{id}"], origin="sheet",
        contact=Contact(**{name: state.get(contact_key(name, id)) or "" for name in FIELDS}),
    )
    try:
        receipt = open_case(identity.the_office(), entry, now())
    except SurveyError as refusal:
        state[REFUSAL] = not_saved(refusal)
        return
    state[REFUSAL], state[CODE], state[ENTRY] = None, receipt.code, token_hex(16)

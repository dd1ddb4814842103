"""The own sheets of today: corrected or taken back; those of earlier days are made void by their code."""

import pandas as pd
import streamlit as st

from survey.actions.keying import LONGEST_REASON, count_sheets_of_today, sheets_of_today, void_by_code, void_response
from survey.actions.office import Office
from survey.domain.asking.response import receipt_code
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.screens import identity
from survey.screens.choosing import choose_one
from survey.screens.clock import now
from survey.screens.current_sheet import correct
from survey.screens.language import speak
from survey.screens.refusal import show_refusal

REFUSAL, DONE, REASON, CODE = "void_refusal", "void_done", "void_reason", "void_code"
EARLIER = "earlier"


def show_entered(office: Office) -> None:
    """The sheets are read, and the boxes drawn, only while somebody looks: two hundred others are keying."""
    count = count_sheets_of_today(office, now())
    place = st.expander(_("今天录了 {count} 份，录错了在这里改").format(count=count), key="void", on_change="rerun")
    if refusal := st.session_state.pop(REFUSAL, None):
        show_refusal(refusal)
    elif done := st.session_state.pop(DONE, None):
        st.success(_("{code} 已作废").format(code=done))
    if place.open:
        with place:
            show_choice(office, sheets_of_today(office, now()))


def show_choice(office: Office, sheets: pd.DataFrame) -> None:
    """One of today's, the latest beforehand, or one of an earlier day by its code."""
    names = {row.id: called(office, row) for row in sheets.itertuples()} | {EARLIER: _("以前录的，按编号")}
    chosen = choose_one(_("哪一份"), list(names), names.__getitem__, key=f"void_{len(sheets)}", in_address=False)
    if chosen == EARLIER:
        st.text_input(_("答卷编号"), key=CODE, placeholder="XXXXX-XXXXX")
    else:
        st.button(_("更正这一份"), key="do_correct", on_click=take_up, args=(chosen,))
    st.text_input(_("为什么作废"), key=REASON, max_chars=LONGEST_REASON)
    st.button(_("作废这一份"), key="do_void", on_click=void, args=(chosen,))


def called(office: Office, row) -> str:
    at = pd.Timestamp(row.entered_at).tz_convert(str(office.zone))
    place = office.declarations.areas.get(row.area) or office.declarations.units.get(row.unit)
    again = _("（复测）") if row.about else ""
    return f"{at:%H:%M} {row.code} {place.name if place else row.unit}{again}"


def take_up(id: str) -> None:
    speak()
    try:
        office = identity.the_office()
        sheets = sheets_of_today(office, now())
        correct(office, sheets[sheets["id"] == id].iloc[0])
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal


def void(id: str) -> None:
    """Take the sheet out of every count; it stays in the store with its reason."""
    speak()
    reason, code = st.session_state.get(REASON, ""), st.session_state.get(CODE, "")
    try:
        office = identity.the_office()
        if id == EARLIER:
            void_by_code(office, code, reason, now())
        else:
            void_response(office, id, reason, now())
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal
        return
    st.session_state[DONE] = code if id == EARLIER else receipt_code(id)
    st.session_state[REASON] = st.session_state[CODE] = ""

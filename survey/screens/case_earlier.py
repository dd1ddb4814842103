"""Beside the form: earlier cases of whoever is speaking, found by telephone or address."""

import streamlit as st

from survey.actions.contacts import earlier_cases
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.handling.contact import Contact
from survey.domain.keeping.actor import NotAllowed
from survey.locale import _
from survey.screens.case_words import case_address, kind_of
from survey.screens.refusal import plain

MOST = 8


def show_earlier(office: Office, programme: Programme, told: Contact) -> None:
    """Only for who may read contacts: a number that is known here is something one may not know."""
    if not (told.phone or told.address):
        return
    try:
        found = earlier_cases(office, programme.id, told)
    except NotAllowed:
        return
    with st.container(border=True, key="earlier"):
        st.markdown("##### " + _("同一电话或地址以前的事项"))
        if found.empty:
            st.caption(_("没有找到。"))
        for row in found.head(MOST).itertuples():
            kind = kind_of(programme, row.kind)
            link = f"[{plain(row.code)}]({case_address(programme.id, row.id)})"
            st.markdown(f"{link}　{row.opened_on}  \n{plain(kind.title)}　:gray-badge[{plain(kind.state(row.state).name)}]")
        if len(found) > MOST:
            st.caption(_("还有 {n} 件更早的。").format(n=len(found) - MOST))

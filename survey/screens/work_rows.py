"""One open case as a row that leads to it."""

from datetime import datetime
from pathlib import Path

import streamlit as st

from survey.actions.due import Waiting
from survey.actions.office import Office
from survey.locale import _
from survey.screens.work_words import ICONS, case_name, deadline_words, notice_words

CASE_PAGE = Path(__file__).parents[2] / "pages" / "book.py"


def show_row(office: Office, item: Waiting, now: datetime) -> None:
    with st.container(border=True, gap="xxsmall", key=f"row_{item.case.id}"):
        _show_name(office, item)
        for one in item.deadlines:
            st.markdown(deadline_words(office, one, now))
        for one in item.notices:
            st.markdown(notice_words(office, one, now))
        if not item.deadlines:
            untimed = _("没有时限，{day} 登记").format(day=item.case.opened_on)
            st.markdown(f":gray[{ICONS[item.when]} {untimed}]")
        if item.is_escalated:
            st.markdown(":red[:material/priority_high: **" + _("已超时，转请您督办") + "**]")
        state = _("现在：{state}").format(state=item.kind.state(item.case.state).name)
        steps = _("等您办：{moves}").format(moves=_("、").join(str(move.name) for move in item.moves)) if item.moves else ""
        st.caption(" · ".join(part for part in (state, steps) if part))


def _show_name(office: Office, item: Waiting) -> None:
    name = case_name(office, item)
    icon = ":material/bolt:" if item.is_first_in_line else ICONS[item.when]
    if office.may("list_cases"):
        st.page_link(CASE_PAGE, label=f"**{name}**", icon=icon, query_params=address_of(item.case.programme, item.case.id))
    else:
        st.markdown(f"{icon} **{name}**")


def address_of(programme: str, id: str) -> dict[str, str]:
    """What the address of a case says."""
    return {"programme": programme, "case": id}

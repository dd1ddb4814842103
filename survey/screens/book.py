"""The complaint book for clerks: enter, list, answer, close."""

import streamlit as st

from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.locale import _
from survey.screens import identity
from survey.screens.book_case import show_case
from survey.screens.book_entry import show_entry_form
from survey.screens.book_list import show_list
from survey.screens.choosing import choose_side
from survey.screens.heading import show_heading
from survey.screens.programme import is_in_reach

LIST, ENTER = "list", "enter"


def show_book() -> None:
    office = identity.the_office()
    show_heading(_("登记与答复"))
    programme = choose_programme(office)
    if programme is None:
        st.info(_("还没有一个板块声明了事项（data/programmes/<板块>/cases/）。"))
        return
    views = {LIST: _("查看与办理")} | ({ENTER: _("登记一件")} if office.may("open_case") else {})
    if choose_side(_("做什么"), list(views), lambda id: views[id], key="do", label_visibility="collapsed") == ENTER:
        show_entry_form(office, programme)
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        chosen = show_list(office, programme)
    with right:
        show_case(office, programme, chosen)


def choose_programme(office: Office) -> Programme | None:
    """The programme whose book it is; no choice is shown where there is only one."""
    named = {
        id: programme
        for id, programme in office.declarations.programmes.items()
        if programme.case_kinds and is_in_reach(office, "list_cases", id, programme.unit_kinds)
    }
    if len(named) > 1:
        return named[choose_side(_("板块"), list(named), lambda id: named[id].title, key="programme")]
    return next(iter(named.values()), None)

"""The register for clerks and handlers: list, one case, a new one."""

import streamlit as st

from survey.actions.office import Office
from survey.actions.registering import kinds_in_sight, places_to_open
from survey.domain.asking.programme import Programme
from survey.locale import _
from survey.screens import identity
from survey.screens.case_entry import show_entry_form
from survey.screens.case_linked import ENTER, VIEW
from survey.screens.case_page import CHOSEN, show_case
from survey.screens.choosing import choose_side
from survey.screens.heading import show_heading
from survey.screens.programme import is_in_reach
from survey.screens.register import show_register

LIST = "list"


def show_book() -> None:
    """A case that the address names, or else the list or the form of a programme."""
    office = identity.the_office()
    named = programmes_in_sight(office)
    if not named:
        show_heading(_("登记与答复"))
        st.info(_("还没有您能办理的事项类型。"))
        return
    if case := st.query_params.get(CHOSEN):
        wanted = st.query_params.get("programme", "")
        show_case(office, named.get(wanted) or next(iter(named.values())), case)
        return
    with show_heading(_("登记与答复")):
        programme = choose_programme(named)
        views = {LIST: _("查看与办理")} | ({ENTER: _("登记一件")} if places_to_open(office, programme.id) else {})
        view = choose_side(_("做什么"), list(views), lambda id: views[id], key=VIEW, label_visibility="collapsed")
    if view == ENTER:
        show_entry_form(office, programme)
    else:
        show_register(office, programme)


def programmes_in_sight(office: Office) -> dict[str, Programme]:
    """The programmes with whose cases the actor has to do, by id."""
    return {
        id: programme
        for id, programme in office.declarations.programmes.items()
        if kinds_in_sight(office, id) and is_in_reach(office, "list_cases", id, programme.unit_kinds)
    }


def choose_programme(named: dict[str, Programme]) -> Programme:
    """No choice is shown where there is only one."""
    if len(named) == 1:
        return next(iter(named.values()))
    return named[choose_side(_("板块"), list(named), lambda id: named[id].title, key="programme", label_visibility="collapsed")]

"""One programme's page: its title, and a view for its book and for each of its questionnaires."""

import streamlit as st

from survey.actions.case_readings import case_indicators
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.keeping.actor import NotAllowed
from survey.locale import _
from survey.screens import identity
from survey.screens.book_dashboard import show_book_dashboard
from survey.screens.case_indicators import show_case_indicators
from survey.screens.choosing import choose_side
from survey.screens.dashboard import show_dashboard
from survey.screens.heading import show_heading

BOOK, CASES = "the-book", "the-cases"  # no questionnaire has such an id


def show_programme(id: str) -> None:
    office = identity.the_office()
    programme = office.declarations.programme(id)
    view = show_title_and_views(programme, views_of(office, programme))
    if view == BOOK:
        show_book_dashboard(id)
    elif view == CASES:
        show_case_indicators(id)
    elif view:
        show_dashboard(id, view)
    else:
        st.info(_("这个板块还没有声明问卷，也没有意见簿。"))


def views_of(office: Office, programme: Programme) -> dict[str, str]:
    """The views that the actor may see, by id: the book, each questionnaire about units within reach, what cases show."""
    names = {BOOK: _("意见簿")} if programme.public_kinds and is_in_reach(office, "read_book", programme.id, programme.unit_kinds) else {}
    names |= {
        questionnaire.id: str(questionnaire.title)
        for questionnaire in programme.current_questionnaires
        if is_in_reach(office, "read_dashboard", programme.id, questionnaire.unit_kinds)
    }
    if case_indicators(office, programme.id) and is_in_reach(office, "read_dashboard", programme.id, programme.unit_kinds):
        names[CASES] = _("办理指标")
    return names


def is_in_reach(office: Office, action: str, programme: str, kinds: tuple[str, ...]) -> bool:
    try:
        units = office.units_in_reach(action, programme)
    except NotAllowed:
        return False
    return not units or any(office.declarations.unit(unit).kind in kinds for unit in units)


def show_title_and_views(programme: Programme, names: dict[str, str]) -> str:
    """The title, and beside it the choice of a view where there are several; "" when there is none."""
    with show_heading(programme.title, help=str(programme.summary)):
        if len(names) > 1:
            return choose_side(
                _("看哪一份"), list(names), lambda id: names[id], key="view", label_visibility="collapsed"
            )
    return next(iter(names), "")

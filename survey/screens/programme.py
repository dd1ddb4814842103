"""One programme's page: its title, and a view for its book and for each of its questionnaires."""

import streamlit as st

from survey.domain.asking.programme import Programme
from survey.locale import _
from survey.screens import identity
from survey.screens.book_dashboard import show_book_dashboard
from survey.screens.choosing import choose_side
from survey.screens.dashboard import show_dashboard
from survey.screens.heading import show_heading

BOOK = "the-book"  # no questionnaire has such an id


def show_programme(id: str) -> None:
    programme = identity.the_office().declarations.programme(id)
    view = show_title_and_views(programme)
    if view == BOOK:
        show_book_dashboard(id)
    elif view:
        show_dashboard(id, view)
    else:
        st.info(_("这个板块还没有声明问卷，也没有意见簿。"))


def show_title_and_views(programme: Programme) -> str:
    """The title, and beside it the choice of a view where there are several; "" when there is none."""
    names = {BOOK: _("意见簿")} if programme.case_kinds else {}
    names |= {questionnaire.id: questionnaire.title for questionnaire in programme.current_questionnaires}
    with show_heading(programme.title, help=str(programme.summary)):
        if len(names) > 1:
            return choose_side(
                _("看哪一份"), list(names), lambda id: names[id], key="view", label_visibility="collapsed"
            )
    return next(iter(names), "")

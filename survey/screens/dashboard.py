"""A questionnaire's dashboard: the first screen for one minute, the rest below for whoever stays."""

from dataclasses import replace
from functools import partial

import streamlit as st

from survey.actions.comparing import Changes
from survey.actions.noticing import Dashboard, focal_rule, read_dashboard, units_to_read
from survey.actions.office import Office
from survey.actions.selecting import NotShown, Selection, check_shown, responses_in
from survey.domain.counting.period import Period
from survey.locale import _
from survey.screens import identity
from survey.screens.along import show_along
from survey.screens.apart import show_apart
from survey.screens.behind import offer_behind, press, show_behind_if_asked
from survey.screens.by_unit import show_heat_map, show_multiples
from survey.screens.cards import show_cards
from survey.screens.changed import changes_since, choose_against
from survey.screens.changes import show_changes
from survey.screens.choosing import choose_side
from survey.screens.comments import show_comments
from survey.screens.crossed import show_cross_table
from survey.screens.empty import show_empty_store
from survey.screens.figure_choice import choose_figure
from survey.screens.figures import View
from survey.screens.focal import show_focal
from survey.screens.importance import show_importance
from survey.screens.modes import show_modes
from survey.screens.questions import show_distribution, show_questions
from survey.screens.refusal import plain
from survey.screens.selection import choose_selection
from survey.screens.year import show_year


def show_dashboard(programme: str, questionnaire: str) -> None:
    office = identity.the_office()
    selection = choose_selection(office, office.declarations.programme(programme).questionnaire(questionnaire))
    responses = responses_in(office, selection)
    if responses == 0 and not (selection.units or selection.modes):
        show_empty_store()
        return
    if responses == 0:
        st.info(_("这一范围内没有答卷。请放宽时间、单位或方式。"))
        return
    try:
        check_shown(office, selection)
    except NotShown as refusal:
        st.info(f"**{plain(refusal.where)}**　{plain(refusal.what)}{plain(refusal.instead)}")
        return
    with st.spinner(_("正在计数……")):
        seen = units_to_read(office, programme), office.units_in_reach("read_dashboard", programme)
        found = _read(office, office.database.name, selection, responses, seen)
    view = View(office, selection, found)
    against = choose_against(selection.period)
    view = show_first_screen(view, changes_since(view, against))
    show_rest(view, against)
    show_behind_if_asked(view)


# Readings cost the same for any number of responses, but not nothing; a hundred readers of one page share
# them, those who may see the same. The number of responses is part of the key, so that a new one shows at once;
# a minute is the longest that a response voided while another came in can stay unseen.
@st.cache_resource(ttl=60, max_entries=200, show_spinner=False)
def _read(
    _office: Office, database: str, selection: Selection, responses: int, seen: tuple
) -> Dashboard:
    return read_dashboard(_office, selection)


def show_first_screen(view: View, changed: Changes | None) -> View:
    """The cards, then the charts of the figure that is chosen; the view by that figure."""
    show_cards(view, changed)
    view = replace(view, figure=choose_figure(view.found))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show_along(view)
        show_focal(view.office, view.found, focal_rule(view.office, view.selection.period))
    with right:
        show_apart(view, partial(press, view, "units"))
        offer_behind(view, "units")
    return view


def show_rest(view: View, against: Period | None) -> None:
    """The part that somebody chose; the others cost nothing."""
    parts = {
        "questions": (_("各题比较"), lambda: show_questions(view, changes_since(view, against, (view.figure,)), partial(press, view, "questions"))),
        "changes": (_("好转与变差"), lambda: show_changes(view, changes_since(view, against, (view.figure,)))),
        "heat": (_("题目 × 单位"), lambda: show_heat_map(view, partial(press, view, "heat"))),
        "multiples": (_("各单位逐月"), lambda: show_multiples(view)),
        "importance": (_("什么最重要"), lambda: show_importance(view)),
        "cross": (_("交叉表"), lambda: show_cross_table(view)),
        "modes": (_("填写方式"), lambda: show_modes(view)),
        "year": (_("与去年相比"), lambda: show_year(view)),
        "answers": (_("答案分布"), lambda: show_distribution(view)),
        "comments": (_("最新意见"), lambda: show_comments(view.office, view.found)),
    }
    part = choose_side(
        _("再看"), list(parts), lambda id: parts[id][0], key="part", label_visibility="collapsed"
    )
    _name, show = parts[part]
    show()

"""What pulls overall satisfaction is not worked out yet: said, and for whoever sees all places, worked out by a press."""

from collections.abc import Sequence

import streamlit as st

from survey.actions.office import Office
from survey.actions.selecting import Selection
from survey.actions.studying import study_importance
from survey.domain.asking.programme import Programme
from survey.domain.counting.period import ALL, Period, year_period
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.screens import identity
from survey.screens.clock import now
from survey.screens.issue_raising import REFUSAL
from survey.screens.issue_reading import forget
from survey.screens.language import speak
from survey.screens.refusal import plain


def show_unstudied(office: Office, programme: Programme, period: Period, unstudied: Sequence[str]) -> None:
    if not unstudied:
        return
    titles = _("、").join(plain(programme.questionnaire(id).title) for id in unstudied)
    st.caption(_("哪些题对总体满意影响大，还没有算过（{titles}）；没有算过，评分低只作难点或线索，提得最多的三件事除外。每夜会算今年的。").format(titles=titles))
    if not office.units_in_reach("read_dashboard", programme.id):
        st.button(_("现在计算"), key="do_study", on_click=study, args=(programme.id, tuple(unstudied), period))


def study(programme: str, unstudied: Sequence[str], period: Period) -> None:
    """Over the whole year, as the nights do: a quarter has few answers."""
    speak()
    whole = period if period == ALL else year_period(int(period.last[:4]))
    for id in unstudied:
        try:
            study_importance(identity.the_office(), Selection(programme, id, whole), now())
        except SurveyError as refusal:
            st.session_state[REFUSAL] = refusal
    forget()

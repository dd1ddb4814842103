"""Who is at the screen, and the office as that person may use it; asked of the store anew in every run."""

import streamlit as st

from survey.actions.office import Office, office_here
from survey.actions.signing_in import COOKIE, who_is
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.screens.clock import now


class SignedOut(SurveyError):
    """The session ended while the page stood open."""

    def __init__(self) -> None:
        super().__init__(_("登录"), _("登录已经失效：可能在别处退出了，或太久没有操作。"), _("请重新登录；录到一半的答卷都还在。"))


def the_office() -> Office:
    """The office with whoever is signed in acting in it; SignedOut when nobody is any more."""
    office = office_here()
    actor = who_is(office, st.context.cookies.get(COOKIE, ""), now())
    if actor is None:
        raise SignedOut
    return office.acting(actor)

"""While the store is away: the sentence instead of the page, what was chosen and typed kept, and the page by itself again."""

from datetime import datetime, timedelta

import streamlit as st

from survey.domain.errors import StoreAway, SurveyError
from survey.locale import _
from survey.screens import identity
from survey.screens.clock import now
from survey.screens.language import speak
from survey.screens.refusal import show_refusal

HELD = "held_while_away"
SECONDS = 5


def hold() -> None:
    """The browser drops its boxes with the page: what stood in them is kept for when it is drawn again.

    The boxes of a sheet have their draft; a password is typed again.
    """
    texts = {key: text for key, text in st.session_state.to_dict().items() if isinstance(text, str)}
    boxes = {key: text for key, text in texts.items() if not str(key).startswith(("answer_", "password_"))}
    st.session_state[HELD] = st.session_state.get(HELD, {}) | boxes


def give_back() -> None:
    """Before the page is drawn: into every box that has no text by now."""
    for key, text in st.session_state.pop(HELD, {}).items():
        if key not in st.session_state:
            st.session_state[key] = text


def not_saved(refusal: SurveyError) -> SurveyError:
    """What is read when the page is back: the store may have been away before anything was sent to it."""
    if not refusal.is_passing:
        return refusal
    return SurveyError(_("没有保存"), _("刚才数据库没有回答。"), _("请再按一次；同一份不会存两次。"))


@st.fragment(run_every=SECONDS)
def show_until_back(refusal: StoreAway, since: datetime) -> None:
    """Asks again every few seconds, and not at once: a page that writes while it is drawn would go in circles."""
    speak()
    try:
        if now() - since < timedelta(seconds=SECONDS / 2):
            raise refusal
        identity.the_office()
    except StoreAway as still:
        show_refusal(still)
        st.caption(_("填了的都还在；一能连上，这一页自己就回来。"))
        return
    except SurveyError:
        pass  # it answers, and says who may not come in: the page will tell
    st.rerun()

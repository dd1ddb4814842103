"""The own account: a new password, signing out everywhere, and what is about oneself."""

import streamlit as st

from survey.actions.accounts import end_sessions
from survey.actions.signing_in import change_password
from survey.domain.errors import SurveyError
from survey.domain.keeping.password import LONGEST
from survey.locale import _
from survey.screens import identity
from survey.screens.about_me import show_about_me
from survey.screens.clock import now
from survey.screens.heading import show_heading
from survey.screens.language import speak
from survey.screens.refusal import plain, show_refusal

REFUSAL = "password_refusal"
OLD, NEW, AGAIN = "password_old", "password_new", "password_again"


def show_me() -> None:
    office = identity.the_office()
    show_heading(_("我的账号"))
    st.markdown(f"**{plain(office.actor.name)}** · {plain(office.actor.id)}")
    if refusal := st.session_state.pop(REFUSAL, None):
        show_refusal(refusal)
    with st.form("password", width=420):
        st.text_input(_("旧密码"), type="password", key=OLD, max_chars=LONGEST, autocomplete="current-password")
        st.text_input(_("新密码"), type="password", key=NEW, max_chars=LONGEST, autocomplete="new-password")
        st.text_input(_("再输一遍"), type="password", key=AGAIN, max_chars=LONGEST, autocomplete="new-password")
        st.form_submit_button(_("改密码"), key="do_password", on_click=change)
    st.caption(_("改了密码，所有设备上的登录都会结束，请用新密码重新登录。"))
    st.button(_("结束我在所有设备上的登录"), key="do_end_mine", on_click=end_mine)
    show_about_me()


def change() -> None:
    """The typed passwords leave the page's memory whatever comes of it."""
    speak()
    old, new, again = (st.session_state.pop(key, "") or "" for key in (OLD, NEW, AGAIN))
    try:
        if new != again:
            raise SurveyError(_("密码"), _("两次输入的不一样。"), _("请再输一遍。"))
        change_password(identity.the_office(), old, new, now())
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal


def end_mine() -> None:
    speak()
    try:
        office = identity.the_office()
        end_sessions(office, office.actor.id, now())
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal

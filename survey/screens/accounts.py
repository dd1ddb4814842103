"""Accounts: a list, one account in full, and the link by which its owner sets a password."""

import streamlit as st

from survey.actions.accounts import end_sessions, list_accounts, list_sessions, password_link
from survey.actions.office import Office
from survey.domain.errors import SurveyError
from survey.domain.keeping.account import Account
from survey.locale import _
from survey.screens import identity
from survey.screens.account_form import show_account_form
from survey.screens.choosing import choose_one
from survey.screens.clock import now
from survey.screens.doors import address_here
from survey.screens.heading import show_heading
from survey.screens.language import speak
from survey.screens.refusal import plain, show_refusal

NEW = "new"
REFUSAL, LINK, DONE = "account_refusal", "account_link", "account_done"


def show_accounts() -> None:
    office = identity.the_office()
    show_heading(_("账号与岗位"))
    accounts = dict((account.id, (account, has_password)) for account, has_password in list_accounts(office))
    show_outcome()
    left, right = st.columns([5, 6], gap="medium")
    with left:
        show_list(office, list(accounts.values()))
    with right:
        names = {NEW: _("＋ 新账号")} | {id: f"{account.name} · {id}" for id, (account, _set) in accounts.items()}
        chosen = choose_one(_("哪个账号"), list(names), names.__getitem__, key="account", in_address=False)
        account, has_password = accounts.get(chosen, (None, False))
        show_account_form(office, account)
        if account:
            show_keys(account, has_password)


def show_outcome() -> None:
    if refusal := st.session_state.pop(REFUSAL, None):
        show_refusal(refusal)
    elif link := st.session_state.pop(LINK, None):
        st.success(_("把这个链接当面或用可信的方式交给本人，七天内有效，只能用一次，这里只显示一次："))
        st.code(link, language=None)
    elif done := st.session_state.pop(DONE, None):
        st.success(done)


def show_list(office: Office, accounts: list[tuple[Account, bool]]) -> None:
    roles = office.declarations.permissions.roles
    online = {session.account for session in list_sessions(office)}
    rows = [
        {
            _("登录名"): account.id,
            _("姓名"): account.name,
            _("岗位"): _("、").join(str(roles[g.role].name) for g in account.grants if g.role in roles),
            _("状态"): state(account, has_password, account.id in online),
        }
        for account, has_password in accounts
    ]
    st.dataframe(rows, hide_index=True, height=560)


def state(account: Account, has_password: bool, is_online: bool) -> str:
    if not account.is_active:
        return _("已停用")
    if is_online:
        return _("已登录")
    return _("可登录") if has_password else _("未设密码")


def show_keys(account: Account, has_password: bool) -> None:
    label = _("给一个重设密码的链接") if has_password else _("给一个设密码的链接")
    with st.container(horizontal=True):
        st.button(label, key="do_link", on_click=give_link, args=(account.id, address_here()), disabled=not account.is_active)
        st.button(_("结束其所有登录"), key="do_end", on_click=end, args=(account.id,))


def give_link(id: str, address: str) -> None:
    speak()
    try:
        st.session_state[LINK] = f"{address}/link/{password_link(identity.the_office(), id, now())}"
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal


def end(id: str) -> None:
    speak()
    try:
        ended = end_sessions(identity.the_office(), id, now())
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal
        return
    st.session_state[DONE] = plain(_("已结束 {n} 处登录。").format(n=ended))

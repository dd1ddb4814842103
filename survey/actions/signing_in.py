"""Signing in and out: a session is a row, and the cookie holds nothing but its key."""

from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from survey.actions.office import Office
from survey.domain.errors import StoreAway, SurveyError
from survey.domain.keeping.account import LOGIN, Account, tidy_login
from survey.domain.keeping.actor import Actor
from survey.domain.keeping.password import check_password
from survey.locale import _
from survey.store import accounts, sessions
from survey.store.log import record
from survey.store.passwords import fits, hashed
from survey.store.sessions import Session

COOKIE = "lianxin_session"
BETWEEN_TOUCHES = timedelta(minutes=1)  # a session's row is not written at every press
LINK_LASTS = timedelta(days=7)
FIRST_LINK_LASTS = timedelta(days=1)
LONGEST_SHOWN = 64


def key_of(token: str) -> str:
    """What the store keeps of a token."""
    return sha256(token.encode()).hexdigest()


def sign_in(office: Office, login: str, password: str, address: str, now: datetime, old_token: str = "") -> str:
    """A new session's token; SurveyError, the same for an unknown name, a wrong password and a closed account.

    The session that the browser had before is ended, so that nobody can have planted it.
    """
    account, stored = accounts.find_account(office.database, tidy_login(login)[:LONGEST_SHOWN])
    if not fits(password, stored) or account is None or not account.is_active:
        _note_refusal(office, account, address, now)
        raise SurveyError(_("登录"), _("登录名或密码不对。"), _("请再试一次；忘了密码，请找管理员要一个新的链接。"))
    return open_session(office, account, address, now, old_token)


def sign_in_by_provider(office: Office, login: str, address: str, now: datetime, old_token: str = "") -> str:
    """A new session's token for whom the organisation's provider names; SurveyError without an open account of that name.

    Only plain letters: some others become plain ones when they are made small, and would be somebody else's name.
    """
    id = tidy_login(login) if login.isascii() else ""
    account, _password = accounts.find_account(office.database, id) if LOGIN.fullmatch(id) else (None, None)
    if account is None or not account.is_active:
        _note_refusal(office, account, address, now)
        what = _("单位账号“{login}”在这里没有开通，或已停用。").format(login=login[:LONGEST_SHOWN])
        raise SurveyError(_("登录"), what, _("请找管理员开通同名的账号。"))
    return open_session(office, account, address, now, old_token)


def _note_refusal(office: Office, account: Account | None, address: str, now: datetime) -> None:
    """Only who exists is named: what was typed may be a password in the wrong field."""
    known = account.id if account else ""
    record(office.database, office.acting(_someone(known, address)).entry("sign_in_refused", now))


def open_session(office: Office, account: Account, address: str, now: datetime, old_token: str = "") -> str:
    """A session for somebody whose identity is proven; its token."""
    if old_token:
        sign_out(office, old_token, now)
    token = token_urlsafe(32)
    entry = office.acting(account.acting(address)).entry("sign_in", now)
    sessions.open_session(office.database, Session(key_of(token), account.id, address, now, now), entry)
    return token


def who_is(office: Office, token: str, now: datetime) -> Actor | None:
    """Who holds this token; None when its session was ended, was idle too long, or never was."""
    found = accounts.find_signed_in(office.database, key_of(token)) if token else None
    if found is None:
        return None
    account, address, seen_at = found
    if now - seen_at > office.idle or not account.is_active:
        return None
    if now - seen_at > BETWEEN_TOUCHES:
        with suppress(StoreAway):  # a disk without room keeps nobody from reading
            sessions.touch_session(office.database, key_of(token), now)
    return account.acting(address)


def sign_out(office: Office, token: str, now: datetime) -> None:
    """End the token's session, if there is one."""
    session = sessions.find_session(office.database, key_of(token))
    if session:
        entry = office.acting(_someone(session.account, session.address)).entry("sign_out", now)
        sessions.close_sessions(office.database, now, entry, session.account, session.token)


def first_link(office: Office, now: datetime) -> str:
    """The token of a link that sets up the first administrator; SurveyError once there is an account."""
    if accounts.has_accounts(office.database):
        raise SurveyError(_("第一个管理员"), _("已经有账号了。"), _("请用管理员账号登录。"))
    token = token_urlsafe(32)
    accounts.save_link(office.database, key_of(token), "", now + FIRST_LINK_LASTS, None)
    return token


def account_of_link(office: Office, token: str, now: datetime) -> str | None:
    """Whose password the link sets: "" for the first administrator's; None when it is used up."""
    return accounts.account_of_link(office.database, key_of(token), now)


def set_password(office: Office, token: str, password: str, address: str, now: datetime) -> str:
    """Set a password by a link, which is then used up, and end every session; the account's login name."""
    id = account_of_link(office, token, now)
    if not id:
        raise used_up()
    check_password(password, id)
    entry = office.acting(_someone(id, address)).entry("set_password", now, id)
    if not accounts.set_password(office.database, id, hashed(password), now, entry, key_of(token)):
        raise used_up()
    return id


def change_password(office: Office, old: str, new: str, now: datetime) -> None:
    """The actor's own password; every session ends, so that a stolen one does too."""
    office.leave("keep_own_account")
    id = office.actor.id
    _account, stored = accounts.find_account(office.database, id)
    if not fits(old, stored):
        raise SurveyError(_("旧密码"), _("不对。"), _("请再输一遍。"))
    check_password(new, id)
    accounts.set_password(office.database, id, hashed(new), now, office.entry("set_password", now, id))


def used_up() -> SurveyError:
    return SurveyError(_("链接"), _("已经用过，或者过期了。"), _("请找管理员要一个新的；第一个管理员，请重新启动服务。"))


def _someone(id: str, address: str) -> Actor:
    return Actor(id, id, (), address=address)

"""Accounts: who may sign in, with which roles, for which programme and units."""

from dataclasses import asdict
from datetime import datetime
from secrets import token_urlsafe

from survey.actions.office import Office
from survey.actions.signing_in import LINK_LASTS, account_of_link, key_of, used_up
from survey.domain.asking.programme import Declarations
from survey.domain.errors import SurveyError
from survey.domain.keeping.account import Account, check_login
from survey.domain.keeping.actor import CITIZEN_ROLE, CONSOLE_ROLE, Actor, Grant
from survey.domain.keeping.password import check_password
from survey.domain.typed_text import storable
from survey.locale import _
from survey.store import accounts, sessions
from survey.store.passwords import hashed
from survey.store.sessions import Session

ADMINISTRATOR = "administrator"
LONGEST_NAME = 64
MANAGED = "manage_accounts"


def has_accounts(office: Office) -> bool:
    """Whether anybody was ever set up: until then the start prints a link for the first administrator."""
    return accounts.has_accounts(office.database)


def list_accounts(office: Office) -> list[tuple[Account, bool]]:
    """Every account, and whether it has a password."""
    office.leave(MANAGED)
    return accounts.list_accounts(office.database)


def save_account(office: Office, item: Account, now: datetime) -> None:
    """Add an account or change its grants; SurveyError for what does not exist, or when no administrator would be left."""
    office.leave(MANAGED)
    checked = check_account(office.declarations, item)
    before, _password = accounts.find_account(office.database, checked.id)
    if before and _administers(before) and not _administers(checked):
        others = [a for a, has_password in accounts.list_accounts(office.database) if a.id != checked.id and has_password]
        if not any(map(_administers, others)):
            raise SurveyError(_("账号"), _("这是最后一个管理员。"), _("请先把管理员岗位给别人。"))
    entry = office.entry(MANAGED, now, checked.id, _told(before) if before else {}, _told(checked))
    accounts.save_account(office.database, checked, now, entry)


def check_account(declared: Declarations, item: Account) -> Account:
    """The account as it may be stored; SurveyError names what is wrong."""
    name = storable(item.name)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise SurveyError(_("姓名"), _("没有写，或超过 {most} 字。").format(most=LONGEST_NAME), _("请写姓名。"))
    if item.person:
        declared.person(item.person)
    if item.collector:
        declared.collector(item.collector)
    for grant in item.grants:
        _check_grant(declared, grant)
    return Account(check_login(item.id), name, item.grants, item.person, item.collector, item.is_active)


def _check_grant(declared: Declarations, grant: Grant) -> None:
    role = declared.permissions.roles.get(grant.role)
    if role is None or role.id in (CITIZEN_ROLE, CONSOLE_ROLE):
        raise SurveyError(_("岗位"), _("没有“{id}”。").format(id=grant.role[:40]), _("请从页面里选择。"))
    if grant.programme:
        declared.programme(grant.programme)
    for unit in grant.units:
        declared.unit(unit)
    for area in grant.areas:
        declared.area(area)
    if role.needs_units and not grant.units:
        raise SurveyError(str(role.name), _("没有写管哪些单位。"), _("请至少选一个单位。"))


def _administers(account: Account) -> bool:
    return account.is_active and any(grant.role == ADMINISTRATOR for grant in account.grants)


def _told(account: Account) -> dict:
    told = asdict(account)
    return told | {"grants": [{k: list(v) if isinstance(v, tuple) else v for k, v in g.items()} for g in told["grants"]]}


def password_link(office: Office, id: str, now: datetime) -> str:
    """The token of a new link by which the account's owner sets a password; earlier links are void."""
    office.leave(MANAGED)
    account, _password = accounts.find_account(office.database, id)
    if account is None or not account.is_active:
        raise SurveyError(_("账号"), _("没有“{id}”，或已停用。").format(id=id[:40]), _("请刷新页面核对。"))
    token = token_urlsafe(32)
    entry = office.entry(MANAGED, now, id, after={"link": "sent"})
    accounts.save_link(office.database, key_of(token), id, now + LINK_LASTS, entry)
    return token


def list_sessions(office: Office) -> list[Session]:
    """Who is signed in, the latest first."""
    office.leave(MANAGED)
    return sessions.list_sessions(office.database)


def end_sessions(office: Office, id: str, now: datetime) -> int:
    """Sign an account out everywhere: an administrator any, everybody else the own; how many sessions there were."""
    if id != office.actor.id:
        office.leave(MANAGED)
    else:
        office.leave("keep_own_account")
    entry = office.entry("end_sessions", now, id)
    return sessions.close_sessions(office.database, now, entry, id)


def set_up_first(office: Office, token: str, login: str, name: str, password: str, address: str, now: datetime) -> str:
    """The first administrator, by the link that the start printed; the login name. SurveyError when it is used up."""
    if account_of_link(office, token, now) != "" or accounts.has_accounts(office.database):
        raise used_up()
    item = check_account(office.declarations, Account(login, name, (Grant(ADMINISTRATOR),)))
    check_password(password, item.id)
    by = office.acting(Actor(item.id, item.name, (), address=address))
    entry = by.entry(MANAGED, now, item.id, after=_told(item))
    if not accounts.save_first(office.database, item, hashed(password), key_of(token), now, entry):
        raise used_up()
    return item.id

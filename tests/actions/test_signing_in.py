"""Signing in and out: sessions, links, passwords, and what the log says of them."""

from datetime import timedelta

import pytest

from survey.actions import accounts, signing_in
from survey.actions.reading_log import read_log
from survey.domain.errors import SurveyError
from survey.domain.keeping.account import Account
from survey.domain.keeping.actor import Grant, NotAllowed
from survey.store.accounts import find_account
from tests.actions.cast import UROLOGY, acting
from tests.conftest import NOW

PASSWORD, ANOTHER = "correct horse battery", "staple horse correct"
FROM = "10.0.0.7"


def set_up(office, id: str = "zhang", *grants: Grant) -> None:
    """An account with a password, as the administrator and its owner make one."""
    accounts.save_account(office, Account(id, "张三", grants or (Grant("reviewer"),)), NOW)
    signing_in.set_password(office, accounts.password_link(office, id, NOW), PASSWORD, FROM, NOW)


def enter(office, login: str = "zhang", password: str = PASSWORD, **more) -> str:
    return signing_in.sign_in(office, login, password, FROM, NOW, **more)


def actions_logged(office) -> list[str]:
    return read_log(office)["action"].tolist()[::-1]


def test_who_signs_in_is_known_by_the_token_and_by_nothing_else(office):
    set_up(office)

    actor = signing_in.who_is(office, enter(office), NOW)

    assert (actor.id, actor.name, actor.address, actor.grants) == ("zhang", "张三", FROM, (Grant("reviewer"),))
    assert signing_in.who_is(office, "another-token", NOW) is None
    assert signing_in.who_is(office, "", NOW) is None


def test_the_store_holds_neither_the_token_nor_the_password(office, database):
    set_up(office)
    token = enter(office)

    with database.reading() as connection:
        stored = "\n".join(
            str(row) for table in ("account", "session", "log_line", "password_link")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        )

    assert token not in stored and PASSWORD not in stored
    assert find_account(database, "zhang")[1].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    ("login", "password"), [("nobody", PASSWORD), ("zhang", "wrong horse battery"), ("", ""), ("zhang'--", PASSWORD)]
)
def test_an_unknown_name_and_a_wrong_password_are_refused_in_the_same_words(office, login, password):
    set_up(office)

    with pytest.raises(SurveyError) as refusal:
        enter(office, login, password)

    assert str(refusal.value) == "登录: 登录名或密码不对。 请再试一次；忘了密码，请找管理员要一个新的链接。"
    assert actions_logged(office)[-1] == "sign_in_refused"


def test_an_account_without_a_password_or_closed_lets_nobody_in(office):
    accounts.save_account(office, Account("li", "李四", (Grant("reviewer"),)), NOW)
    set_up(office)
    token = enter(office)
    accounts.save_account(office, Account("zhang", "张三", (), is_active=False), NOW)

    assert signing_in.who_is(office, token, NOW) is None
    for login, password in (("li", ""), ("zhang", PASSWORD)):
        with pytest.raises(SurveyError):
            enter(office, login, password)


def test_a_session_ends_when_its_owner_did_nothing_for_eight_hours(office):
    set_up(office)
    token = enter(office)
    almost, over = timedelta(hours=7, minutes=59), timedelta(hours=8, seconds=1)

    assert signing_in.who_is(office, token, NOW + almost)  # and is there, so that the eight hours begin anew
    assert signing_in.who_is(office, token, NOW + almost + almost)
    assert signing_in.who_is(office, token, NOW + almost + almost + over) is None


def test_a_new_sign_in_ends_the_session_that_the_browser_had(office):
    set_up(office)
    planted = enter(office)

    token = enter(office, old_token=planted)

    assert token != planted
    assert signing_in.who_is(office, planted, NOW) is None and signing_in.who_is(office, token, NOW)


def test_signing_out_ends_this_session_and_an_administrator_ends_all(office):
    set_up(office)
    first, second, third = (enter(office) for _time in range(3))

    signing_in.sign_out(office, first, NOW)
    alive = [signing_in.who_is(office, token, NOW) is not None for token in (first, second, third)]
    ended = accounts.end_sessions(office, "zhang", NOW)

    assert alive == [False, True, True]
    assert ended == 2 and signing_in.who_is(office, second, NOW) is None
    assert actions_logged(office)[-2:] == ["sign_out", "end_sessions"]


def test_nobody_ends_anothers_sessions_without_leave(office):
    set_up(office)
    token = enter(office)

    with pytest.raises(NotAllowed):
        accounts.end_sessions(office.acting(acting("li", Grant("reviewer"))), "zhang", NOW)

    assert signing_in.who_is(office, token, NOW)


def test_grants_hold_from_the_next_request_on(office):
    set_up(office)
    token = enter(office)

    accounts.save_account(office, Account("zhang", "张三", (Grant("head_of_unit", "", (UROLOGY,)),)), NOW)

    assert signing_in.who_is(office, token, NOW).grants == (Grant("head_of_unit", "", (UROLOGY,)),)


def test_a_link_sets_a_password_once_within_seven_days_and_a_newer_link_voids_it(office):
    accounts.save_account(office, Account("li", "李四", ()), NOW)
    voided, used, late = (accounts.password_link(office, "li", NOW) for _time in range(3))
    after = NOW + timedelta(days=7)

    assert signing_in.account_of_link(office, voided, NOW) is None
    assert signing_in.account_of_link(office, used, NOW) is None
    with pytest.raises(SurveyError):
        signing_in.set_password(office, late, PASSWORD, FROM, after)
    signing_in.set_password(office, late, PASSWORD, FROM, NOW)
    with pytest.raises(SurveyError):
        signing_in.set_password(office, late, ANOTHER, FROM, NOW)
    assert enter(office, "li", PASSWORD)


def test_a_weak_password_leaves_the_link_as_it_is(office):
    accounts.save_account(office, Account("li", "李四", ()), NOW)
    link = accounts.password_link(office, "li", NOW)

    with pytest.raises(SurveyError):
        signing_in.set_password(office, link, "short", FROM, NOW)

    assert signing_in.account_of_link(office, link, NOW) == "li"


def test_a_new_password_ends_every_session_and_wants_the_old_one(office):
    set_up(office)
    token = enter(office)
    zhang = office.acting(signing_in.who_is(office, token, NOW))

    with pytest.raises(SurveyError):
        signing_in.change_password(zhang, "not the old one", ANOTHER, NOW)
    assert signing_in.who_is(office, token, NOW)
    signing_in.change_password(zhang, PASSWORD, ANOTHER, NOW)

    assert signing_in.who_is(office, token, NOW) is None
    assert enter(office, password=ANOTHER)
    with pytest.raises(SurveyError):
        enter(office, password=PASSWORD)


def test_the_first_administrator_is_set_up_once_by_the_link_of_the_start(office):
    link, older = signing_in.first_link(office, NOW), signing_in.first_link(office, NOW)

    with pytest.raises(SurveyError):
        accounts.set_up_first(office, link, "guanli", "管理员", PASSWORD, FROM, NOW)
    assert accounts.set_up_first(office, older, "Guanli", "管理员", PASSWORD, FROM, NOW) == "guanli"

    assert signing_in.who_is(office, enter(office, "guanli"), NOW).grants == (Grant("administrator"),)
    with pytest.raises(SurveyError):
        accounts.set_up_first(office, older, "second", "另一个", PASSWORD, FROM, NOW)
    with pytest.raises(SurveyError):
        signing_in.first_link(office, NOW)


def test_the_last_administrator_cannot_be_taken_away(office):
    set_up(office, "guanli", Grant("administrator"))

    with pytest.raises(SurveyError) as refusal:
        accounts.save_account(office, Account("guanli", "管理员", ()), NOW)
    set_up(office, "second", Grant("administrator"))
    accounts.save_account(office, Account("guanli", "管理员", ()), NOW)

    assert "最后一个管理员" in str(refusal.value)


@pytest.mark.parametrize(
    ("account", "word"),
    [
        (Account("li", "", ()), "姓名"),
        (Account("l!", "李", ()), "登录名"),
        (Account("li", "李", (Grant("king"),)), "king"),
        (Account("li", "李", (Grant("console"),)), "console"),
        (Account("li", "李", (Grant("reviewer", "gas"),)), "gas"),
        (Account("li", "李", (Grant("receptionist", "", ("nowhere",)),)), "nowhere"),
        (Account("li", "李", (Grant("collector", "water", (), ("nowhere",)),)), "nowhere"),
        (Account("li", "李", (Grant("head_of_unit"),)), "至少选一个单位"),
        (Account("li", "李", (), person="N9999"), "N9999"),
        (Account("li", "李", (), collector="volunteer-99"), "volunteer-99"),
    ],
)
def test_an_account_with_what_does_not_exist_is_refused_and_not_stored(office, account, word):
    with pytest.raises(SurveyError) as refusal:
        accounts.save_account(office, account, NOW)

    assert word in str(refusal.value)
    assert accounts.list_accounts(office) == []


def test_the_log_tells_what_changed_in_an_account(office):
    set_up(office)
    accounts.save_account(office, Account("zhang", "张三丰", (Grant("auditor"),)), NOW)

    line = read_log(office, row="zhang", action="manage_accounts").iloc[0]

    assert line["before"]["name"] == "张三" and line["after"]["name"] == "张三丰"
    assert [grant["role"] for grant in line["after"]["grants"]] == ["auditor"]

"""The whole way to the provider and back: who is in, and who has no account here."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from survey.actions.accounts import save_account
from survey.actions.signing_in import COOKIE, who_is
from survey.domain.keeping.account import Account
from survey.public.oidc.trip import COOKIE as TRIP
from survey.store.log import log_frame


def actions(office) -> list[str]:
    return list(log_frame(office.database)["action"])


def test_whom_the_provider_names_is_in_and_where_they_wanted_to_be(browser, office):
    page = browser.open("/sign-in?next=/sheet")
    assert 'href="/auth/login?next=%2Fsheet"' in page.text

    answer = browser.sign_in("/sheet")

    assert (answer.status_code, answer.headers["location"]) == (303, "/sheet")
    assert who_is(office, browser.session, datetime.now(UTC)).id == "fangyuan"
    assert actions(office)[0] == "sign_in"
    cookies = answer.headers.get_list("set-cookie")
    assert any(cookie.startswith(f"{COOKIE}=") and "HttpOnly" in cookie for cookie in cookies)
    assert TRIP not in browser.client.cookies


def test_what_the_browser_carries_is_short_lived_and_tells_nothing(browser):
    answer = browser.open("/auth/login?next=/sheet")

    sent = parse_qs(urlsplit(answer.headers["location"]).query)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Max-Age=600" in cookie and "Path=/oauth2callback" in cookie
    assert sent["state"][0] not in cookie and sent["nonce"][0] not in cookie
    assert sent["redirect_uri"] == ["http://testserver/oauth2callback"] and sent["scope"] == ["openid profile"]


def test_behind_a_proxy_the_provider_is_told_the_public_address(browser, monkeypatch, office):
    monkeypatch.setenv("LIANXIN_ADDRESS", "https://survey.example/")

    back = browser.leave()
    browser.open(back.removeprefix("https://survey.example"))

    assert back.startswith("https://survey.example/oauth2callback?")
    assert who_is(office, browser.session, datetime.now(UTC))


def test_a_session_that_the_browser_had_before_is_ended(browser, office):
    browser.sign_in()
    before = browser.session

    browser.sign_in()

    assert who_is(office, before, datetime.now(UTC)) is None
    assert who_is(office, browser.session, datetime.now(UTC))


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_site(browser, elsewhere):
    assert browser.sign_in(elsewhere).headers["location"] == "/"


@pytest.mark.parametrize("name", ["Fangyuan", " fangyuan "])
def test_capitals_and_blanks_make_no_other_name(browser, provider, name):
    provider.person["preferred_username"] = name

    assert browser.sign_in().status_code == 303


@pytest.mark.parametrize("name", ["stranger", "gone", "ｆangyuan", "fangyuan\x00", "x" * 4000, "<b>", "fan gyuan"])
def test_who_has_no_open_account_here_is_refused_and_the_log_says_so(browser, provider, office, name):
    save_account(office, Account("gone", "去了", (), is_active=False), datetime.now(UTC))
    provider.person["preferred_username"] = name

    browser.sign_in()

    assert browser.status == 401 and "在这里没有开通，或已停用" in browser.text and "<b>" not in browser.text
    assert not browser.session and actions(office)[0] == "sign_in_refused"


def test_a_letter_that_becomes_plain_when_made_small_is_nobody_elses_name(browser, provider, office):
    save_account(office, Account("kang", "康", ()), datetime.now(UTC))
    provider.person["preferred_username"] = "\u212aang"  # the sign for kelvin

    browser.sign_in()

    assert browser.status == 401 and not browser.session


def test_another_claim_can_be_the_login_name(door, provider, office):
    save_account(office, Account("z.fang@hospital.example", "方圆", ()), datetime.now(UTC))
    provider.person |= {"email": "Z.Fang@hospital.example", "email_verified": True}

    browser = door(LIANXIN_OIDC_CLAIM="email")

    assert browser.sign_in().status_code == 303


@pytest.mark.parametrize("told", [{}, {"email_verified": False}, {"email_verified": "true"}])
def test_an_address_that_nobody_verified_is_no_name(door, provider, office, told):
    save_account(office, Account("z.fang@hospital.example", "方圆", ()), datetime.now(UTC))
    provider.person |= {"email": "z.fang@hospital.example"} | told
    browser = door(LIANXIN_OIDC_CLAIM="email")

    browser.sign_in()

    assert browser.status == 401 and "还没有验证" in browser.text and not browser.session


def test_a_provider_that_names_the_person_only_when_asked_again_is_asked(browser, provider):
    provider.is_thin = True

    assert browser.sign_in().status_code == 303


def test_who_answers_the_second_question_must_be_the_same(browser, provider):
    provider.is_thin = True
    provider.token = {"sub": "0008"}

    browser.sign_in()

    assert browser.status == 502 and not browser.session


@pytest.mark.parametrize("claim", [None, 7, "", ["fangyuan"]])
def test_a_name_that_is_no_text_is_a_fault(browser, provider, claim):
    provider.token = {"preferred_username": claim}
    provider.person["preferred_username"] = claim

    browser.sign_in()

    assert browser.status == 502 and not browser.session

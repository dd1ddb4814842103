"""The sign-in page beside a provider: its button, and what is left where passwords are off."""

from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.public.oidc.browser import Browser
from tests.public.phone import Form

from survey.actions.accounts import password_link
from survey.actions.signing_in import first_link, who_is
from survey.public.routes import open_routes

PASSWORD = "four small words here"


def test_without_the_setting_nothing_of_it_is_there(office):
    browser = Browser(TestClient(Starlette(routes=open_routes(lambda: office))))

    assert "单位统一登录" not in browser.open("/sign-in").text
    assert browser.open("/auth/login").status_code == browser.open("/oauth2callback").status_code == 404


def test_the_button_carries_the_organisations_own_words(door):
    assert "医院账号登录" in door(LIANXIN_OIDC_NAME="医院账号登录").open("/sign-in").text


def test_where_passwords_are_off_none_is_asked_for_or_taken(door, office, fangyuan):
    browser = door(LIANXIN_PASSWORDS="off")

    page = browser.open("/sign-in")
    sent = browser.client.post("/sign-in", data={"login": "fangyuan", "password": PASSWORD}, follow_redirects=False)

    assert 'name="password"' not in page.text and "单位统一登录" in page.text
    assert sent.status_code == 403 and "这里不用密码登录" in sent.text and not browser.session


def test_the_page_speaks_english_too_where_passwords_are_off(door):
    browser = door(LIANXIN_PASSWORDS="off")
    page = Form()
    page.feed(browser.open("/sign-in?next=/sheet").text)

    english = browser.client.post(page.action, data={"lang": "en"})

    assert "Sign in with your organisation" in english.text and "next=%2Fsheet" in english.text


def test_where_passwords_are_off_a_link_lets_in_once(door, office, fangyuan):
    browser, token = door(LIANXIN_PASSWORDS="off"), password_link(office, "fangyuan", datetime.now(UTC))

    typed = {"password": PASSWORD, "again": PASSWORD}
    answer = browser.client.post(f"/link/{token}", data=typed, follow_redirects=False)
    again = browser.client.post(f"/link/{token}", data=typed, follow_redirects=False)

    assert (answer.headers["location"], again.status_code) == ("/", 404)
    assert who_is(office, browser.session, datetime.now(UTC)).id == "fangyuan"


def test_where_passwords_are_off_the_first_administrator_still_comes_in(door, office):
    browser, token = door(LIANXIN_PASSWORDS="off"), first_link(office, datetime.now(UTC))

    typed = {"login": "chenjing", "name": "陈静", "password": PASSWORD, "again": PASSWORD}
    browser.client.post(f"/link/{token}", data=typed, follow_redirects=False)

    assert who_is(office, browser.session, datetime.now(UTC)).id == "chenjing"


def test_signing_out_says_that_the_provider_is_another_matter(browser, office):
    browser.sign_in()
    token = browser.session

    answer = browser.open("/auth/logout")

    assert who_is(office, token, datetime.now(UTC)) is None
    assert "公用电脑请在那里也退出" in browser.open(answer.headers["location"]).text

"""The sign-in page and the links that set a password, on a phone or a desk, without JavaScript."""

from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette

from survey.actions import accounts, signing_in
from survey.actions.signing_in import COOKIE
from survey.domain.keeping.account import Account
from survey.domain.keeping.actor import Grant
from survey.public.routes import open_routes
from survey.public.sign_in import own_path
from tests.public.phone import Phone

PASSWORD = "correct horse battery"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def desk(office) -> Phone:
    return Phone(Starlette(routes=open_routes(lambda: office)))


@pytest.fixture
def zhang(office) -> str:
    accounts.save_account(office, Account("zhang", "张三", (Grant("reviewer"),)), now())
    signing_in.set_password(office, accounts.password_link(office, "zhang", now()), PASSWORD, "", now())
    return "zhang"


def enter(desk: Phone, password: str = PASSWORD, address: str = "/sign-in") -> Phone:
    desk.client.follow_redirects = False
    return desk.open(address).press("next", login=" Zhang ", password=password)


def test_signing_in_sets_a_cookie_that_scripts_and_other_sites_do_not_get(desk, zhang):
    enter(desk)

    cookie = desk.response.headers["set-cookie"]
    assert desk.status == 303 and desk.response.headers["location"] == "/"
    assert cookie.startswith(f"{COOKIE}=") and "HttpOnly" in cookie and "SameSite=lax" in cookie
    assert "Secure" not in cookie and "Max-Age" not in cookie and desk.response.headers["cache-control"] == "no-store"


def test_under_https_the_cookie_is_sent_over_https_alone(office, zhang):
    desk = Phone(Starlette(routes=open_routes(lambda: office)))
    desk.client.base_url = "https://testserver"

    enter(desk)

    assert "Secure" in desk.response.headers["set-cookie"]


def test_a_wrong_password_is_401_keeps_the_name_and_never_shows_the_password(desk, zhang):
    enter(desk, "wrong horse battery")

    assert desk.status == 401 and "set-cookie" not in desk.response.headers
    assert "登录名或密码不对" in desk.text and "wrong horse" not in desk.text
    assert desk.form.fields["login"] == " Zhang "


def test_signing_in_leads_back_to_the_page_that_was_wanted(desk, zhang):
    enter(desk, address="/sign-in?next=/scores%3Fyear%3D2025")

    assert desk.response.headers["location"] == "/scores?year=2025"


@pytest.mark.parametrize(
    "wanted", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)", "", "/a\nb", "x"]
)
def test_signing_in_never_leads_elsewhere(wanted):
    assert own_path(wanted) == "/"


def test_a_form_on_another_site_signs_nobody_in(desk, zhang):
    answer = desk.client.post(
        "/sign-in", data={"login": "zhang", "password": PASSWORD}, headers={"Origin": "http://elsewhere.example"}
    )

    assert answer.status_code == 403 and "set-cookie" not in answer.headers


def test_signing_out_ends_the_session_and_takes_the_cookie(desk, office, zhang):
    token = enter(desk).response.cookies[COOKIE]

    left = desk.client.get("/auth/logout")

    assert left.status_code == 303 and left.headers["location"] == "/sign-in?out=1"
    assert signing_in.who_is(office, token, now()) is None
    assert f'{COOKIE}=""' in left.headers["set-cookie"]


def test_the_first_administrator_is_set_up_on_a_page(desk, office):
    link = f"/link/{signing_in.first_link(office, now())}"

    desk.open(link).press("next", login="guanli", name="管理员", password=PASSWORD, again="correct horse staple")
    assert desk.status == 422 and "两次输入的不一样" in desk.text and desk.form.fields["name"] == "管理员"
    desk.press("next", password=PASSWORD, again=PASSWORD)

    assert desk.address == "/sign-in?set=1" and "密码已设好" in desk.text
    assert [account.id for account, _set in accounts.list_accounts(office)] == ["guanli"]
    assert desk.open(link).status == 404


def test_a_link_sets_the_password_of_its_account_and_of_no_other(desk, office, zhang):
    link = f"/link/{accounts.password_link(office, 'zhang', now())}"

    desk.open(link)
    assert "login" not in desk.form.fields and "zhang" in desk.text
    desk.press("next", password="staple horse correct", again="staple horse correct")

    assert desk.address == "/sign-in?set=1"
    assert enter(desk, "staple horse correct").status == 303


def test_a_link_that_never_was_is_not_found(desk):
    assert desk.open("/link/" + "x" * 43).status == 404


def test_the_pages_speak_english_and_keep_the_name(desk, zhang):
    desk.open("/sign-in").switch("en", login="zhang")

    assert "Sign in" in desk.text and desk.form.fields["login"] == "zhang"


@pytest.mark.parametrize("login", ["zhang", "nobody"])
def test_the_sixth_wrong_password_in_five_minutes_is_not_tried_whoever_it_is_for(desk, office, zhang, login):
    desk.client.follow_redirects = False
    for _time in range(5):
        assert desk.open("/sign-in").press("next", login=login, password="wrong horse battery").status == 401

    desk.open("/sign-in").press("next", login=login.upper(), password=PASSWORD)

    assert desk.status == 429 and int(desk.response.headers["retry-after"]) <= 300
    assert "输错的次数太多了" in desk.text and desk.form.fields["login"] == login.upper()


def test_one_address_tries_twenty_names_in_five_minutes(desk, zhang):
    desk.client.follow_redirects = False
    for number in range(20):
        assert desk.open("/sign-in").press("next", login=f"somebody{number}", password="x" * 12).status == 401

    assert enter(desk).status == 429


def test_signing_in_rightly_is_never_counted(desk, zhang):
    assert {enter(desk).status for _time in range(8)} == {303}

"""From the link of the first start to two open tabs: an administrator is set up, works, reloads, and signs out."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from survey.actions.office import open_office
from survey.actions.signing_in import COOKIE, first_link
from survey.domain.keeping.actor import Grant
from tests.e2e.conftest import settled

PASSWORD = "correct horse battery"


@pytest.fixture
def desk(browser, application) -> BrowserContext:
    return browser.new_context(base_url=application, viewport={"width": 1440, "height": 900}, locale="zh-CN")


@pytest.fixture
def link(application, database_url) -> str:
    """What the first start prints."""
    office = open_office(Path(os.environ["LIANXIN_DATA"]), database_url)
    return f"/link/{first_link(office, datetime.now(UTC))}"


def set_up(page: Page, link: str) -> None:
    page.goto(link)
    for name, text in (("登录名", "guanli"), ("姓名", "管理员甲"), ("新密码", PASSWORD), ("再输一遍", PASSWORD)):
        page.get_by_label(name).fill(text)
    page.get_by_role("button", name="保存").click()


def enter(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("登录名").fill("guanli")
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_a_session_lives_through_reloads_and_a_restart_and_ends_in_every_tab_at_once(process, desk, link):
    page = desk.new_page()
    set_up(page, link)
    page.goto("/accounts")
    enter(page)
    page.wait_for_url("**/accounts")
    settled(page, "/accounts")  # F5
    process.kill()
    process.start()
    settled(page, "/accounts")
    expect(page.get_by_text("管理员甲").first).to_be_visible()
    other = settled(desk.new_page(), "/me")

    page.get_by_role("button", name="退出").click()
    expect(page.get_by_text("已经退出")).to_be_visible()
    other.get_by_role("button", name="结束我在所有设备上的登录").click()

    expect(other.get_by_text("登录已经失效")).to_be_visible()
    other.get_by_role("link", name="去登录").click()
    expect(other.get_by_role("heading", name="登录")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()


def test_neither_password_nor_key_nor_link_is_in_the_servers_log_or_in_reach_of_scripts(process, desk, link):
    page = desk.new_page()
    set_up(page, link)
    enter(page, "wrong horse battery")
    expect(page.get_by_text("登录名或密码不对")).to_be_visible()
    enter(page)
    settled(page, "/accounts")

    token = next(cookie["value"] for cookie in desk.cookies() if cookie["name"] == COOKIE)
    log = process.log.read_text()
    assert COOKIE not in page.evaluate("document.cookie")
    assert not [secret for secret in (PASSWORD, "wrong horse battery", token, link.removeprefix("/link/")) if secret in log]


def test_a_table_offers_no_download_that_asks_nobody(signed_in):
    page = settled(signed_in("diaocha", Grant("auditor")).new_page(), "/permissions")
    page.get_by_test_id("stDataFrame").first.hover()

    expect(page.get_by_role("button", name="查找").first).to_be_visible()
    expect(page.get_by_role("button", name="下载")).to_have_count(0)
    assert page.locator("[aria-label*=CSV]").count()  # it is there, and hidden from everybody

"""Somebody presses the provider's button in a real browser, works, and signs out."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.e2e.conftest import settled
from tests.public.oidc.provider import running_provider

from survey.actions.accounts import save_account
from survey.actions.office import open_office
from survey.domain.keeping.account import Account
from survey.domain.keeping.actor import CONSOLE, Grant


@pytest.fixture(autouse=True)
def provider(monkeypatch):
    """It is there before the application, which reads its settings at the start."""
    with running_provider() as provider:
        for name, value in provider.environment(LIANXIN_PASSWORDS="off").items():
            monkeypatch.setenv(name, value)
        yield provider


def test_the_providers_button_leads_to_the_page_that_was_wanted(application, browser, database_url):
    office = open_office(Path(os.environ["LIANXIN_DATA"]), database_url).acting(CONSOLE)
    save_account(office, Account("fangyuan", "方圆", (Grant("collector"),)), datetime.now(UTC))
    desk = browser.new_context(base_url=application, locale="zh-CN").new_page()

    desk.goto("/sheet")
    expect(desk.get_by_label("密码")).to_have_count(0)
    desk.get_by_role("link", name="单位统一登录").click()
    desk.wait_for_url("**/sheet")
    settled(desk, "/sheet")  # still there after a reload
    expect(desk.get_by_text("方圆")).to_be_visible()
    desk.get_by_role("button", name="退出").click()

    expect(desk.get_by_text("公用电脑请在那里也退出")).to_be_visible()
    desk.goto("/sheet")
    expect(desk.get_by_role("link", name="单位统一登录")).to_be_visible()

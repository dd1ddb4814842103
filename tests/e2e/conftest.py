"""The real application over an empty store of its own, and a real browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench.server import Application, started_application
from bench.signed_in import cookie_of
from survey.actions.office import open_office
from survey.domain.keeping.actor import Grant

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PROJECT = Path(__file__).parents[2]


@pytest.fixture
def database_url(tmp_path) -> str:
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def this_year() -> int:
    return datetime.now(ZoneInfo("Asia/Shanghai")).year


@pytest.fixture
def process(tmp_path, this_year, database_url, monkeypatch) -> Iterator[Application]:
    """The real application over an empty store, with rules for the year it is."""
    shutil.copytree(PROJECT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("local"))
    rules = tmp_path / "data" / "evaluation" / f"{this_year}.toml"
    if not rules.exists():
        latest = max(rules.parent.glob("*.toml"))
        rules.write_text(latest.read_text(encoding="utf-8").replace(f"year = {latest.stem}", f"year = {this_year}"), encoding="utf-8")
    monkeypatch.setenv("LIANXIN_DATA", str(tmp_path / "data"))
    with started_application(database_url, tmp_path / "log.txt") as application:
        yield application


@pytest.fixture
def application(process) -> str:
    """Its address."""
    return process.address


@pytest.fixture
def browser(chromium):
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def signed_in(application, browser, database_url) -> Callable[..., BrowserContext]:
    """A desk's browser in which somebody with these grants is signed in."""
    office = open_office(Path(os.environ["LIANXIN_DATA"]), database_url)

    def sign_in(id: str, *grants: Grant, **who: str) -> BrowserContext:
        desk = browser.new_context(base_url=application, viewport={"width": 1440, "height": 900}, locale="zh-CN")
        name, _sign, value = cookie_of(office, id, *grants, **who).partition("=")
        desk.add_cookies([{"name": name, "value": value, "url": application, "httpOnly": True, "sameSite": "Lax"}])
        return desk

    return sign_in


def settled(page: Page, address: str) -> Page:
    page.goto(address)
    ready = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
    page.wait_for_selector(ready)
    return page

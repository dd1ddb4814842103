"""A repair entered by keyboard at a fixed speed, over the real application: from the first key to saved."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from bench.form import CHROMIUM
from bench.server import running_application
from bench.signed_in import cookie_of
from bench.table import Figure
from survey.actions.office import HOME, open_office
from survey.domain.keeping.actor import Grant
from survey.store.cases import cases_frame

TIMES, GOAL = 5, 30
EACH_KEY, EACH_SIGN = 0.15, 0.6  # seconds: 400 keys a minute, and four of them for a Chinese sign
READY = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
STAYS = [("Enter",), ("一队", "Enter"), ("来电", "Enter")]  # kind, team, channel
ENTRY = [
    ("张三", "Enter"), ("13800001111", "Enter"), ("东山里 3 栋 201", "Enter"), ("厨房水龙头关不紧一直漏水", "Tab"),
    ("东山", "Enter"), ("1",), ("1",), ("3.5", "Enter"), ("2",),
]  # fmt: skip


def measure(folder: Path) -> Iterator[Figure]:
    database = f"sqlite:///{folder / 'register.db'}"
    office = open_office(HOME / "data", database)
    with running_application(database, folder / "log.txt") as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        page = signed_in(browser, address, cookie_of(office, "receptionist", Grant("receptionist")))
        page.goto(f"{address}/book?programme=water&do=enter")
        page.wait_for_selector(READY)
        page.wait_for_function("document.activeElement?.closest?.('.st-key-entry')")
        page.wait_for_timeout(1000)  # a page that was just opened is drawn in steps
        press(page, STAYS)
        taken = [entered(page) for _entry in range(TIMES)]
        browser.close()
    stored = len(cases_frame(office.database, "water", kinds=("repair",)))
    whole, own = median(seconds for seconds, _own in taken), median(own for _seconds, own in taken)
    yield Figure(
        "a repair by keyboard, from the first key to saved and ready for the next",
        f"{whole:.1f} s",
        f"{own:.2f} s of it the application's, the rest typing; {stored} of {TIMES} stored",
        f"< {GOAL} s",
        whole < GOAL and stored == TIMES,
    )


def signed_in(browser, address: str, cookie: str) -> Page:
    desk = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    name, _sign, value = cookie.partition("=")
    desk.add_cookies([{"name": name, "value": value, "url": address, "httpOnly": True, "sameSite": "Lax"}])
    return desk.new_page()


def entered(page: Page) -> tuple[float, float]:
    """Seconds of the whole entry, and how many of them were not spent typing."""
    before = page.locator("[class*=st-key-entry_new_]").first.get_attribute("class")
    page.wait_for_function("document.activeElement?.closest?.('[class*=st-key-entry_new_]')")
    start = time.perf_counter()
    press(page, ENTRY)
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        "old => { const box = document.querySelector('[class*=st-key-entry_new_]');"
        " return box && box.className !== old && box.contains(document.activeElement); }",
        arg=before,
    )
    whole = time.perf_counter() - start
    return whole, whole - typing()


def press(page: Page, boxes: list[tuple[str, ...]]) -> None:
    for key in keys_of(boxes):
        pressed(key, page)


def pressed(key: str, page: Page) -> None:
    """One key or sign, and the time that it takes a hand."""
    started = time.perf_counter()
    page.keyboard.type(key) if len(key) == 1 else page.keyboard.press(key)
    time.sleep(max(takes(key) - (time.perf_counter() - started), 0))


def keys_of(boxes: list[tuple[str, ...]]) -> list[str]:
    return [key for box in boxes for part in box for key in ([part] if part in ("Enter", "Tab") else part)]


def takes(key: str) -> float:
    return EACH_KEY if key.isascii() else EACH_SIGN


def typing() -> float:
    """Seconds that the hand takes for one entry, up to the saving key."""
    return sum(map(takes, keys_of(ENTRY)))

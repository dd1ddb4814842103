"""What a collector typed is there again: after a killed server, a hung one, a look at another page, a store that was away."""

import os
import signal

import pytest
from playwright.sync_api import Page, expect

from survey.domain.counting.period import ALL
from survey.domain.keeping.actor import Grant
from survey.store import open_database
from survey.store.response_reading import responses_frame
from tests.e2e.conftest import settled

HALF, OTHER_HALF = "51" + "4" * 5, "3" * 5 + "35"


@pytest.fixture
def desk(signed_in) -> Page:
    """A collector's, on the keying page, with a ward and a way of filling in chosen."""
    desk = signed_in("fangyuan", Grant("collector")).new_page()
    settled(desk, "/sheet?programme=lianxin")
    choose(desk, "填写方式", "电话")
    choose_ward(desk)
    return desk


def choose_ward(desk: Page) -> None:
    choose(desk, "单位", "心血管内科")
    expect(desk.get_by_role("combobox", name="被评价人")).to_be_enabled()


def choose(desk: Page, name: str, beginning: str) -> None:
    desk.get_by_role("combobox", name=name).focus()
    desk.keyboard.type(beginning)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("combobox", name=name)).to_have_value(beginning)


def type_from(desk: Page, box: int, digits: str) -> None:
    """Each digit fills its box and moves on to the next."""
    desk.locator(".st-key-sheet input").nth(box).focus()
    desk.keyboard.type(digits)


def expect_kept(desk: Page) -> None:
    expect(desk.locator("#draft .state")).to_contain_text("草稿已存", timeout=20_000)


def expect_shown(desk: Page, digits: str) -> None:
    boxes = desk.locator(".st-key-sheet input")
    for place, digit in enumerate(digits):
        expect(boxes.nth(place)).to_have_value(digit, timeout=20_000)


def stored(database_url: str) -> list[dict]:
    database = open_database(database_url, "main")
    rows = responses_frame(database, "lianxin", "inpatient", ALL).to_dict("records")
    database.engine.dispose()
    return rows


def test_a_half_filled_sheet_outlives_kill_9_and_a_reload_and_is_saved_once(desk, process, database_url):
    type_from(desk, 0, HALF)
    desk.locator(".st-key-sheet textarea").fill("夜里太吵")
    expect_kept(desk)
    process.kill()
    process.start()

    settled(desk, desk.url)

    expect_shown(desk, HALF)
    expect(desk.locator(".st-key-sheet textarea")).to_have_value("夜里太吵")
    expect(desk.get_by_role("combobox", name="单位")).to_have_value("心血管内科")
    expect(desk.get_by_role("combobox", name="填写方式")).to_have_value("电话")
    type_from(desk, len(HALF), OTHER_HALF)
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("已保存 第 1 份")).to_be_visible()
    (sheet,) = stored(database_url)
    assert tuple(sheet["answers"].values()) == tuple(HALF + OTHER_HALF)
    assert (sheet["unit"], sheet["mode"]) == ("ward-cardiology", "telephone")


def test_what_was_typed_while_the_server_hung_arrives_by_itself_and_a_press_saves_it(desk, process, database_url):
    type_from(desk, 0, HALF)
    expect_kept(desk)
    os.kill(process.process.pid, signal.SIGSTOP)
    type_from(desk, len(HALF), OTHER_HALF)

    process.kill()
    expect(desk.locator("#draft .state")).to_contain_text("连不上服务器，正在重试")
    process.start()

    expect_kept(desk)
    settled(desk, desk.url)
    expect_shown(desk, HALF + OTHER_HALF)
    desk.locator(".st-key-sheet input").first.focus()
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("已保存 第 1 份")).to_be_visible()
    assert len(stored(database_url)) == 1


def test_a_page_that_was_loaded_before_the_last_answers_arrived_shows_them_all_the_same(desk, process, database_url):
    type_from(desk, 0, HALF)
    expect_kept(desk)
    os.kill(process.process.pid, signal.SIGSTOP)
    type_from(desk, len(HALF), OTHER_HALF)
    process.kill()
    desk.route("**/draft", lambda route: route.abort())
    process.start()
    settled(desk, desk.url)
    expect_shown(desk, HALF)

    desk.unroute("**/draft")

    expect_shown(desk, HALF + OTHER_HALF)
    assert not stored(database_url)


def test_after_a_restart_the_first_press_saves_without_a_reload(desk, process, database_url):
    type_from(desk, 0, HALF)
    expect_kept(desk)
    process.kill()
    process.start()
    expect(desk.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]")).to_be_visible(timeout=30_000)

    type_from(desk, len(HALF), OTHER_HALF)
    desk.keyboard.press("Control+Enter")

    expect(desk.get_by_text("已保存 第 1 份")).to_be_visible()
    (sheet,) = stored(database_url)
    assert tuple(sheet["answers"].values()) == tuple(HALF + OTHER_HALF)


def test_a_look_at_another_page_keeps_the_half_filled_sheet(desk):
    type_from(desk, 0, HALF)
    expect_kept(desk)

    desk.get_by_role("link", name="我的账号").click()
    expect(desk.get_by_role("heading", name="我的账号")).to_be_visible()
    desk.get_by_role("link", name="录入答卷").click()

    expect_shown(desk, HALF)
    expect(desk.get_by_role("combobox", name="单位")).to_have_value("心血管内科")


def test_a_correction_that_was_begun_outlives_a_reload_whole(desk, database_url):
    type_from(desk, 0, HALF + OTHER_HALF)
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("已保存 第 1 份")).to_be_visible()
    desk.get_by_text("录错了在这里改").click()
    desk.get_by_role("button", name="更正这一份").click()
    expect(desk.get_by_text("正在更正")).to_be_visible()
    expect_shown(desk, HALF + OTHER_HALF)
    desk.locator(".st-key-sheet input").first.fill("2")
    expect_kept(desk)

    settled(desk, desk.url)

    expect(desk.get_by_text("正在更正")).to_be_visible()
    expect_shown(desk, "2" + (HALF + OTHER_HALF)[1:])
    desk.locator(".st-key-sheet input").first.focus()
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("已保存 第 1 份")).to_be_visible()  # the old one counts no more
    (sheet,) = stored(database_url)
    assert tuple(sheet["answers"].values()) == tuple("2" + (HALF + OTHER_HALF)[1:])

"""PostgreSQL is stopped while people are at work: what they read, and how it goes on when it is back."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.test_keying_goes_on import HALF, OTHER_HALF, choose_ward, expect_kept, expect_shown, type_from

from survey.domain.keeping.actor import Grant
from tests.e2e.conftest import settled

WARD = "/q/lianxin/inpatient/ward-cardiology"
AWAY = "现在连不上数据库。"


@pytest.fixture
def database_url(postgres) -> str:
    return postgres.fresh_database()


@pytest.fixture
def desk(signed_in) -> Page:
    return signed_in("fangyuan", Grant("collector"), Grant("receptionist")).new_page()


def test_a_phone_keeps_what_was_typed_and_sends_it_when_the_store_is_back(browser, application, postgres):
    phone = browser.new_page(base_url=application, viewport={"width": 390, "height": 844}, locale="zh-CN")
    phone.goto(WARD)
    phone.get_by_role("button", name="开始").click()
    for _section in range(3):
        phone.get_by_role("button", name="下一步").click()
    phone.get_by_role("group", name="总的来说").get_by_text("满意", exact=True).click()
    phone.locator("textarea").fill("夜里推车太响")
    postgres.stop()

    phone.get_by_role("button", name="提交").click()

    expect(phone.get_by_role("alert")).to_contain_text("没有保存")
    expect(phone.get_by_role("alert")).to_contain_text("请不要关页面，过几分钟再按一次")
    expect(phone).to_have_title(re.compile("^没有保存"))
    expect(phone.locator("textarea")).to_have_value("夜里推车太响")
    expect(phone.get_by_role("group", name="总的来说").get_by_label("满意", exact=True)).to_be_checked()
    postgres.start()
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("谢谢您，已保存")).to_be_visible()


def test_a_collector_reads_a_sentence_and_then_has_the_whole_sheet_again(desk, postgres):
    settled(desk, "/sheet?programme=lianxin")
    type_from(desk, 0, HALF)
    expect_kept(desk)
    postgres.stop()
    type_from(desk, len(HALF), OTHER_HALF)
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text(AWAY)).to_be_visible()
    expect(desk.locator("[data-testid=stException]")).to_have_count(0)

    postgres.start()

    expect_shown(desk, HALF + OTHER_HALF)
    choose_ward(desk)
    desk.locator(".st-key-sheet input").first.focus()
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("已保存 第 1 份")).to_be_visible()


def test_a_clerk_has_the_entry_again_that_was_being_written(desk, postgres):
    settled(desk, "/book?programme=complaints&do=enter")
    desk.get_by_label("内容").fill("食堂的汤是凉的")
    postgres.stop()
    desk.get_by_role("button", name="登记 ").click()
    expect(desk.get_by_text(AWAY)).to_be_visible()

    postgres.start()

    expect(desk.get_by_label("内容")).to_have_value("食堂的汤是凉的", timeout=20_000)

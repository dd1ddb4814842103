"""A receptionist on the telephone enters a repair by keyboard alone, and hears that the number has called before."""

from playwright.sync_api import Page, expect

from survey.domain.keeping.actor import Grant
from survey.store import open_database
from survey.store.cases import cases_frame
from tests.e2e.conftest import settled


def take(desk: Page, box: str, typed: str) -> None:
    """Type part of an option and take it with Enter, no sooner than a person sees it marked."""
    expect(desk.get_by_role("combobox", name=box)).to_be_focused()
    desk.keyboard.type(typed)
    expect(desk.locator("[role=option][data-focused=true]", has_text=typed)).to_be_visible()
    desk.keyboard.press("Enter")


def choose_what_stays(desk: Page) -> None:
    """The kind as it stands, the team, and that it came by telephone; each Enter goes on to the next box."""
    expect(desk.get_by_role("combobox", name="事项类型")).to_be_focused()
    desk.keyboard.press("Enter")
    take(desk, "责任单位", "一队")
    take(desk, "来源", "来电")


def type_the_caller(desk: Page, phone: str) -> None:
    expect(desk.get_by_role("textbox", name="姓名")).to_be_focused()
    for told in ("张三", phone, "东山里 3 栋 201"):
        desk.keyboard.type(told)
        desk.keyboard.press("Enter")


def type_the_rest(desk: Page, text: str) -> None:
    """Text, area, town (1), ordinary (1), kilometres; a digit takes an option and goes on."""
    desk.keyboard.type(text)
    desk.keyboard.press("Tab")
    take(desk, "居民区", "东山")
    expect(desk.get_by_role("radio", name="市内")).to_be_focused()
    desk.keyboard.type("11")
    desk.keyboard.type("3.5")
    desk.keyboard.press("Control+Enter")


def test_two_repairs_are_entered_without_touching_the_mouse(signed_in, database_url):
    desk = signed_in("liwen", Grant("receptionist")).new_page()
    settled(desk, "/book?programme=water&do=enter")

    choose_what_stays(desk)
    type_the_caller(desk, "13800001111")
    type_the_rest(desk, "水龙头漏水")
    expect(desk.get_by_text("已登记，编号")).to_be_visible()
    expect(desk.get_by_text("从接到到到达")).to_be_visible()
    expect(desk.get_by_role("textbox", name="电话")).to_have_value("")

    type_the_caller(desk, "138 0000 1111")
    expect(desk.get_by_text("同一电话或地址以前的事项")).to_be_visible()
    expect(desk.locator(".st-key-earlier a[href^=\"/book\"]")).to_have_count(1)
    type_the_rest(desk, "又漏水了")
    expect(desk.get_by_role("textbox", name="反映的问题")).to_have_value("")

    stored = cases_frame(open_database(database_url, "main"), "water")
    assert set(stored["text"]) == {"水龙头漏水", "又漏水了"}
    assert set(stored["unit"]) == {"team-repair-1"} and set(stored["channel"]) == {"call"}
    assert [given["km"] for given in stored["coded"]] == [3.5, 3.5]
    assert {given["zone"] for given in stored["coded"]} == {"town"}


def test_the_link_to_a_case_leads_there_through_the_sign_in(application, browser, signed_in, database_url):
    desk = signed_in("liwen", Grant("receptionist")).new_page()
    settled(desk, "/book?programme=water&do=enter")
    choose_what_stays(desk)
    type_the_caller(desk, "13800001111")
    type_the_rest(desk, "水龙头漏水")
    link = desk.get_by_role("link", name="打开这件事项")
    expect(link).to_be_visible()
    address = link.get_attribute("href")

    stranger = browser.new_context(base_url=application).new_page()
    stranger.goto(address)
    expect(stranger.get_by_label("登录名")).to_be_visible()
    settled(desk, address)

    expect(desk.get_by_role("heading", name="三来与维修任务单")).to_be_visible()
    expect(desk.get_by_text("水龙头漏水")).to_be_visible()

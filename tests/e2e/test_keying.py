"""A collector keys sheets by keyboard alone, and the next sheet is ready when one is saved."""

from playwright.sync_api import expect

from survey.domain.counting.period import ALL
from survey.domain.keeping.actor import Grant
from survey.store import open_database
from survey.store.response_reading import comments_frame, responses_frame
from tests.e2e.conftest import settled


def test_two_sheets_are_keyed_without_touching_the_mouse(signed_in, database_url):
    desk = signed_in("fangyuan", Grant("collector")).new_page()
    settled(desk, "/sheet?programme=lianxin")

    desk.get_by_role("combobox", name="单位").focus()
    desk.keyboard.type("心血管")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("combobox", name="被评价人")).to_be_enabled()
    first = desk.locator(".st-key-sheet input").first
    first.focus()
    desk.keyboard.type("51" + "4" * 10 + "35")  # each digit fills its box and moves on to the next
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("已保存 第 1 份")).to_be_visible()
    expect(first).to_have_value("")
    expect(first).to_be_focused()
    desk.keyboard.type("52")
    for _box in range(12):
        desk.keyboard.press("Enter")
    desk.keyboard.type("夜里太吵")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("已保存 第 2 份")).to_be_visible()

    database = open_database(database_url, "main")
    stored = responses_frame(database, "lianxin", "inpatient", ALL)
    answers = sorted((tuple(given.values()) for given in stored["answers"]), key=len)
    assert answers == [("5", "2"), tuple("51" + "4" * 10 + "35")]
    assert set(stored["unit"]) == {"ward-cardiology"} and set(stored["mode"]) == {"read_out"}
    assert comments_frame(database, "lianxin", "inpatient", ALL)["text"].tolist() == ["夜里太吵"]


def test_a_sheet_of_today_is_corrected_and_another_taken_back(signed_in, database_url):
    desk = signed_in("fangyuan", Grant("collector")).new_page()
    settled(desk, "/sheet?programme=lianxin")
    desk.get_by_role("combobox", name="单位").focus()
    desk.keyboard.type("心血管")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("combobox", name="被评价人")).to_be_enabled()
    first = desk.locator(".st-key-sheet input").first
    for number, digit in ((1, "5"), (2, "4")):
        first.focus()
        desk.keyboard.type(digit)
        desk.keyboard.press("Control+Enter")
        expect(desk.get_by_text(f"已保存 第 {number} 份")).to_be_visible()
        expect(first).to_have_value("")

    desk.get_by_text("今天录了 2 份").click()
    desk.get_by_role("button", name="更正这一份").click()
    expect(desk.get_by_text("正在更正")).to_be_visible()
    expect(first).to_have_value("4")
    first.fill("3")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("已保存 第 2 份")).to_be_visible()
    expect(desk.get_by_text("今天录了 2 份")).to_be_visible()
    desk.get_by_label("为什么作废").fill("录重了")
    desk.get_by_label("为什么作废").press("Enter")
    desk.get_by_role("button", name="作废这一份").click()
    expect(desk.get_by_text("已作废")).to_be_visible()
    expect(desk.get_by_text("今天录了 1 份")).to_be_visible()

    stored = responses_frame(open_database(database_url, "main"), "lianxin", "inpatient", ALL)
    assert [list(given.values()) for given in stored["answers"]] == [["5"]]

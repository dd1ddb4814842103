"""The small script of citizens' pages, in a real Chromium on a small phone."""

import threading
import time

import pytest
import uvicorn
from tests.public.conftest import WARD
from playwright.sync_api import sync_playwright


@pytest.fixture
def address(app):
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(request, chromium, address):
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, base_url=address, java_script_enabled=request.param
        )
        page = context.new_page()
        page.has_script = request.param
        yield page
        browser.close()


def begin(page):
    page.goto(WARD)
    page.get_by_role("button", name="开始").click()


def choose(page, question: str, option: str):
    page.get_by_role("group", name=question).get_by_text(option, exact=True).click()


def forward(page):
    page.get_by_role("button", name="下一步").click()


def test_the_phones_own_back_key_keeps_what_was_chosen(page):
    begin(page)
    choose(page, "护士微笑迎接您", "满意")
    forward(page)
    choose(page, "护士语气和蔼", "不满意")

    page.go_back()
    assert page.get_by_role("group", name="护士微笑迎接您").get_by_label("满意", exact=True).is_checked()

    forward(page)
    if page.has_script:  # what was chosen but never sent is only in the draft
        assert page.get_by_role("group", name="护士语气和蔼").get_by_label("不满意", exact=True).is_checked()


def test_two_quick_presses_store_one_response_and_the_draft_is_gone(page, stored):
    begin(page)
    choose(page, "护士微笑迎接您", "满意")
    for _section in range(3):
        forward(page)

    page.get_by_role("button", name="提交").dblclick()
    page.wait_for_url("**/receipt/**")

    assert len(stored("lianxin", "inpatient")[0]) == 1
    if page.has_script:
        assert page.evaluate("sessionStorage.getItem('draft')") is None


def test_nothing_is_fetched_from_elsewhere_and_nothing_is_wider_than_the_phone(page, address):
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))

    begin(page)

    assert all(url.startswith(address) for url in asked) and not complaints
    widths = [box.bounding_box()["x"] + box.bounding_box()["width"] for box in page.locator("main *:visible").all()]
    assert max(widths) <= 360
    assert min(box.bounding_box()["height"] for box in page.locator("label.option").all()) >= 48


@pytest.mark.parametrize("pages_back", [1, 4], ids=["to the last page", "to the first question"])
def test_going_back_from_the_receipt_and_sending_something_else_is_one_response(page, stored, pages_back):
    begin(page)
    for _section in range(3):
        forward(page)
    choose(page, "总的来说", "满意")
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/receipt/**")

    for _page in range(pages_back):
        page.go_back()
    for _page in range(pages_back - 1):
        forward(page)
    choose(page, "总的来说", "不满意")
    page.get_by_role("button", name="提交").click()

    page.get_by_role("heading", name="已经提交过，以第一次为准").wait_for()
    assert [row["answers"] for row in stored("lianxin", "inpatient")[0]] == [{"overall": "4"}]


def test_a_shared_tablet_keeps_the_words_of_an_entry_and_no_telephone_number(page):
    page.goto("/book/complaints/ward-neurology")
    page.get_by_label("您的意见").fill("夜里太吵")
    page.get_by_label("电话").fill("138 0000 1111")

    if page.has_script:
        draft = page.evaluate("sessionStorage.getItem('draft')")
        assert "夜里太吵" in draft and "138" not in draft
    page.goto("/follow/complaints")
    page.go_back()

    assert page.get_by_label("电话").input_value() == ""


def test_a_page_that_the_browser_kept_whole_forgets_the_telephone_number(page):
    if not page.has_script:
        pytest.skip("without a script the browser itself decides")
    page.goto("/book/complaints/ward-neurology")
    page.get_by_label("您的意见").fill("夜里太吵")
    page.get_by_label("电话").fill("138 0000 1111")

    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    assert page.get_by_label("电话").input_value() == ""
    assert page.get_by_label("您的意见").input_value() == "夜里太吵"

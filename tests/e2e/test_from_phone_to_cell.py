"""The river in a real browser: from a patient's phone, over the head's chart and a score, to an Excel cell."""

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, expect

from bench.public_form import hidden_fields
from survey.domain.keeping.actor import Grant
from tests.e2e.conftest import settled

WARD = "/q/lianxin/inpatient/ward-cardiology"
# The patient on the phone answers 满意 (75); the others 非常满意 six times, 满意 three times, 基本满意 twice.
OTHERS = ["5"] * 6 + ["4"] * 3 + ["3"] * 2
SCORE = (75 + 6 * 100 + 3 * 75 + 2 * 50) / 12


def fill_in_on_a_phone(context: BrowserContext) -> str:
    """One patient answers on a small phone; the receipt's code."""
    phone = context.new_page()
    phone.goto(WARD)
    phone.get_by_role("button", name="开始").click()
    for _section in range(3):
        phone.get_by_role("button", name="下一步").click()
    phone.get_by_role("group", name="总的来说").get_by_text("满意", exact=True).click()
    phone.locator("textarea").fill("=1+1 夜里推车太响")
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("谢谢您，已保存")).to_be_visible()
    return phone.locator(".code").first.inner_text()


def send_as_others(context: BrowserContext) -> None:
    for code in OTHERS:
        page = context.request.get(WARD).text()
        form = hidden_fields(page) | {"page": "whole", "a_overall": code, "go": "send"}
        assert context.request.post(WARD, form=form).ok


def test_an_answer_on_a_phone_arrives_in_a_chart_a_score_and_an_excel_cell(
    application, browser, signed_in, this_year, tmp_path
):
    phone = browser.new_context(base_url=application, viewport={"width": 360, "height": 740}, locale="zh-CN")
    desk = signed_in("kaohe", Grant("reviewer")).new_page()
    outside = []
    desk.on("request", lambda request: outside.append(request.url) if not request.url.startswith((application, "ws", "data:", "blob:")) else None)

    code = fill_in_on_a_phone(phone)
    send_as_others(phone)

    settled(desk, "/lianxin")
    expect(desk.get_by_text(f"{SCORE:.1f}", exact=True).first).to_be_visible()
    expect(desk.get_by_text("n = 12").first).to_be_visible()
    expect(desk.locator(".js-plotly-plot").first).to_be_visible()

    settled(desk, "/scores")
    with desk.expect_download() as downloading:
        desk.get_by_role("button", name="下载年终工作簿").click()
    downloading.value.save_as(tmp_path / "year-end.xlsx")

    book = openpyxl.load_workbook(tmp_path / "year-end.xlsx", data_only=True)
    rows = [row for row in book["计算明细"].iter_rows(values_only=True) if row[2] == "ward-cardiology"]
    overall = next(row for row in rows if row[3] == "患者总体满意度得分")
    assert len(code) == 11
    assert overall[6:8] == (12, pytest.approx(SCORE))
    assert f"{this_year}" in book.worksheets[0]["A1"].value + str(book.worksheets[0]["A2"].value)
    assert not outside

"""A collector keys the short form by keyboard, and a reload in the middle loses nothing."""

import os
from pathlib import Path

from playwright.sync_api import expect
from tests.actions.test_mending import HOUSE, accepted

from survey.actions.office import open_office
from survey.domain.counting.period import ALL
from survey.domain.keeping.actor import CONSOLE, Grant
from survey.store.response_reading import comments_frame, responses_frame
from tests.e2e.conftest import settled


def test_three_questions_are_keyed_reloaded_and_saved(signed_in, database_url):
    # E60
    office = open_office(Path(os.environ["LIANXIN_DATA"]), database_url).acting(CONSOLE)
    case = accepted(office, until="2100-01-01")
    desk = signed_in("fangyuan", Grant("collector", HOUSE, ("ward-urology",))).new_page()
    settled(desk, "/sheet")

    desk.get_by_text("复测：1 项等着收答卷").click()
    desk.get_by_role("button", name="录这一项").click()
    expect(desk.get_by_text("正在录复测")).to_be_visible()
    first = desk.locator(".st-key-sheet input").first
    first.focus()
    desk.keyboard.type("54安静多了")
    expect(desk.get_by_text("草稿已存")).to_be_visible()
    desk.reload()
    expect(desk.locator(".st-key-sheet textarea").first).to_have_value("安静多了")
    expect(first).to_have_value("5")
    first.focus()
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("已保存 第 1 份")).to_be_visible()
    expect(first).to_have_value("")

    [row] = responses_frame(office.database, HOUSE, "inpatient_again", ALL).to_dict("records")
    assert (row["about"], row["answers"], row["entered_by"]) == (case, {"quiet_night": "5", "overall": "4"}, "fangyuan")
    assert comments_frame(office.database, HOUSE, "inpatient_again", ALL)["text"].tolist() == ["安静多了"]

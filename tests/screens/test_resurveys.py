"""The keying page offers what is asked again, and keys its three questions like any sheet."""

import pytest
from tests.actions.test_clauses import there
from tests.actions.test_mending import HOUSE, accepted, answers, step
from tests.actions.test_resurveys import a_sheet
from tests.screens.test_sheet import key, look_at_entered, press_save, type_in
from tests.screens.visitor import texts

from survey.actions.drafts import save_draft
from survey.actions.keying import key_sheet, sheets_of_today
from survey.domain.asking.response import receipt_code
from survey.domain.counting.period import ALL
from survey.screens.clock import now
from survey.store.response_reading import responses_frame


@pytest.fixture
def the_case(office) -> str:
    return accepted(office, until="2100-01-01")  # the page looks at the clock


def stored(office) -> list[dict]:
    return responses_frame(office.database, HOUSE, "inpatient_again", ALL).to_dict("records")


def turned_to(visit, id: str):
    """The keying page, turned to the short form of a case."""
    visitor = visit("sheet")
    visitor.button(key=f"do_resurvey_{receipt_code(id)}").click().run()
    visitor.selectbox(key="mode").set_value("paper").run()
    return visitor


def test_what_is_asked_again_is_offered_in_words(visit, office, the_case):
    # E60
    answers(office, the_case, "1", 12, "2026-05-01 10:00")

    visitor = visit("sheet")

    assert visitor.expander[0].label == "复测：1 项等着收答卷"
    told = texts(visitor).replace("\\", "")
    assert "泌尿外科" in told and "夜间安静" in told
    assert f"最后一天 2100-01-01 · 要收 40 份，已收：12 份 · 编号 {receipt_code(the_case)}" in told


def test_where_nothing_is_asked_again_nothing_is_offered(visit):
    assert "复测" not in [one.label[:2] for one in visit("sheet").expander]


def test_three_questions_are_keyed_and_stored_about_the_case_and_the_next_sheet_is_ready(visit, office, the_case):
    visitor = turned_to(visit, the_case)
    asked = [box.label for box in [*visitor.text_input, *visitor.text_area] if box.key.startswith("answer_")]
    assert len(asked) == 3 and asked[0] == "**1** 病区夜间安静，您满意吗？"

    press_save(type_in(visitor, quiet_night="5", overall="4"))

    [row] = stored(office)
    assert (row["about"], row["unit"], row["mode"], row["answers"]) == (the_case, "ward-urology", "paper", {"quiet_night": "5", "overall": "4"})
    assert "已保存 第 1 份 编号" in visitor.success[0].value and "正在录复测" in texts(visitor)
    assert visitor.text_input(key=key(visitor, "quiet_night")).value == ""


def test_a_wrong_digit_is_refused_and_nothing_is_lost(visit, office, the_case):
    visitor = press_save(type_in(turned_to(visit, the_case), quiet_night="9", overall="4"))

    assert "9" in visitor.error[0].value and stored(office) == []
    assert visitor.text_input(key=key(visitor, "overall")).value == "4"


def test_one_that_ends_while_it_is_keyed_refuses_and_keeps_what_was_typed(visit, office, the_case):
    visitor = type_in(turned_to(visit, the_case), quiet_night="5")
    answers(office, the_case, "5", 40, "2026-05-01 10:00")
    step(office, the_case, "verify", "2026-05-02 09:00")

    press_save(visitor)

    assert "已经结束" in visitor.error[0].value and "已经结束" in visitor.warning[0].value
    assert visitor.text_input(key=key(visitor, "quiet_night")).value == "5" and len(stored(office)) == 40


def test_the_way_back_to_the_whole_questionnaire(visit, office, the_case):
    visitor = turned_to(visit, the_case)

    visitor.button(key="do_whole").click().run()

    assert visitor.selectbox(key="questionnaire").value == "inpatient" and "正在录复测" not in texts(visitor)
    assert "again" not in visitor.query_params and visitor.expander[0].label == "复测：1 项等着收答卷"


def test_a_half_filled_sheet_comes_back_with_its_case(visit, office, the_case):
    kept = {"unit": "ward-urology", "mode": "telephone", "about": receipt_code(the_case)}
    save_draft(office, "a" * 32, HOUSE, "inpatient_again", 1, kept, {"quiet_night": "2"}, 1, now())
    visitor = visit("sheet")

    visitor.button(key=f"do_resume_{'a' * 32}").click().run()

    assert "正在录复测" in texts(visitor) and visitor.text_input(key=key(visitor, "quiet_night")).value == "2"
    assert visitor.selectbox(key="mode").value == "telephone"
    press_save(visitor)
    assert [row["about"] for row in stored(office)] == [the_case]


def test_a_sheet_of_today_is_corrected_where_it_was_keyed(visit, office, the_case):
    visitor = press_save(type_in(turned_to(visit, the_case), quiet_night="2"))
    visitor.button(key="do_whole").click().run()

    look_at_entered(visitor).button(key="do_correct").click().run()
    assert "正在更正" in visitor.info[0].value and "正在录复测" in texts(visitor)
    press_save(type_in(visitor, quiet_night="5"))

    [row] = stored(office)
    assert (row["answers"], row["about"]) == ({"quiet_night": "5"}, the_case) and len(sheets_of_today(office, now())) == 1


def test_the_own_list_of_today_says_which_sheets_are_of_a_short_form(visit, office, the_case):
    key_sheet(office, a_sheet(the_case), now())

    visitor = look_at_entered(visit("sheet"))

    assert "（复测）" in visitor.selectbox(key="void_1").options[0]


def test_after_a_reload_the_address_leads_back_to_it_and_a_wrong_one_says_so(visit, the_case):
    visitor = turned_to(visit, the_case)
    assert visitor.query_params["again"] == receipt_code(the_case)
    del visitor.session_state["sheet_id"]

    assert "正在录复测" in texts(visitor.run())
    del visitor.session_state["sheet_id"]
    visitor.query_params["again"] = "XXXXX-XXXXX"
    assert "没有找到这次复测" in texts(visitor.run())


def test_a_day_that_was_kept_from_before_the_mending_gives_way_to_today(visit, office, the_case):
    visitor = visit("sheet")
    visitor.date_input(key="day").set_value(there("2026-04-01 09:00").date()).run()

    visitor.button(key=f"do_resurvey_{receipt_code(the_case)}").click().run()

    assert not visitor.exception and visitor.date_input(key="day").value == office.day_of(now())


def test_in_english_too(visit, the_case):
    visitor = visit("sheet", "en")

    assert visitor.expander[0].label == "Asked again: 1 waiting for sheets"

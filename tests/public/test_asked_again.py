"""The form of a measurement: three questions by the link of a case, on a phone without JavaScript."""

import pytest
from tests.actions.test_clauses import there
from tests.actions.test_mending import HOUSE, accepted, answers, raised, step

from survey.actions.mending import measure_again
from survey.domain.asking.response import receipt_code
from survey.domain.counting.period import ALL
from survey.public.poster import qr_picture
from survey.store.response_reading import responses_frame

FORM = "/q/lianxin/inpatient_again/ward-urology"


@pytest.fixture
def the_case(office) -> str:
    return accepted(office, until="2100-01-01")  # these pages look at the clock


def link(id: str, to: str = FORM) -> str:
    return f"{to}?about={receipt_code(id)}"


def test_from_the_link_to_the_receipt_only_three_questions_are_asked(phone, office, the_case):
    # E60
    phone.open(link(the_case))
    assert "复测" in phone.text and "共 3 题" in phone.text

    phone.press("next")
    assert phone.asked == ["quiet_night", "overall", "comment"] and ("go", "send") in phone.form.buttons
    assert 'id="person"' not in phone.text
    phone.press("send", a_quiet_night="5", a_overall="4", a_comment="安静多了")

    assert phone.status == 200 and phone.address.startswith("/receipt/")
    [row] = office_rows(office)
    assert (row["about"], row["answers"], row["mode"]) == (the_case, {"quiet_night": "5", "overall": "4"}, "qr")


def office_rows(office) -> list[dict]:
    return responses_frame(office.database, HOUSE, "inpatient_again", ALL).to_dict("records")


def test_the_case_stays_through_the_other_language_and_the_way_back(phone, office, the_case):
    phone.open(link(the_case)).press("next").switch("en", a_quiet_night="2").press("back").press("next")

    assert phone.form.fields["a_quiet_night"] == "2"
    phone.press("send")
    assert office_rows(office)[0]["about"] == the_case


@pytest.mark.parametrize("query", ["", "?about=XXXXX-XXXXX", "?about=" + "长" * 50])
def test_a_link_of_no_case_is_answered_in_words(phone, the_case, query):
    phone.open(FORM + query)

    assert phone.status == 422 and "没有找到这次复测" in phone.text and "tel:" in phone.text


def test_a_link_of_another_ward_is_answered_in_words(phone, the_case):
    phone.open(link(the_case, "/q/lianxin/inpatient_again/ward-neurology"))

    assert phone.status == 422 and "没有找到这次复测" in phone.text


def test_a_case_that_is_closed_says_thank_you_and_takes_nothing(phone, office, the_case):
    phone.open(link(the_case)).press("next")
    answers(office, the_case, "5", 40, "2026-05-01 10:00")
    step(office, the_case, "verify", "2026-05-02 09:00")

    phone.press("send", a_quiet_night="1")

    assert phone.status == 422 and "已经结束，谢谢您" in phone.text
    assert measure_again(office, HOUSE, the_case, there("2026-05-03 09:00")).after.count == 0


def test_the_last_answers_sent_again_get_their_receipt_again(phone, office, the_case):
    answers(office, the_case, "5", 39, "2026-05-01 10:00")
    phone.open(link(the_case)).press("next")
    sent = phone.form

    phone.press("send", a_quiet_night="1")
    receipt = phone.text
    phone.form = sent
    phone.press("send", a_quiet_night="1")

    assert phone.status == 200 and phone.text == receipt


def test_a_case_that_was_not_accepted_yet_asks_nothing(phone, office):
    assert phone.open(link(raised(office))).status == 422


def test_the_poster_and_its_code_lead_to_the_case(phone, the_case):
    poster = phone.open(link(the_case, "/poster/lianxin/inpatient_again/ward-urology")).text
    picture = poster.partition('class="qr" src="')[2].partition('"')[0]

    assert phone.open(picture).response.content == qr_picture(f"http://testserver{link(the_case)}")
    assert f'href="?about={receipt_code(the_case)}&amp;size=a4' in poster and f"http://testserver{link(the_case)}" in poster


def test_the_address_of_a_whole_questionnaire_carries_no_case(phone, office, the_case):
    phone.open(link(the_case, "/q/lianxin/inpatient/ward-urology"))

    assert phone.status == 200 and "about" not in phone.form.fields

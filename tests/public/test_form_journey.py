"""A questionnaire from the QR code to the receipt, as a phone without JavaScript sees it."""

import re

import pytest
from tests.public.conftest import STATION, WARD


def through(phone, **answers):
    """Go on from page to page, answering what comes up, until the last page is shown and filled in."""
    while True:
        typed = {name: text for name, text in answers.items() if name in phone.form.choices | phone.form.fields}
        if ("go", "send") in phone.form.buttons:
            return typed
        phone.press("next", **typed)


def test_privacy_stands_before_the_first_question_and_a_receipt_at_the_end(phone, stored, declarations):
    phone.open(WARD)

    assert not phone.asked
    notice = declarations.programme("lianxin").privacy
    for words in (notice.who, notice.why, notice.kept, notice.how_long, "0000-8001000"):  # measures.md 13
        assert str(words) in phone.text

    typed = through(phone.press("next"), a_smile="5", a_tone="4", a_overall="4", a_comment="谢谢夜班护士")
    phone.press("send", **typed)

    assert phone.status == 200 and phone.address.startswith("/receipt/")
    assert re.search(r'class="code">\w{5}-\w{5}<', phone.text)
    assert "/book/complaints/ward-neurology" in phone.text
    (row,), comments = stored("lianxin", "inpatient")
    assert row["answers"] == {"smile": "5", "tone": "4", "overall": "4"} and comments == ["谢谢夜班护士"]
    assert (row["unit"], row["mode"], row["origin"], row["person"]) == ("ward-neurology", "qr", "form", "")


def test_the_same_journey_in_english(phone, stored):
    phone.open(WARD + "?lang=en")

    assert "Before you begin" in phone.text and '<html lang="en">' in phone.text
    typed = through(phone.press("next"), a_smile="5")
    assert "Step 4 of 4" in phone.text and "Nobody in particular" in phone.text
    phone.press("send", **typed, person="N0401", proxy="1")

    assert "Thank you, it is saved" in phone.text
    (row,), _comments = stored("lianxin", "inpatient")
    assert (row["person"], row["mode"]) == ("N0401", "proxy")


def test_going_back_keeps_what_was_answered(phone):
    phone.open(WARD).press("next").press("next", a_smile="2").press("next", a_tone="3")

    phone.press("back").press("back")

    assert phone.form.fields["a_smile"] == "2"
    phone.press("next")
    assert phone.form.fields["a_tone"] == "3"


def test_going_back_keeps_what_was_just_typed_on_the_page_one_leaves(phone):
    phone.open(WARD).press("next").press("next")

    phone.press("back", a_tone="1").press("next")

    assert phone.form.fields["a_tone"] == "1"


def test_changing_the_language_keeps_page_and_answers(phone):
    phone.open(WARD).press("next").press("next", a_smile="2")

    phone.switch("en", a_tone="3")

    assert phone.status == 200 and phone.form.fields["a_tone"] == "3" and phone.form.fields["a_smile"] == "2"
    assert "Very satisfied" in phone.text
    assert "Very satisfied" in phone.press("next").text  # the cookie remembers


def test_switching_language_twice_from_an_address_with_a_language(phone):
    phone.open(WARD + "?lang=en").press("next").switch("zh").press("next")

    assert "非常满意" in phone.text


def test_a_double_press_stores_one_response_and_gives_the_same_receipt(phone, stored):
    typed = through(phone.open(WARD).press("next"), a_smile="5")
    last_page = phone.form

    first = phone.press("send", **typed).address
    phone.form = last_page
    second = phone.press("send", **typed).address

    rows, _comments = stored("lianxin", "inpatient")
    assert first == second and len(rows) == 1


def test_two_readers_of_the_same_address_are_two_responses(phone, stored):
    for _reader in range(2):
        phone.press("send", **through(phone.open(WARD).press("next"), a_smile="5"))

    assert len(stored("lianxin", "inpatient")[0]) == 2


def test_nothing_answered_is_refused_in_a_sentence_on_the_last_page(phone, stored):
    typed = through(phone.open(WARD).press("next"))

    phone.press("send", **typed)

    assert phone.status == 422 and "一道题也没有填" in phone.text and ("go", "send") in phone.form.buttons
    assert stored("lianxin", "inpatient")[0] == []


def test_a_comment_that_is_too_long_keeps_its_text_and_names_its_question(phone):
    through(phone.open(WARD).press("next"))

    phone.press("send", a_comment="长" * 1001)

    assert phone.status == 422 and "1001 字" in phone.text
    assert phone.form.fields["a_comment"] == "长" * 1001
    assert 'aria-invalid="true"' in phone.text


def test_a_hidden_answer_that_was_tampered_with_leads_back_to_its_page(phone, stored):
    typed = through(phone.open(WARD).press("next"), a_tone="4", a_comment="留着")
    phone.form.fields["a_smile"] = "9"

    phone.press("send", **typed)

    assert phone.status == 422 and "smile" in phone.asked and "没有“9”这个答案" in phone.text
    assert phone.form.fields["a_tone"] == "4" and phone.form.fields["a_comment"] == "留着"
    assert stored("lianxin", "inpatient")[0] == []


def test_markup_in_a_comment_is_shown_as_text(phone):
    through(phone.open(WARD).press("next"))

    phone.press("back", a_comment='</textarea><script>alert("x")</script>')
    hidden = phone.text
    phone.press("next")

    for text in (hidden, phone.text):
        assert "<script>alert" not in text
    assert phone.form.fields["a_comment"] == '</textarea><script>alert("x")</script>'


def test_lines_of_a_comment_stay_lines(phone, stored):
    typed = through(phone.open(WARD).press("next"), a_smile="5")

    phone.press("send", **typed | {"a_comment": "一\r\n二\x00"})

    assert stored("lianxin", "inpatient")[1] == ["一\n二"]


def test_the_residential_area_is_asked_first_and_must_be_chosen(phone, stored):
    # E53: every residential area
    phone.open(STATION).press("next")
    assert phone.form.choices["area"] == ["area-05", "area-06", "area-07", "area-08"]

    phone.press("next")
    assert phone.status == 422 and "还没有选片区" in phone.text

    phone.press("next", area="area-06")
    phone.press("send", **through(phone, a_met_operator="2", a_had_repair="2", a_quality="4"))
    (row,), _comments = stored("water", "residents")
    assert (row["area"], row["unit"]) == ("area-06", "station-xihe")


def test_a_filter_skips_the_questions_and_pages_it_rules_out(phone):
    # rules.md 6: asked only of those who dealt with an operator, or had a repair
    phone.open(STATION).press("next").press("next", area="area-06")
    assert "第 2 步，共 7 步" in phone.text

    phone.press("next", a_met_operator="2", a_had_repair="2")

    assert "surroundings" in phone.asked
    assert "第 3 步，共 5 步" in phone.text


def test_answers_behind_a_filter_that_was_changed_are_dropped_before_sending(phone, stored):
    phone.open(STATION).press("next").press("next", area="area-06")
    phone.press("next", a_met_operator="1", a_had_repair="2").press("next", a_courtesy="1")
    phone.press("back").press("back")

    phone.press("next", a_met_operator="2")
    phone.press("send", **through(phone, a_quality="4"))

    (row,), _comments = stored("water", "residents")
    assert row["answers"] == {"met_operator": "2", "had_repair": "2", "quality": "4"}


def test_a_filter_changed_back_finds_the_answers_again(phone):
    phone.open(STATION).press("next").press("next", area="area-06")
    phone.press("next", a_met_operator="1").press("next", a_courtesy="1").press("back").press("back")

    phone.press("next", a_met_operator="2").press("back").press("next", a_met_operator="1")

    assert phone.form.fields["a_courtesy"] == "1"


def test_staff_are_offered_by_name_only_when_something_was_asked_about_them(phone):
    phone.open(STATION).press("next").press("next", area="area-06")
    through(phone, a_met_operator="2", a_had_repair="2")
    assert "person" not in phone.form.choices

    phone.open(STATION).press("next").press("next", area="area-06")
    through(phone, a_met_operator="1")
    assert phone.form.choices["person"] == ["", "S0201", "S0202"]


def test_a_person_of_another_unit_is_refused(phone, stored):
    typed = through(phone.open(WARD).press("next"), a_smile="5")

    phone.press("send", **typed | {"person": "S0201"})

    assert phone.status == 422 and "不在" in phone.text
    assert stored("lianxin", "inpatient")[0] == []


@pytest.mark.parametrize("page", ["@area", "no-such-page", "@end"])
def test_a_page_that_the_questionnaire_does_not_have_leads_to_the_beginning_or_the_end(phone, page):
    phone.open(WARD).press("next")
    phone.form.fields["page"] = page

    phone.press("next", a_smile="5")

    assert phone.status == 200

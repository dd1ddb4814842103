"""The signed token: nothing is stored without it, nothing typed is lost for want of it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.public.conftest import STATION, WARD
from tests.public.phone import Phone
from tests.public.test_form_journey import through
from starlette.applications import Starlette

from survey.actions.handling import list_cases
from survey.public.form_token import LASTS, signer_for, new_token
from survey.public.routes import open_routes

BOOK = "/book/complaints/ward-neurology"
AN_ID = "an-id-made-by-the-server"


def a_token(office, form: str, age: timedelta = timedelta(), id: str = AN_ID) -> str:
    return new_token(signer_for(office, form), id, datetime.now(UTC) - age).text


def draft(phone) -> str:
    """The id of the response that the page shows."""
    return re.search(r'data-draft="([^"]+)"', phone.text).group(1)


def test_a_response_is_stored_under_the_id_that_the_server_gave_out_at_the_first_page(phone, stored):
    token = phone.open(WARD).form.fields["token"]

    phone.press("send", **through(phone.press("next"), a_smile="5"))

    assert [row["id"] for row in stored("lianxin", "inpatient")[0]] == [token.partition(".")[0]]


def test_the_token_stays_through_pages_languages_and_the_way_back(phone):
    token = phone.open(WARD).form.fields["token"]

    phone.press("next").press("next", a_smile="5").switch("en").press("back").press("next").switch("zh").press("next")

    assert phone.form.fields["token"] == token


@pytest.mark.parametrize("token", ["", "x", "x.1.y", "\x00\ufffd", "." * 200, AN_ID])
def test_without_a_token_of_ours_the_same_page_comes_again_with_one_and_all_that_was_typed(phone, stored, token):
    typed = through(phone.open(WARD).press("next"), a_smile="5", a_overall="4", a_comment="夜里太吵")
    phone.form.fields["token"] = token

    phone.press("send", **typed, person="N0401", proxy="1")
    assert phone.status == 422 and "请再按一次“提交”" in phone.text
    assert phone.form.fields.items() >= {**typed, "person": "N0401", "proxy": "1", "a_smile": "5"}.items()
    assert stored("lianxin", "inpatient")[0] == []

    phone.press("send")
    assert phone.address.startswith("/receipt/") and len(stored("lianxin", "inpatient")[0]) == 1


def test_a_field_named_id_means_nothing(phone, stored):
    phone.open(WARD)
    phone.form.fields["id"] = AN_ID

    phone.press("send", **through(phone.press("next"), a_smile="5"))

    assert AN_ID not in [row["id"] for row in stored("lianxin", "inpatient")[0]]


@pytest.mark.parametrize("form", ["lianxin/inpatient/ward-cardiology", "complaints/ward-neurology", "water/residents/x"])
def test_a_token_of_another_form_is_foreign_and_its_id_is_not_taken(phone, office, form):
    typed = through(phone.open(WARD).press("next"), a_smile="5")
    phone.form.fields["token"] = a_token(office, form)

    phone.press("send", **typed)

    assert phone.status == 422 and draft(phone) != AN_ID


def test_a_token_signed_by_another_office_is_foreign(phone, office):
    typed = through(phone.open(WARD).press("next"), a_smile="5")
    phone.form.fields["token"] = a_token(replace(office, key=b"k" * 32), "lianxin/inpatient/ward-neurology")

    assert phone.press("send", **typed).status == 422


def test_a_form_that_slept_over_the_weekend_is_taken(phone, office, stored):
    typed = through(phone.open(WARD).press("next"), a_smile="5")
    phone.form.fields["token"] = a_token(office, "lianxin/inpatient/ward-neurology", LASTS - timedelta(minutes=1))

    phone.press("send", **typed)

    assert [row["id"] for row in stored("lianxin", "inpatient")[0]] == [AN_ID]


def test_an_older_form_is_taken_at_the_second_press_under_the_same_id(phone, office, stored):
    typed = through(phone.open(WARD).press("next"), a_smile="5")
    phone.form.fields["token"] = a_token(office, "lianxin/inpatient/ward-neurology", LASTS + timedelta(minutes=1))

    phone.press("send", **typed)
    assert phone.status == 422 and draft(phone) == AN_ID and stored("lianxin", "inpatient")[0] == []

    phone.press("send")
    assert [row["id"] for row in stored("lianxin", "inpatient")[0]] == [AN_ID]


def test_turning_pages_with_an_old_token_needs_no_second_press(phone, office):
    phone.open(STATION).press("next")
    phone.form.fields["token"] = a_token(office, "water/residents/station-xihe", LASTS * 2)

    phone.press("next", area="area-06")

    assert phone.status == 200 and phone.form.fields["area"] == "area-06" and draft(phone) == AN_ID


def test_a_restarted_server_takes_the_forms_it_gave_out_before(phone, office, stored):
    typed = through(phone.open(WARD).press("next"), a_smile="5")
    restarted = Phone(Starlette(routes=open_routes(lambda: replace(office))))
    restarted.form = phone.form

    restarted.press("send", **typed)

    assert restarted.address.startswith("/receipt/") and len(stored("lianxin", "inpatient")[0]) == 1


def test_the_book_too_takes_nothing_without_its_token_and_keeps_the_text(phone, office):
    phone.open(BOOK)
    phone.form.fields["token"] = a_token(office, "lianxin/inpatient/ward-neurology")

    phone.press("send", text="夜里太吵", topic="noise", wants_answer="no")
    assert phone.status == 422 and "请再按一次“提交”" in phone.text and list_cases(office, "complaints").empty
    assert phone.form.fields.items() >= {"text": "夜里太吵", "topic": "noise", "wants_answer": "no"}.items()

    phone.press("send")
    assert len(list_cases(office, "complaints")) == 1


def test_an_old_form_asks_in_english_too(phone, office):
    typed = through(phone.open(WARD + "?lang=en").press("next"), a_smile="5")
    phone.form.fields["token"] = ""

    assert "Please press “Submit” once more" in phone.press("send", **typed).text

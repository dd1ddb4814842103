"""A citizen may leave a contact with an entry of the book, and is told what becomes of it."""

import re
from dataclasses import replace

import pytest
from tests.public.phone import Phone
from starlette.applications import Starlette

from survey.actions.contacts import read_contact
from survey.actions.handling import list_cases
from survey.domain.handling.contact import Contact
from survey.public.routes import open_routes
from tests.conftest import NOW

BOOK = "/book/complaints/ward-neurology"
TYPED = {"text": "夜里太吵", "contact_name": "王芳", "contact_phone": "138 0000 1111"}


def contact_kept(office) -> Contact | None:
    [id] = list_cases(office, "complaints")["id"]
    return read_contact(office, id, "complaints", NOW)


def test_a_contact_left_with_an_entry_is_kept_for_the_answer(phone, office):
    phone.open(BOOK).press("send", **TYPED)

    assert phone.address.startswith("/receipt/") and "138" not in phone.text
    assert contact_kept(office) == Contact("王芳", "138 0000 1111")


@pytest.mark.parametrize(
    ("language", "promise"),
    [
        ("zh", "加密保存，只有接待员能看，办结 90 天后删除；选“不用答复”就不保存。"),
        ("en", "only these can see it: Receptionist. It is erased 90 days after the entry is closed"),
    ],
)
def test_the_page_says_what_becomes_of_it_before_it_is_asked(phone, language, promise):
    phone.open(f"{BOOK}?lang={language}")

    assert promise in phone.text and phone.text.index(promise) < phone.text.index('name="contact_name"')


def test_without_a_wish_for_an_answer_nothing_of_it_is_kept(phone, office):
    phone.open(BOOK).press("send", wants_answer="no", **TYPED)

    assert phone.status == 200 and contact_kept(office) is None


def test_no_contact_is_needed(phone, office):
    phone.open(BOOK).press("send", text="夜里太吵", wants_answer="yes")

    assert contact_kept(office) is None


def test_a_telephone_nobody_can_dial_is_refused_at_its_field_and_everything_stays(phone, office):
    phone.open(BOOK).press("send", **TYPED | {"contact_phone": "住院部 3 楼"})

    assert phone.status == 422 and "不像电话号码" in phone.text
    wrong = re.findall(r'<(?:input|textarea) id="(\w+)"[^>]*aria-invalid', phone.text)
    assert wrong == ["contact_phone"]
    assert phone.form.fields["contact_phone"] == "住院部 3 楼" and phone.form.fields["contact_name"] == "王芳"
    assert list_cases(office, "complaints").empty

    phone.press("send", contact_phone="138 0000 1111")
    assert contact_kept(office) == Contact("王芳", "138 0000 1111")


def test_changing_the_language_keeps_the_contact(phone):
    phone.open(BOOK).switch("en", **TYPED)

    assert phone.form.fields["contact_phone"] == "138 0000 1111" and phone.form.fields["contact_name"] == "王芳"
    assert "Telephone" in phone.text


def test_what_a_browser_could_remember_is_switched_off_for_a_contact(phone):
    phone.open(BOOK)

    for field in ("contact_name", "contact_phone"):
        assert re.search(rf'<input id="{field}"[^>]* autocomplete="off"', phone.text)


def test_a_contact_is_never_markup(phone):
    phone.open(BOOK).press("send", text=" ", contact_name='"><script>')

    assert "<script>" not in phone.text and phone.form.fields["contact_name"] == '"><script>'


def test_a_book_that_asks_no_contact_keeps_none_that_is_sent(office):
    programme = office.declarations.programmes["complaints"]
    silent = replace(programme, case_kinds=tuple(replace(kind, contact=()) for kind in programme.case_kinds))
    declared = replace(office.declarations, programmes=dict(office.declarations.programmes) | {"complaints": silent})
    asking_nothing = replace(office, declarations=declared)
    phone = Phone(Starlette(routes=open_routes(lambda: asking_nothing)))

    phone.open(BOOK)
    assert "contact_" not in phone.text and "联系方式" not in phone.text

    phone.client.post(BOOK, data=phone.form.fields | TYPED | {"wants_answer": "yes"})
    assert contact_kept(asking_nothing) is None

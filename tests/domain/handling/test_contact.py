"""A contact is kept as it can be used, and only what was asked."""

import pytest

from survey.domain.errors import SurveyError
from survey.domain.handling.contact import FIELDS, Contact, check_contact


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800001111", "13800001111"),
        (" +86 138-0000-1111 ", "+86 138-0000-1111"),
        ("１３８００００１１１１", "13800001111"),  # a Chinese keyboard at full width
        ("0000－8001000", "0000-8001000"),
        ("10086", "10086"),
        ("138\n0000\x001111", "138 00001111"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_telephone_is_kept_as_one_can_dial_it(typed, kept):
    assert check_contact(Contact(phone=typed), FIELDS).phone == kept


@pytest.mark.parametrize("typed", ["1008", "138a0000", "+ - +-+-", "住院部", "1" * 21, "٠١٢٣٤٥", "1234-", "(021)55555"])
def test_what_nobody_can_dial_is_refused_and_told_what_may_be_written(typed):
    with pytest.raises(SurveyError) as refusal:
        check_contact(Contact(phone=typed), FIELDS)

    assert refusal.value.where == "电话" and refusal.value.instead


@pytest.mark.parametrize(("field", "most"), [("name", 40), ("address", 120)])
def test_a_name_or_address_that_is_too_long_is_refused(field, most):
    assert check_contact(Contact(**{field: "好" * most}), FIELDS)

    with pytest.raises(SurveyError, match=f"{most + 1} 字"):
        check_contact(Contact(**{field: "好" * (most + 1)}), FIELDS)


def test_what_was_not_asked_is_not_kept():
    given = Contact("王芳", "13800001111", "和平路 1 号")

    assert check_contact(given, ("name",)) == Contact("王芳")
    assert not check_contact(given, ())


def test_a_contact_in_a_trace_tells_nothing():
    assert "138" not in repr(Contact("王芳", "13800001111")) and "王" not in repr(Contact("王芳"))

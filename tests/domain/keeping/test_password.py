"""Passwords and login names: what is refused, and in which words."""

import pytest

from survey.domain.errors import SurveyError
from survey.domain.keeping.account import check_login
from survey.domain.keeping.password import check_password


@pytest.mark.parametrize("password", ["correct horse battery", "莲心莲心护理服务满意度", "x" * 5 + "abcd123", "a1" + "b2c3d4e5"])
def test_long_and_varied_passwords_are_taken_as_they_are(password):
    assert check_password(password, "zhang") == password


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "太短"), ("ninechars", "太短"), ("x" * 129, "太长"), ("aaaaaaaaaaaa", "容易猜到"),
        ("0123456789", "容易猜到"), ("abcdefghij", "容易猜到"), ("zhang-is-here", "登录名"), ("IamZHANG2026!", "登录名"),
    ],
)
def test_what_somebody_would_try_first_is_refused(password, why):
    with pytest.raises(SurveyError) as refusal:
        check_password(password, "zhang")

    assert why in str(refusal.value)


def test_a_login_name_is_stored_in_small_letters_without_blanks():
    assert check_login(" Zhang.San@Ward-3 ") == "zhang.san@ward-3"


@pytest.mark.parametrize("name", ["", "z", "张三", "-dash", "a b", "x" * 65, "<b>"])
def test_a_login_name_that_cannot_be_typed_everywhere_is_refused(name):
    with pytest.raises(SurveyError):
        check_login(name)

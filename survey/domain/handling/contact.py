"""A contact: how to reach whoever wants an answer; every field may be left out."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from survey.domain.errors import SurveyError
from survey.domain.typed_text import storable
from survey.locale import _

LONGEST = {"name": 40, "phone": 20, "address": 120}
FIELDS = tuple(LONGEST)
PHONE = re.compile(r"(?=(?:.*[0-9]){5})[0-9+ -]{5,20}")


@dataclass(frozen=True)
class Contact:
    """Its fields are not in its repr: a fault that is logged must not tell them."""

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    address: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return any(self.given.values())

    @property
    def given(self) -> dict[str, str]:
        """The fields that are not empty."""
        return {name: getattr(self, name) for name in FIELDS if getattr(self, name)}


NOBODY = Contact()


def field_name(field: str) -> str:
    """What a field is called on every page."""
    return {"name": _("姓名"), "phone": _("电话"), "address": _("地址")}[field]


def check_contact(contact: Contact, asked: Sequence[str], needed: Sequence[str] = ()) -> Contact:
    """The contact as it may be kept: one line a field, and nothing that was not asked.

    SurveyError for what cannot be, and for a field that is needed and missing.
    """
    told = {name: _tidy(name, text) for name, text in contact.given.items() if name in asked}
    for name in needed:
        if not told.get(name):
            raise SurveyError(field_name(name), _("还没有填。"), _("请填写后再提交。"))
    for name, text in told.items():
        if len(text) > LONGEST[name]:
            instead = _("请缩短到 {most} 字以内。").format(most=LONGEST[name])
            raise SurveyError(field_name(name), _("有 {length} 字，太长了。").format(length=len(text)), instead)
    if told.get("phone") and not PHONE.fullmatch(told["phone"]):
        raise SurveyError(field_name("phone"), _("不像电话号码。"), _("请只写数字、空格、“+”和“-”，5 到 20 位；也可以不填。"))
    return Contact(**told)


def _tidy(name: str, text: str) -> str:
    """One line; a telephone in plain digits, which a Chinese keyboard may write at full width."""
    line = " ".join(storable(text).split())
    return unicodedata.normalize("NFKC", line) if name == "phone" else line

"""The fields of a contact on a citizen's page: offered, never required, and what becomes of what is written there."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.actions.contacts import what_becomes_of_it
from survey.domain.handling.contact import LONGEST, Contact, field_name
from survey.domain.handling.kind import CaseKind
from survey.locale import _
from survey.public.visit import Visit, kind_of


@dataclass(frozen=True)
class Field:
    """One line to fill in; its text stays through a refusal and a change of language."""

    id: str
    label: str
    kind: str
    text: str
    most: int


def contact_fields(kind: CaseKind, form: Mapping[str, str]) -> list[Field]:
    return [
        Field(f"contact_{name}", field_name(name), "tel" if name == "phone" else "text", _typed(form, name), LONGEST[name])
        for name in kind.contact
    ]


def typed_contact(kind: CaseKind, form: Mapping[str, str]) -> Contact:
    return Contact(**{name: _typed(form, name) for name in kind.contact})


def _typed(form: Mapping[str, str], name: str) -> str:
    return form.get(f"contact_{name}", "")


def promise(visit: Visit) -> str:
    """Who may look at it and when it is erased, as the office declares it."""
    words = _("加密保存，只有{readers}能看，办结 {days} 天后删除；选“不用答复”就不保存。")
    return words.format(**what_becomes_of_it(visit.office, kind_of(visit.programme)))

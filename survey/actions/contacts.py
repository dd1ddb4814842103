"""Contacts of those who want an answer: sealed with the office's key, and looked at by few, each look in the log."""

from datetime import datetime

import pandas as pd

from survey.actions.office import Office
from survey.actions.scenes import case_kind, find_case, sight_of
from survey.domain.columns import CASES, empty
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case
from survey.domain.handling.contact import Contact, check_contact
from survey.domain.handling.kind import CaseKind
from survey.domain.keeping.actor import NotAllowed
from survey.locale import _
from survey.store import contacts
from survey.store.cases import cases_frame
from survey.store.log import record

PURPOSE, READING, KEEPING = "contact", "read_contact", "keep_contact"


def what_becomes_of_it(office: Office, kind: CaseKind) -> dict[str, object]:
    """What a page promises of a contact: `readers`, in words, and after how many `days` it is erased."""
    declared = office.declarations
    rule = declared.permissions.rule(READING)
    readers = [
        role for role in declared.permissions.roles.values()
        if not role.may_everything and rule.reach(role) and (rule.reach(role) == "scope" or not kind.target)
    ]
    return {"readers": _("、").join(str(role.name) for role in readers), "days": declared.retention.contact_days.number}


def sealed_contacts(office: Office, case_id: str, contact: Contact) -> dict[str, contacts.SealedContact]:
    """The contact as it is stored with its case; nothing where nobody gave any."""
    return {case_id: contacts.seal(office.database, office.key_for(PURPOSE), case_id, contact)} if contact else {}


def read_contact(office: Office, case_id: str, programme: str, now: datetime) -> Contact | None:
    """The contact of a case, None where there is none; the look stands in the log before anything is shown.

    NotAllowed out of reach, and where somebody is complained of: for whoever is evaluated in the unit that the
    case is about, and for the person complained of (measures.md 11).
    """
    check_reading(office, find_case(office, READING, programme, case_id))
    record(office.database, office.entry(READING, now, case_id))
    return contacts.find_contact(office.database, office.key_for(PURPOSE), case_id)


def keep_contact(office: Office, case_id: str, programme: str, contact: Contact, now: datetime) -> None:
    """Keep how to reach whoever came, when that is told after the case was opened; it takes the place of what was told before.

    SurveyError for a contact that cannot be, or that its kind does not ask for; NotAllowed as for a look.
    """
    case = find_case(office, KEEPING, programme, case_id)
    check_reading(office, case)
    kind = case_kind(office, programme, case.kind)
    told = check_contact(contact, kind.contact, kind.contact_needs)
    if not told:
        raise SurveyError(_("联系方式"), _("还没有填。"), _("请至少填一项。"))
    sealed = contacts.seal(office.database, office.key_for(PURPOSE), case_id, told)
    contacts.replace_contact(office.database, case_id, sealed, now, office.entry(KEEPING, now, case_id))


def earlier_cases(office: Office, programme: str, contact: Contact) -> pd.DataFrame:
    """Cases of the same telephone or address that the actor may see, newest first; columns CASES."""
    sight = sight_of(office, READING, programme)
    ids = contacts.cases_marked(office.database, office.key_for(PURPOSE), contact.phone, contact.address)
    return cases_frame(office.database, programme, ids=ids, sight=sight) if ids else empty(CASES)


def sealed_otherwise(office: Office) -> list[str]:
    """A fault in words where there are contacts that the office's key does not open."""
    count = contacts.count_unreadable(office.database, office.key_for(PURPOSE))
    words = _("{n} 条联系方式用现在的密钥打不开，请恢复原来的密钥文件（LIANXIN_KEY_FILE）。")
    return [words.format(n=count)] if count else []


def check_reading(office: Office, case: Case) -> None:
    """NotAllowed where the actor may look at no contacts of a case that it may see.

    Where somebody is complained of, whoever handles the case learns no more than what was written.
    """
    leave = office.leave(READING, case.programme)
    if not case_kind(office, case.programme, case.kind).target:
        return
    evaluated = office.declarations.persons.get(office.actor.person)
    if leave.is_own_only or (evaluated and (evaluated.id == case.target or evaluated.unit in (case.unit, case.at_unit))):
        raise office.not_allowed(READING, _("您在这个单位被考核，应当回避。"))


def may_keep_contact(office: Office, case: Case) -> bool:
    """Whether the actor may add how to reach whoever came: what a page offers."""
    try:
        check_reading(office, find_case(office, KEEPING, case.programme, case.id))
    except NotAllowed:
        return False
    return True


def offers_contact(office: Office, case: Case) -> bool:
    """Whether there is a contact that the actor may look at: what a page offers."""
    try:
        check_reading(office, find_case(office, READING, case.programme, case.id))
    except NotAllowed:
        return False
    return contacts.has_contact(office.database, case.id)

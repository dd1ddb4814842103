"""Named people with their grants, and the things they act on."""

from datetime import date

from survey.actions.asking import Submission
from survey.actions.keying import key_sheet
from survey.actions.handling import Entry, open_case
from survey.actions.office import Office
from survey.domain.keeping.actor import CITIZEN, CONSOLE, Actor, Grant
from tests.conftest import NOW

UROLOGY, CARDIOLOGY = "ward-urology", "ward-cardiology"
NURSE_OF_UROLOGY = "N0901"


def acting(id: str, *grants: Grant, person: str = "", collector: str = "") -> Actor:
    return Actor(id, id, grants, person, collector, "10.0.0.7")


def actor_of(role: str, unit: str = UROLOGY) -> Actor:
    """Somebody with that role alone, granted for one ward; roles of the staff belong to a nurse of urology."""
    if role == "citizen":
        return CITIZEN
    if role == "console":
        return CONSOLE
    person = NURSE_OF_UROLOGY if role in ("staff", "team_leader") else ""
    return acting(role, Grant(role, "", (unit,)), person=person)


def a_sheet(number: int = 1, unit: str = UROLOGY, **changes) -> Submission:
    standard = {
        "id": f"sheet-of-a-test-{number:04}", "programme": "lianxin", "questionnaire": "inpatient", "version": 1,
        "mode": "read_out", "origin": "sheet", "raw": {"overall": "4"}, "unit": unit, "happened_on": date(2025, 11, 3),
    }
    return Submission(**standard | changes)


def a_keyed_sheet(office: Office, by: Actor, number: int = 1, unit: str = UROLOGY) -> str:
    """The id of a sheet that this actor keyed in, whatever the table says of the role."""
    keyer = Actor(by.id, by.name, (Grant("collector"),))
    key_sheet(office.acting(keyer), a_sheet(number, unit), NOW)
    return a_sheet(number).id


def a_case(office: Office, unit: str = UROLOGY, number: int = 1, entered_by: Actor = CITIZEN) -> str:
    """The id of an entry that a citizen wrote about the ward, or somebody else, whatever the table says of the role."""
    id = f"case-of-a-test-{number:04}"
    writer = Actor(entered_by.id, entered_by.name, (Grant("receptionist"), Grant("citizen")))
    open_case(office.acting(writer), Entry(id, "complaints", "opinion", unit, "visit", "", "夜里太吵", True, "sheet"), NOW)
    return id

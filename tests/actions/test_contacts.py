"""A contact is kept only for an answer, and seen only by who may, each look in the log."""

from dataclasses import replace

import pytest

from survey.actions.contacts import keep_contact, offers_contact, read_contact
from survey.actions.handling import Entry, list_cases, move_case, open_case, read_case
from survey.actions.keeping import check_everything
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Wanted
from survey.domain.handling.contact import Contact
from survey.domain.keeping.actor import CITIZEN, Actor, Grant, NotAllowed
from survey.store.contacts import has_contact
from survey.store.log import log_frame
from tests.conftest import NOW

BOOK, WARD = "complaints", "ward-urology"
ID = "entry-in-the-book-1"
LI = Contact("李样", "0000-1234", "东山里 3 号楼 201")
WANG = Contact("王芳", "138 0000 1111")


def written(office, contact: Contact = WANG, wants_answer: bool = True) -> str:
    """The id of a citizen's entry about the urology ward."""
    entry = Entry(ID, BOOK, "opinion", WARD, "phone_page", "noise", "夜里太吵", wants_answer, "form", contact)
    open_case(office.acting(CITIZEN), entry, NOW)
    return ID


def somebody(role: str, person: str = "", units: tuple[str, ...] = ()) -> Actor:
    return Actor("zhou", "周敏", (Grant(role, BOOK, units),), person=person, address="10.0.0.7")


def looks(office) -> list[tuple[str, str, str]]:
    return list(log_frame(office.database, action="read_contact")[["actor", "address", "row"]].itertuples(index=False, name=None))


def test_a_receptionist_sees_the_contact_and_every_look_is_in_the_log(office):
    id, desk = written(office), office.acting(somebody("receptionist"))

    found = [read_contact(desk, id, BOOK, NOW) for _look in range(2)]

    assert found == [WANG, WANG]
    assert looks(office) == [("zhou", "10.0.0.7", id)] * 2
    assert "138" not in f"{log_frame(office.database).to_dict()}" and "王" not in f"{log_frame(office.database).to_dict()}"


def test_where_no_answer_is_wanted_no_contact_is_kept_nor_checked(office):
    id = written(office, Contact("王芳", "住院部三楼"), wants_answer=False)

    assert not has_contact(office.database, id)
    assert read_contact(office, id, BOOK, NOW) is None


def test_what_the_kind_does_not_ask_is_not_kept(office):
    id = written(office, replace(WANG, address="和平路 1 号"))

    assert read_contact(office, id, BOOK, NOW) == WANG


def test_a_telephone_nobody_can_dial_stores_nothing(office):
    with pytest.raises(SurveyError, match="电话"):
        written(office, Contact(phone="住院部"))

    assert list_cases(office, BOOK).empty


@pytest.mark.parametrize(
    "actor",
    [
        CITIZEN,
        somebody("collector"),
        somebody("team_leader", units=(WARD,)),
        somebody("head_of_unit", units=(WARD,)),
        somebody("division_head"),
        somebody("reviewer"),
        somebody("administrator"),
        somebody("auditor"),
        somebody("receptionist", units=("ward-neurology",)),
        Actor("zhou", "周敏", (Grant("receptionist", "water"),)),
    ],
    ids=lambda actor: "、".join(f"{grant.role} {grant.programme} {grant.units}" for grant in actor.grants),
)
def test_nobody_else_sees_a_contact_nor_learns_that_there_is_one(office, actor):
    id, other = written(office), office.acting(actor)

    with pytest.raises(NotAllowed):
        read_contact(other, id, BOOK, NOW)

    assert not offers_contact(other, read_case(office, id, BOOK))
    assert looks(office) == []


def test_whoever_is_evaluated_in_the_unit_never_learns_who_wrote(office):
    # measures.md 11: hidden from the person complained of and that person's line
    id = written(office)
    own = next(p.id for p in office.declarations.persons.values() if p.unit == WARD)
    elsewhere = next(p.id for p in office.declarations.persons.values() if p.unit != WARD)

    with pytest.raises(NotAllowed, match="回避"):
        read_contact(office.acting(somebody("receptionist", own)), id, BOOK, NOW)

    assert not offers_contact(office.acting(somebody("receptionist", own)), read_case(office, id, BOOK))
    assert read_contact(office.acting(somebody("receptionist", elsewhere)), id, BOOK, NOW) == WANG


def test_a_case_that_is_not_there_is_refused_in_words(office):
    with pytest.raises(SurveyError, match="没有这件事项"):
        read_contact(office, "nothing", BOOK, NOW)


def test_a_check_tells_that_the_key_is_another_one(office):
    written(office)
    other = replace(office, key=b"another key" * 3)

    assert check_everything(office) == []
    assert check_everything(other) == ["1 条联系方式用现在的密钥打不开，请恢复原来的密钥文件（LIANXIN_KEY_FILE）。"]


def test_whoever_handles_a_repair_reads_where_to_go_and_a_colleague_does_not(office):
    # E27: by the address to the customer
    id, repairers = "a-repair-of-a-test", [p.id for p in office.declarations.persons.values() if p.unit == "team-repair-1"]
    wanted = {"area": "area-01", "zone": "town", "urgency": "ordinary"}
    entry = Entry(id, "water", "repair", "team-repair-1", "call", "", "水管漏水", True, "sheet", LI, wanted)
    open_case(office, entry, NOW)
    for move, fields in (
        ("report", {"explained": "yes", "promised_time": "2025-11-03 14:00"}),
        ("issue", {"work_type": "repair"}), ("assign", {"worker": repairers[0]}),
    ):
        move_case(office, id, "water", Wanted(move, fields=fields), NOW)
    first, second = (office.acting(Actor(p, p, (Grant("staff", "water", ("team-repair-1",)),), p)) for p in repairers[:2])

    assert read_contact(first, id, "water", NOW) == LI
    with pytest.raises(NotAllowed):
        read_contact(second, id, "water", NOW)


def test_how_to_reach_a_visitor_may_be_told_later_and_opens_the_way_to_a_leader(office):
    # D11: 请服务对象留下联系方式，并报请有关领导批办
    id, told = "an-inquiry-of-a-test", {"first_staff": "C0101", "type": "advice", "matter": "办什么证"}
    open_case(office, Entry(id, "centre", "inquiry", "window-tax", "visit", "", "", True, "sheet", fields=told), NOW)
    wanted = Wanted("escalate", fields={"escalated_to": "分管副主任"})
    with pytest.raises(SurveyError, match="联系方式"):
        move_case(office, id, "centre", wanted, NOW)

    keep_contact(office, id, "centre", WANG, NOW)

    assert move_case(office, id, "centre", wanted, NOW).state == "escalated"
    assert log_frame(office.database, action="keep_contact")["row"].tolist() == [id]
    assert read_contact(office, id, "centre", NOW) == WANG

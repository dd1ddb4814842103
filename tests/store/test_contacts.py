"""Contacts are sealed before they reach the database, and open only where they belong."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from survey.domain.errors import SurveyError
from survey.domain.handling.contact import Contact
from survey.store import open_database
from survey.store.backup import write_backup
from survey.store.cases import erase_case_origin, save_cases
from survey.store.contacts import SealedContact, cases_marked, count_unreadable, find_contact, has_contact, seal, unseal
from survey.store.restore import restore_backup
from survey.store.schema import contact
from tests.store.test_cases import NOW, a_case, a_step

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
WANG = Contact("王芳", "138-0000-1111")


def a_case_with_contact(database, number: int = 1, given: Contact = WANG, **changes):
    case = a_case(number, **changes)
    save_cases(database, [case], sealed={case.id: seal(database, KEY, case.id, given)})
    return case


def test_a_contact_is_found_by_its_case_and_by_no_other(database):
    case = a_case_with_contact(database)
    save_cases(database, [a_case(2)])

    assert find_contact(database, KEY, case.id) == WANG
    assert has_contact(database, case.id) and not has_contact(database, a_case(2).id)
    assert find_contact(database, KEY, a_case(2).id) is None


def test_what_is_sealed_shows_nothing_of_it_and_never_looks_the_same_twice(database):
    once, twice = (seal(database, KEY, "case-1", WANG).sealed for _time in range(2))

    assert once != twice and len(once) == len(twice)
    for part in (b"138", b"0000", b"1111", "王芳".encode(), b"phone", b"name"):
        assert part not in once


def test_the_files_of_the_database_hold_no_telephone_number(tmp_path):
    database = open_database(f"sqlite:///{tmp_path / 'book.db'}", "main")
    a_case_with_contact(database)

    files = [path.read_bytes() for path in tmp_path.iterdir()]

    assert any("夜里太吵".encode() in file for file in files)
    assert not any(b"0000-1111" in file or "王芳".encode() in file for file in files)


def test_a_backup_carries_contacts_to_another_database_of_the_same_organisation(database, tmp_path):
    case = a_case_with_contact(database)
    write_backup(database, tmp_path / "all.zip", NOW)
    elsewhere = open_database(f"sqlite:///{tmp_path / 'elsewhere.db'}", database.organisation)

    restore_backup(elsewhere, tmp_path / "all.zip")

    assert find_contact(elsewhere, KEY, case.id) == WANG


def test_another_key_opens_nothing_and_the_refusal_names_the_file_to_restore(database):
    case = a_case_with_contact(database)

    with pytest.raises(SurveyError) as refusal:
        find_contact(database, OTHER_KEY, case.id)

    assert "LIANXIN_KEY_FILE" in refusal.value.instead
    assert (count_unreadable(database, KEY), count_unreadable(database, OTHER_KEY)) == (0, 1)


def test_a_row_that_was_moved_to_another_case_or_organisation_does_not_open(database):
    case, other = a_case_with_contact(database), a_case(2)
    save_cases(database, [other])
    mine = contact.c.organisation == database.organisation
    with database.writing() as connection:
        connection.execute(contact.update().where(mine).values(case_id=other.id))

    with pytest.raises(SurveyError, match="打不开"):
        find_contact(database, KEY, other.id)
    with pytest.raises(SurveyError, match="打不开"):
        unseal(replace(database, organisation="others"), KEY, case.id, seal(database, KEY, case.id, WANG).sealed)


@pytest.mark.parametrize("damage", [lambda row: row[:-1], lambda row: row[:5], lambda row: b"", lambda row: row[:-1] + b"\0\1"])
def test_a_row_that_was_changed_or_cut_does_not_open(tmp_path, damage):
    database = open_database(f"sqlite:///{tmp_path / 'book.db'}", "main")

    with pytest.raises(SurveyError, match="打不开"):
        unseal(database, KEY, "case-1", damage(seal(database, KEY, "case-1", WANG).sealed))


def test_an_entry_sent_twice_keeps_its_first_contact(database):
    case = a_case_with_contact(database)

    a_case_with_contact(database, given=Contact("别人"))

    assert find_contact(database, KEY, case.id) == WANG


def test_a_contact_that_cannot_be_stored_leaves_no_case_behind(database):
    with pytest.raises(sa.exc.IntegrityError):
        save_cases(database, [a_case()], [a_step(a_case())], sealed={a_case().id: SealedContact(None)})

    with database.reading() as connection:
        mine = contact.c.organisation == database.organisation
        assert connection.execute(contact.select().where(mine)).first() is None
    assert save_cases(database, [a_case()]) == 1


def test_removing_an_origin_removes_its_contacts_and_no_others(database):
    sample, real = a_case_with_contact(database, 1, origin="sample"), a_case_with_contact(database, 2)

    erase_case_origin(database, "sample")

    assert not has_contact(database, sample.id) and has_contact(database, real.id)


def test_earlier_cases_of_a_number_or_an_address_are_found_however_it_is_typed(database):
    ours = a_case_with_contact(database, 1, Contact(phone="0000-1234", address="东山里 3 号楼 201"))
    a_case_with_contact(database, 2, Contact(phone="0000-9999"))

    def found(key=KEY, **typed) -> list[str]:
        return cases_marked(database, key, typed.get("phone", ""), typed.get("address", ""))

    assert found(phone="00001234") == found(address="东山里3号楼，201") == [ours.id]
    assert found(OTHER_KEY, phone="0000-1234") == found() == []  # a mark tells nothing to whoever lacks the key

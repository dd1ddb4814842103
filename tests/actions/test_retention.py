"""What was kept long enough is erased, what was not stays, and the figures of the past stay as they were."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from survey.actions.asking import Submission, take_response
from survey.actions.contacts import read_contact
from survey.actions.drafts import list_drafts, save_draft
from survey.actions.handling import Entry, follow_case, list_cases, move_case, open_case, steps_of
from survey.actions.keeping import check_everything
from survey.actions.office import Office
from survey.actions.retention import describe, keep_retention, look_at_retention
from survey.domain.asking.response import receipt_code
from survey.domain.counting.period import ALL
from survey.domain.handling.case import Wanted
from survey.domain.handling.contact import Contact
from survey.domain.keeping.actor import CITIZEN, Actor, Grant, NotAllowed
from survey.domain.keeping.retention import MARK, Limit, Retention
from survey.store import open_database
from survey.store.log import chain_faults, log_frame, record
from survey.store.response_reading import comments_frame, responses_frame
from survey.store.responses import has_code
from survey.store.sessions import Session, open_session, list_sessions
from survey.store.tallies import kept_tallies
from tests.conftest import NOW

BOOK, ID = "complaints", "entry-in-the-book-1"
WANG = Contact("王芳", "138 0000 1111")
KEPT = {name: 0 for name in (
    "contact", "comment", "exclusion", "entry", "note", "entry_words", "step_words", "label", "receipt", "case_code", "draft_answer", "draft", "session", "link",
    "log",
)}  # fmt: skip


def written(office: Office, at: datetime = NOW, id: str = ID) -> str:
    entry = Entry(id, BOOK, "opinion", "ward-urology", "phone_page", "noise", "夜里太吵", True, "form", WANG)
    open_case(office, entry, at)
    return id


def closed(office: Office, at: datetime = NOW) -> str:
    """The id of an entry that was answered and closed at once."""
    id = written(office, at)
    move_case(office, id, BOOK, Wanted("answer", "已换静音轮"), at)
    move_case(office, id, BOOK, Wanted("close", ""), at)
    return id


def answered(office: Office, number: int, at: datetime = NOW) -> str:
    """The receipt's code of a response with a comment."""
    id = f"response-number-{number:04}"
    raw = {"overall": "5", "comment": f"护士很好 {number}"}
    take_response(office, Submission(id, "lianxin", "inpatient", 1, "qr", "form", raw, unit="ward-urology"), at)
    return receipt_code(id)


def comments(office: Office) -> list[str]:
    return comments_frame(office.database, "lianxin", "inpatient", ALL)["text"].tolist()


def has_contact(office: Office, id: str, now: datetime = NOW) -> bool:
    return read_contact(office, id, BOOK, now) is not None


def erased(counts: dict[str, int]) -> dict[str, int]:
    assert set(counts) == set(KEPT)
    return {name: count for name, count in counts.items() if count}


@pytest.mark.parametrize(("days", "is_kept"), [(0, True), (89, True), (90, False), (91, False)])
def test_a_contact_is_kept_for_ninety_days_after_closing(office, days, is_kept):
    # measures.md 13
    id = closed(office)

    counts = keep_retention(office, NOW + timedelta(days=days))

    assert has_contact(office, id) == is_kept
    assert erased(counts) == ({} if is_kept else {"contact": 1})


def test_ninety_days_are_counted_from_the_last_closing(office):
    id = closed(office)
    move_case(office, id, BOOK, Wanted("reopen", "再核实"), NOW + timedelta(days=80))

    keep_retention(office, NOW + timedelta(days=200))
    assert has_contact(office, id)

    move_case(office, id, BOOK, Wanted("answer", "已核实"), NOW + timedelta(days=201))
    move_case(office, id, BOOK, Wanted("close", ""), NOW + timedelta(days=202))
    keep_retention(office, NOW + timedelta(days=202 + 89))
    assert has_contact(office, id)

    keep_retention(office, NOW + timedelta(days=202 + 90))
    assert not has_contact(office, id)


@pytest.mark.parametrize(("days", "is_kept"), [(1094, True), (1095, False)])
def test_a_contact_of_a_case_that_nobody_closed_is_kept_for_three_years(office, days, is_kept):
    id = written(office)

    keep_retention(office, NOW + timedelta(days=days))

    assert has_contact(office, id) == is_kept


def test_a_case_that_is_answered_but_not_closed_keeps_its_contact(office):
    id = written(office)
    move_case(office, id, BOOK, Wanted("answer", "已换静音轮"), NOW)

    keep_retention(office, NOW + timedelta(days=400))

    assert has_contact(office, id)


def test_where_no_state_is_final_contacts_are_kept_as_of_open_cases(office):
    id = closed(office)
    programme = office.declarations.programmes[BOOK]
    never = tuple(
        replace(kind, states=tuple(replace(state, is_final=False) for state in kind.states)) for kind in programme.case_kinds
    )
    programmes = dict(office.declarations.programmes) | {BOOK: replace(programme, case_kinds=never)}
    endless = replace(office, declarations=replace(office.declarations, programmes=programmes))

    assert "contact" not in erased(keep_retention(endless, NOW + timedelta(days=1000)))
    assert has_contact(office, id)


@pytest.mark.parametrize(
    ("now", "is_kept"),
    [
        ("2028-11-03T02:29:59+00:00", True),
        ("2028-11-03T02:30:00+00:00", False),
        ("2028-11-04T00:00:00+00:00", False),
    ],
)
def test_words_are_kept_for_three_years(office, now, is_kept):
    code, id = answered(office, 1), written(office)
    move_case(office, id, BOOK, Wanted("answer", "已换静音轮"), NOW)

    keep_retention(office, datetime.fromisoformat(now))

    [case] = list_cases(office, BOOK).to_dict("records")
    assert comments(office) == ["护士很好 1" if is_kept else MARK]
    assert case["text"] == ("夜里太吵" if is_kept else MARK)
    assert steps_of(office, id, BOOK)["note"].tolist() == ["", "已换静音轮" if is_kept else MARK]
    assert has_code(office.database, code) == is_kept
    assert (follow_case(office, BOOK, receipt_code(id)) is not None) == is_kept


def test_a_note_that_was_written_later_stays_longer_than_the_entry(office):
    id = written(office)
    move_case(office, id, BOOK, Wanted("answer", "一年以后的答复"), NOW + timedelta(days=365))

    counts = keep_retention(office, datetime(2028, 12, 1, tzinfo=UTC))

    assert erased(counts) == {"contact": 1, "entry": 1, "case_code": 1, "log": 2}
    assert steps_of(office, id, BOOK)["note"].tolist() == ["", "一年以后的答复"]


def test_answers_and_their_counts_stay_when_the_words_go(office):
    for number in range(3):
        answered(office, number, NOW - timedelta(days=number * 2))
    with office.database.snapshot() as connection:
        before = kept_tallies(office.database, connection)
    responses = responses_frame(office.database, "lianxin", "inpatient", ALL)

    keep_retention(office, NOW + timedelta(days=3 * 366))

    with office.database.snapshot() as connection:
        assert kept_tallies(office.database, connection) == before
    assert check_everything(office) == [] and before
    after = responses_frame(office.database, "lianxin", "inpatient", ALL)
    assert after["answers"].tolist() == responses["answers"].tolist()
    assert comments(office) == [MARK] * 3


def test_a_second_run_of_the_same_night_finds_nothing_left(office):
    answered(office, 1)
    closed(office)
    night = NOW + timedelta(days=3 * 366)

    first, second = keep_retention(office, night), keep_retention(office, night)

    # The line that told of the first run is the newest; only the others may go.
    assert erased(first) == {"contact": 1, "comment": 1, "entry": 1, "note": 1, "receipt": 1, "case_code": 1, "log": 4}
    assert erased(second) == {}


@pytest.mark.parametrize(("days", "is_kept"), [(29, True), (30, False)])
def test_a_draft_is_kept_for_thirty_days_after_its_last_keystroke(office, days, is_kept):
    place = {"unit": "ward-urology", "mode": "paper"}
    for later in (0, 5):
        save_draft(
            office, "sheet-number-0001", "lianxin", "inpatient", 1, place, {"overall": "5", "comment": "好"}, later,
            NOW + timedelta(days=later),
        )

    counts = keep_retention(office, NOW + timedelta(days=5 + days))

    assert bool(list_drafts(office)) == is_kept
    assert erased(counts) == ({} if is_kept else {"draft": 1, "draft_answer": 2})


@pytest.mark.parametrize(("days", "is_kept"), [(29, True), (30, False)])
def test_a_session_is_forgotten_thirty_days_after_it_was_last_used(office, days, is_kept):
    who = Actor("zhou", "周敏", (Grant("receptionist"),))
    entry = office.acting(who).entry("sign_in", NOW)
    open_session(office.database, Session("a" * 64, "zhou", "10.0.0.7", NOW - timedelta(days=9), NOW), entry)

    keep_retention(office, NOW + timedelta(days=days))

    assert bool(list_sessions(office.database)) == is_kept


def test_a_session_that_may_still_be_used_is_not_erased_by_a_shorter_limit(office):
    short = replace(office.declarations, retention=Retention(session_days=Limit(1)))
    patient = replace(office, declarations=short, idle=timedelta(days=20))
    entry = office.entry("sign_in", NOW)
    open_session(office.database, Session("a" * 64, "zhou", "10.0.0.7", NOW, NOW), entry)

    keep_retention(patient, NOW + timedelta(days=19))
    assert list_sessions(office.database)

    keep_retention(patient, NOW + timedelta(days=20))
    assert not list_sessions(office.database)


def test_old_lines_of_the_log_go_and_the_chain_holds(office):
    for day in (0, 1, 399, 400, 401):
        record(office.database, office.entry("sign_in", NOW + timedelta(days=day)))

    counts = keep_retention(office, NOW + timedelta(days=400 + 1, hours=1))

    assert erased(counts) == {"log": 2}
    assert check_everything(office) == []
    assert log_frame(office.database)["action"].tolist() == ["erase_log", "sign_in", "sign_in", "sign_in"]
    with office.database.reading() as connection:
        assert list(chain_faults(office.database, connection)) == []


def test_the_log_says_once_how_many_of_each_sort_and_nothing_of_what_they_said(office):
    closed(office)

    keep_retention(office, NOW + timedelta(days=90))
    keep_retention(office, NOW + timedelta(days=91))

    [line] = log_frame(office.database, action="keep_house").to_dict("records")
    assert (line["actor"], line["row"]) == ("console", "retention")
    assert line["after"] == {name: int(name == "contact") for name in KEPT if name != "log"}


def test_an_empty_store_stays_empty(office):
    # A line in the log would make the nightly backup of an empty database push out those of the lost one.
    assert erased(keep_retention(office, NOW)) == {}

    assert log_frame(office.database).empty


def test_a_look_says_what_a_run_would_erase_and_erases_nothing(office):
    answered(office, 1)
    closed(office)
    written(office, NOW - timedelta(days=1), "entry-in-the-book-2")
    night = NOW + timedelta(days=3 * 366)

    looked = [look_at_retention(office, night) for _time in range(2)]

    assert looked[0] == looked[1] == keep_retention(office, night) | {"log": looked[0]["log"]}
    assert looked[0]["contact"] == 2 and looked[0]["log"] == 4  # all but the newest line


def test_only_who_keeps_the_house_may_erase(office):
    for actor in (CITIZEN, Actor("zhou", "周敏", (Grant("administrator"),)), Actor("li", "李强", (Grant("auditor"),))):
        with pytest.raises(NotAllowed):
            keep_retention(office.acting(actor), NOW)
        with pytest.raises(NotAllowed):
            look_at_retention(office.acting(actor), NOW)


def test_another_organisation_in_the_same_database_is_left_alone(office):
    other = replace(office, database=replace(office.database, organisation=f"{office.database.organisation}-2"))
    answered(other, 1)
    closed(other)

    assert erased(keep_retention(office, NOW + timedelta(days=4000))) == {}
    assert comments(other) == ["护士很好 1"] and has_contact(other, ID)


def test_every_sort_is_told_with_its_time_and_who_wants_it_so(office):
    told = "\n".join(describe(office, KEPT | {"contact": 7}))

    assert "联系方式（办结后）：7；保存 90 天（默认" in told and "日志：0；保存 400 天（《网络安全法》" in told


def test_erased_words_leave_the_files_of_an_embedded_database(declarations, tmp_path):
    database = open_database(f"sqlite:///{tmp_path / 'test.db'}", "main")
    office = replace(Office(declarations, database, Path(), UTC), actor=Actor("console", "console", (Grant("console"),)))
    answered(office, 1)
    closed(office)
    words = ["护士很好 1".encode(), "夜里太吵".encode(), "已换静音轮".encode()]
    assert all(any(word in file.read_bytes() for file in tmp_path.iterdir()) for word in words)

    keep_retention(office, NOW + timedelta(days=3 * 366))

    assert not any(word in file.read_bytes() for file in tmp_path.iterdir() for word in words)
    with database.reading() as connection:
        assert connection.execute(sa.text("PRAGMA secure_delete")).scalar() == 1

"""While the store has no room, a person reads so, keeps what was typed, and presses again later."""

from datetime import UTC, datetime, timedelta

import re

import pytest
import sqlalchemy as sa
from tests.public.conftest import WARD
from tests.public.phone import Phone

from bench.signed_in import cookie_of
from survey.actions.signing_in import who_is
from survey.domain.errors import StoreAway
from survey.domain.keeping.actor import Grant
from survey.domain.keeping.log import Entry
from survey.store.log import record

# A real disk, and PostgreSQL on it, are filled in tests/faults.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TYPED = "夜里推车太响。"
A_LINE = Entry(datetime(2025, 1, 1, tzinfo=UTC), "", "", "", "")


class Room:
    """How much the store's file may grow: not at all, or as it likes."""

    def __init__(self, database) -> None:
        self.database, self.pages = database, 10**6
        sa.event.listen(database.engine, "connect", self._tell)

    def _tell(self, connection, _record) -> None:
        connection.execute(f"PRAGMA max_page_count = {self.pages}")

    def is_used_up(self) -> None:
        """Down to the last line of the log, which every save appends to."""
        self._becomes(1)
        with pytest.raises(StoreAway):
            while True:
                record(self.database, A_LINE)

    def is_made(self) -> None:
        self._becomes(10**6)

    def _becomes(self, pages: int) -> None:
        self.pages = pages
        self.database.engine.dispose()


@pytest.fixture
def room(office) -> Room:
    return Room(office.database)


def at_the_last_page(phone: Phone) -> Phone:
    phone.open(WARD).press("next").press("next", a_smile="4")
    while ("go", "send") not in phone.form.buttons:
        phone.press("next")
    return phone


def draft_id(phone: Phone) -> str:
    """The id that the page's answers will be stored under."""
    return re.search(r'data-draft="([^"]+)"', phone.text).group(1)


def test_a_form_that_could_not_be_saved_says_so_and_keeps_what_was_typed(phone, room, stored):
    at_the_last_page(phone)
    id = draft_id(phone)
    room.is_used_up()

    phone.press("send", a_comment=TYPED)

    assert phone.status == 503 and phone.response.headers["retry-after"] == "60"
    assert "没有保存" in phone.text and "磁盘满了" in phone.text and "再按一次" in phone.text
    assert "请更正" not in phone.text and "出了故障" not in phone.text
    assert draft_id(phone) == id
    assert phone.form.fields["a_comment"] == TYPED and phone.form.fields["a_smile"] == "4"
    assert stored("lianxin", "inpatient") == ([], [])


def test_pressed_again_once_there_is_room_it_is_stored_once(phone, room, stored):
    at_the_last_page(phone)
    room.is_used_up()
    phone.press("send", a_comment=TYPED)
    room.is_made()

    phone.press("send")

    assert phone.status == 200 and "/receipt/" in phone.address
    assert len(stored("lianxin", "inpatient")[0]) == 1 and stored("lianxin", "inpatient")[1] == [TYPED]


def test_an_entry_of_the_book_is_kept_on_the_page_too(phone, room):
    phone.open("/book/complaints/ward-neurology")
    room.is_used_up()

    phone.press("send", text=TYPED, wants_answer="no")

    assert phone.status == 503 and "没有保存" in phone.text
    assert phone.form.fields["text"] == TYPED and phone.form.fields["wants_answer"] == "no"


def test_in_english_it_is_said_in_english(phone, room):
    phone.open(f"{WARD}?lang=en")
    while ("go", "send") not in phone.form.buttons:
        phone.press("next")
    room.is_used_up()

    phone.press("send", a_comment=TYPED, a_overall="4")

    assert "The server&#39;s disk is full." in phone.text and "Not saved" in phone.text


def test_who_is_signed_in_goes_on_reading_though_nothing_can_be_noted(office, room):
    _name, _sign, token = cookie_of(office, "head", Grant("division_head")).partition("=")
    room.is_used_up()

    actor = who_is(office, token, datetime.now(UTC) + timedelta(hours=1))

    assert actor.id == "head"

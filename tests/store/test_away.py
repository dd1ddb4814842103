"""A store that is full, busy or gone says so in words; a fault of the program stays one."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from survey.domain.asking.response import Response
from survey.domain.counting.period import ALL
from survey.domain.errors import StoreAway
from survey.store import open_database
from survey.store.away import AWAY, BUSY, FULL, reason_of
from survey.store.response_reading import responses_frame
from survey.store.responses import has_rows, save_responses


def a_response() -> Response:
    return Response(
        id="response-number-0001", programme="care", questionnaire="stay", version=1, unit="ward-1", mode="paper",
        happened_on=date(2025, 3, 31), entered_at=datetime(2025, 3, 31, tzinfo=UTC), origin="form",
        answers={"kind": "5"}, comments={"say": "好" * 4000},
    )  # fmt: skip


@pytest.fixture
def sqlite(tmp_path):
    database = open_database(f"sqlite:///{tmp_path / 'test.db'}", "main")
    yield database
    database.engine.dispose()


def told(database, pragma: str) -> None:
    """Every connection from now on begins with this setting."""
    database.engine.dispose()
    sa.event.listen(database.engine, "connect", lambda connection, _record: connection.execute(f"PRAGMA {pragma}"))


def test_a_file_without_room_says_so_leaves_nothing_and_takes_the_same_again_once_there_is_room(sqlite):
    told(sqlite, "max_page_count = 1")  # no page more than there are

    with pytest.raises(StoreAway, match="磁盘满了.*再按一次"):
        save_responses(sqlite, [a_response()])
    assert not has_rows(sqlite)
    told(sqlite, "max_page_count = 100000")

    assert save_responses(sqlite, [a_response()]) == 1


def test_a_file_that_another_process_holds_says_that_it_is_busy(sqlite):
    told(sqlite, "busy_timeout = 1")

    with sqlite.engine.connect().execution_options(write=True) as other, other.begin():
        with pytest.raises(StoreAway, match="数据库正忙"):
            save_responses(sqlite, [a_response()])

    assert save_responses(sqlite, [a_response()]) == 1


def test_a_file_that_is_gone_says_that_it_cannot_be_reached(sqlite, tmp_path):
    sqlite.engine.dispose()
    tmp_path.joinpath("test.db").unlink()
    tmp_path.joinpath("test.db").mkdir()

    with pytest.raises(StoreAway, match="连不上数据库.*再试"):
        responses_frame(sqlite, "care", "stay", ALL)


def test_a_table_that_there_is_not_is_a_fault_and_no_absence(database):
    with pytest.raises(sa.exc.DBAPIError), database.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")


class Said(Exception):
    """As a driver raises it."""

    def __init__(self, **code: str) -> None:
        vars(self).update(code)
        super().__init__("said")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ({}, AWAY),  # the connection broke: there was nobody to say a code
        ({"sqlstate": "57P01"}, AWAY),  # admin_shutdown
        ({"sqlstate": "57P03"}, AWAY),  # cannot_connect_now: it is starting
        ({"sqlstate": "53100"}, FULL),  # disk_full
        ({"sqlstate": "53300"}, BUSY),  # too_many_connections
        ({"sqlstate": "40P01"}, BUSY),  # deadlock_detected
        ({"sqlite_errorname": "SQLITE_FULL"}, FULL),
        ({"sqlite_errorname": "SQLITE_BUSY_SNAPSHOT"}, BUSY),
        ({"sqlite_errorname": "SQLITE_IOERR_WRITE"}, AWAY),
        ({"sqlite_errorname": "SQLITE_ERROR"}, None),  # no such table, a slip in a statement
        ({"sqlstate": "42P01"}, None),  # undefined_table
        ({"sqlstate": "23505"}, None),  # unique_violation
    ],
)
def test_codes_of_the_drivers_have_reasons(code, reason):
    assert reason_of(sa.exc.OperationalError("SELECT 1", {}, Said(**code))) == reason

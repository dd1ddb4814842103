"""Many responses at once leave the same rows and counts as one by one."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from survey.domain.asking.response import Response
from survey.domain.counting.period import ALL
from survey.store.many import insert_many
from survey.store.response_reading import comments_frame, recount, responses_frame
from survey.store.responses import save_responses
from survey.store.schema import response
from survey.store.tallies import kept_tallies

NOW = datetime(2025, 3, 31, 16, 30, tzinfo=UTC)


def a_response(number: int, day: date | None = date(2025, 3, 31)) -> Response:
    return Response(
        id=f"response-number-{number:04}", programme="care", questionnaire="stay", version=1, unit="ward-1",
        mode="paper", happened_on=day, entered_at=NOW, origin="import",
        answers={"kind": "5", "quiet": "2"}, comments={"say": f"好 {number}"},
    )


def insert(database, *responses: Response) -> int:
    with database.writing() as connection:
        return insert_many(database, connection, responses).saved


def recounted_and_kept(database) -> tuple[Counter, Counter]:
    with database.snapshot() as connection:
        return recount(database, connection), kept_tallies(database, connection)


def test_only_those_that_are_new_are_stored_and_counted(database):
    save_responses(database, [a_response(1)])

    stored = insert(database, a_response(1), a_response(2), a_response(2), a_response(3, day=None))

    assert stored == 2
    assert len(responses_frame(database, "care", "stay", ALL)) == 3
    assert sorted(comments_frame(database, "care", "stay", ALL)["text"]) == ["好 1", "好 2", "好 3"]
    counted, kept = recounted_and_kept(database)
    assert counted == kept


def test_a_response_is_the_same_row_by_either_way(database):
    save_responses(database, [a_response(1)])
    insert(database, a_response(2))

    first, second = responses_frame(database, "care", "stay", ALL).drop(columns="id").to_dict("records")

    assert first == second


def test_what_breaks_afterwards_leaves_nothing(database):
    with pytest.raises(RuntimeError), database.writing() as connection:
        insert_many(database, connection, [a_response(1)])
        raise RuntimeError

    assert responses_frame(database, "care", "stay", ALL).empty
    assert recounted_and_kept(database) == (Counter(), Counter())


def test_those_that_are_known_and_say_something_else_are_named_and_left(database):
    first, second, third = a_response(1), a_response(2), a_response(3)
    save_responses(database, [first, second, third])
    changed = [replace(first, answers={"kind": "1"}), second, replace(third, comments={"say": "不好"})]

    with database.writing() as connection:
        inserted = insert_many(database, connection, changed)

    assert (inserted.saved, sorted(inserted.differing)) == (0, [first.id, third.id])
    assert sorted(comments_frame(database, "care", "stay", ALL)["text"]) == ["好 1", "好 2", "好 3"]
    assert responses_frame(database, "care", "stay", ALL)["answers"].tolist() == [first.answers] * 3


def test_the_tallies_come_after_all_rows_so_that_forms_wait_for_them_alone(database):
    ids = sa.select(response.c.id).where(response.c.organisation == database.organisation)
    seen = []

    with database.writing() as connection:
        def look(done: int, total: int) -> None:
            seen.append((done, total, len(connection.execute(ids).all()), kept_tallies(database, connection)))

        insert_many(database, connection, [a_response(1), a_response(2)], look)

    assert seen == [(2, 2, 2, Counter())]
    counted, kept = recounted_and_kept(database)
    assert counted == kept and counted

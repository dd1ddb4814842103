"""Responses are stored once, and the tallies are exact at every commit."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from survey.domain.asking.response import Response, receipt_code
from survey.domain.counting.period import ALL, parse_period
from survey.domain.counting.tally import EVERYONE
from survey.store.response_reading import comments_frame, find_by_code, recount, responses_frame
from survey.store.responses import erase_origin, has_origin, save_responses, void_response
from survey.store.tallies import kept_tallies, responses_by_month, responses_by_unit, tallies_frame

NOW = datetime(2025, 3, 31, 16, 30, tzinfo=UTC)


def a_response(number: int = 1, **changes) -> Response:
    standard = Response(
        id=f"response-number-{number:04}",
        programme="care",
        questionnaire="stay",
        version=1,
        unit="ward-1",
        mode="qr",
        happened_on=date(2025, 3, 31),
        entered_at=NOW,
        origin="form",
        answers={"kind": "5", "quiet": "2"},
        comments={},
    )
    return replace(standard, **changes)


def recounted_and_kept(database) -> tuple[Counter, Counter]:
    with database.snapshot() as connection:
        return recount(database, connection), kept_tallies(database, connection)


def is_exact(database) -> bool:
    counted, kept = recounted_and_kept(database)
    return counted == kept


def test_a_response_sent_twice_is_stored_and_counted_once(database):
    first = save_responses(database, [a_response()])

    again = save_responses(database, [a_response(), a_response()])

    assert (first, again) == (1, 0)
    counts = tallies_frame(database, "care", "stay", ALL)
    assert counts.loc[counts["question"] == EVERYONE, "count"].tolist() == [1]


def test_the_same_id_in_two_organisations_is_two_responses(database):
    other = replace(database, organisation=f"{database.organisation}-2")

    saved = save_responses(database, [a_response()]) + save_responses(other, [a_response()])

    assert saved == 2
    assert len(responses_frame(database, "care", "stay", ALL)) == 1


def test_a_response_comes_back_as_it_was_saved(database):
    save_responses(database, [a_response(comments={"open": "水太凉"}, person="nurse-1", area="east")])

    found = responses_frame(database, "care", "stay", parse_period("2025-03")).iloc[0]

    assert found["answers"] == {"kind": "5", "quiet": "2"}
    assert (found["person"], found["area"], str(found["happened_on"])) == ("nurse-1", "east", "2025-03-31")
    assert comments_frame(database, "care", "stay", ALL)["text"].tolist() == ["水太凉"]


def test_tallies_equal_a_recount_after_saving_voiding_and_erasing(database):
    rows = [
        a_response(n, unit=f"ward-{n % 3}", person="nurse-1" if n % 2 else "", collector="rep-1" if n % 5 else "",
                   answers={"kind": str(n % 6), "quiet": "0"}, origin="sample" if n % 4 == 0 else "form")
        for n in range(60)
    ]
    save_responses(database, rows)

    void_response(database, rows[7].id, "keyed twice", NOW)
    after_voiding = is_exact(database)
    erased = erase_origin(database, "sample")

    assert after_voiding and is_exact(database)
    assert (erased, has_origin(database, "sample"), has_origin(database, "form")) == (15, False, True)


def test_voiding_takes_the_counts_back_once_and_hides_the_response(database):
    save_responses(database, [a_response(1, comments={"open": "x"}), a_response(2)])

    voided = [void_response(database, a_response(1).id, "withdrawn", NOW) for _time in range(2)]

    assert voided == [True, False]
    assert responses_by_month(database, "care", "stay") == {"2025-03": 1}
    assert find_by_code(database, receipt_code(a_response(1).id)).empty
    assert comments_frame(database, "care", "stay", ALL).empty
    assert is_exact(database)


def test_an_unknown_day_counts_only_in_all_time(database):
    save_responses(database, [a_response(1, happened_on=None), a_response(2)])

    whole, year = (tallies_frame(database, "care", "stay", period) for period in (ALL, parse_period("2025")))

    assert whole.loc[whole["question"] == EVERYONE, "count"].sum() == 2
    assert year.loc[year["question"] == EVERYONE, "count"].sum() == 1
    assert len(responses_frame(database, "care", "stay", parse_period("2025"))) == 1


def test_months_may_be_told_by_the_stretch_that_they_are_in(database):
    days = [None, date(2024, 12, 31), date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 1)]
    save_responses(database, [a_response(number, happened_on=day) for number, day in enumerate(days)])

    told = tallies_frame(database, "care", "stay", ALL, keep=("unit", "month"), questions=(EVERYONE,), stretches=("2025-01", "2025-04"))

    assert dict(zip(told["month"], told["count"])) == {"": 1, "2024-12": 1, "2025-01": 2, "2025-04": 1}


def test_responses_are_counted_by_unit_of_the_forms_that_are_named(database):
    again = a_response(3, questionnaire="stay_again")
    save_responses(database, [a_response(1), a_response(2, unit="ward-2"), again, a_response(4, questionnaire="other")])

    found = responses_by_unit(database, "care", ("stay", "stay_again"), parse_period("2025"))

    assert found == {("stay", "ward-1"): 1, ("stay", "ward-2"): 1, ("stay_again", "ward-1"): 1}
    assert responses_by_unit(database, "care", ("stay",), parse_period("2024")) == {}


def test_twenty_writers_at_once_lose_nothing_and_repeat_nothing(database):
    rows = [a_response(n % 100, answers={"kind": "5"}) for n in range(200)]

    with ThreadPoolExecutor(20) as writers:
        saved = sum(writers.map(lambda row: save_responses(database, [row]), rows))

    assert saved == 100
    assert is_exact(database)
    assert responses_by_month(database, "care", "stay") == {"2025-03": 100}


def test_a_fault_in_the_middle_leaves_nothing(database):
    with pytest.raises(sa.exc.StatementError):
        save_responses(database, [a_response(1), a_response(2, unit=None)])

    assert responses_frame(database, "care", "stay", ALL).empty
    assert recounted_and_kept(database) == (Counter(), Counter())


def test_removing_voiding_and_saving_at_once_leave_exact_tallies(database):
    sample = [a_response(n, origin="sample", unit=f"ward-{n % 3}") for n in range(60)]
    fresh = [a_response(n, unit=f"ward-{n % 3}") for n in range(100, 140)]
    save_responses(database, sample)
    work = [lambda: erase_origin(database, "sample") for _time in range(2)]
    work += [lambda row=row: void_response(database, row.id, "withdrawn", NOW) for row in sample[::3]]
    work += [lambda row=row: save_responses(database, [row]) for row in fresh]

    with ThreadPoolExecutor(12) as people:
        list(people.map(lambda act: act(), work[2:12] + work[:2] + work[12:]))

    assert is_exact(database)
    assert responses_by_month(database, "care", "stay") == {"2025-03": 40}


def test_a_cell_that_came_to_zero_is_not_read(database):
    save_responses(database, [a_response(1, happened_on=date(2024, 1, 1)), a_response(2)])

    void_response(database, a_response(1).id, "withdrawn", NOW)

    assert responses_by_month(database, "care", "stay") == {"2025-03": 1}
    assert (tallies_frame(database, "care", "stay", ALL)["count"] > 0).all()


def test_a_check_while_others_write_sees_one_moment(database):
    save_responses(database, [a_response(1)])

    with database.snapshot() as connection:
        counted = recount(database, connection)
        save_responses(database, [a_response(2)])
        kept = kept_tallies(database, connection)

    assert counted == kept and is_exact(database)

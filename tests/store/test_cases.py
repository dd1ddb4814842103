"""Cases are opened once, their steps only grow, and two clerks cannot move one case at once."""

from dataclasses import replace
from datetime import UTC, date, datetime

from survey.domain.handling.case import Case, Step
from survey.store.cases import cases_frame, erase_case_origin, has_case_origin, save_cases, save_move, steps_frame

NOW = datetime(2025, 3, 31, 16, 30, tzinfo=UTC)


def a_case(number: int = 1, **changes) -> Case:
    standard = Case(
        id=f"case-number-{number:08}", programme="book", kind="opinion", unit="ward-1", topic="noise",
        text="夜里太吵", wants_answer=True, channel="book", state="received",
        opened_on=date(2025, 3, 31), entered_at=NOW, origin="form",
    )
    return replace(standard, **changes)


def a_step(case: Case, move: str = "answer") -> Step:
    return Step(case.id, move, "护士长", "已换静音推车", NOW, NOW)


def test_a_case_sent_twice_is_one_case(database):
    saved = [save_cases(database, [a_case()], [a_step(a_case())]) for _time in range(2)]

    assert saved == [1, 0]
    assert len(cases_frame(database, "book")) == 1
    assert steps_frame(database, [a_case().id])["number"].tolist() == [1]


def test_a_move_that_somebody_else_made_first_is_refused(database):
    before, after = a_case(), a_case(state="answered")
    save_cases(database, [before])

    moved = [save_move(database, after, a_step(before), seen=0) for _clerk in range(2)]

    assert moved == [True, False]
    assert len(steps_frame(database, [before.id])) == 1
    assert cases_frame(database, "book")["state"].tolist() == ["answered"]


def test_removing_an_origin_removes_its_steps_and_nothing_else(database):
    sample, real = a_case(1, origin="sample"), a_case(2)
    save_cases(database, [sample, real], [a_step(sample), a_step(real)])

    erased = erase_case_origin(database, "sample")

    assert erased == 1
    assert cases_frame(database, "book")["id"].tolist() == [real.id]
    assert steps_frame(database, [sample.id, real.id])["case_id"].tolist() == [real.id]


def test_an_origin_is_known_as_long_as_a_case_of_it_is_left(database):
    save_cases(database, [a_case(1, origin="sample"), a_case(2)])
    before = has_case_origin(database, "sample")

    erase_case_origin(database, "sample")

    assert (before, has_case_origin(database, "sample"), has_case_origin(database, "form")) == (True, False, True)


def test_steps_of_more_cases_than_a_statement_takes_values_are_all_found(database):
    first, last = a_case(1), a_case(2)
    save_cases(database, [first, last], [a_step(first), a_step(last)])
    strangers = [f"case-of-nobody-{number}" for number in range(70_000)]

    found = steps_frame(database, [first.id, *strangers, last.id])

    assert found["case_id"].tolist() == [first.id, last.id]

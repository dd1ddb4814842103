"""How long cases took: a table one can check by hand."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from survey.domain.columns import CASES, CLOSING_TIMES, CLOSINGS, STEPS, empty
from survey.domain.handling.closing import closing_times, closings
from survey.domain.handling.kind import CaseKind, Move, State
from survey.locale import Words

NAME, NINE = Words("事", "Thing"), datetime(2026, 3, 10, 9, tzinfo=UTC)
KIND = CaseKind(
    "thing", NAME, (), (), (State("open", NAME, False), State("done", NAME, True)),
    (
        Move("finish", NAME, ("open",), "done"), Move("reopen", NAME, ("done",), "open"),
        Move("correct", NAME, ("done",), ""),
    ),
    Move("open", NAME, (), "open"),
)  # fmt: skip


def a_case(id: str, unit: str = "one", origin: str = "sheet", state: str = "done", kind: str = "thing") -> dict:
    given = {"id": id, "kind": kind, "unit": unit, "state": state, "origin": origin, "opened_on": date(2026, 3, 10)}
    return dict.fromkeys(CASES, "") | given


def steps_of(id: str, **minutes: int) -> list[dict]:
    """Moves with the minutes after nine at which they happened; all were entered a day later."""
    return [
        dict.fromkeys(STEPS, "") | {
            "case_id": id, "move": move.rstrip("_"), "happened_at": NINE + timedelta(minutes=m), "at": NINE + timedelta(days=1)
        }
        for move, m in minutes.items()
    ]  # fmt: skip


def table(cases: list[dict], *steps: list[dict]) -> pd.DataFrame:
    return closings(pd.DataFrame(cases), pd.DataFrame([row for rows in steps for row in rows]), [KIND])


def test_minutes_run_from_the_opening_to_the_step_into_a_final_state():
    found = table([a_case("a")], steps_of("a", open=0, finish=30, correct=90))

    assert tuple(found.columns) == CLOSINGS
    assert found["minutes"].tolist() == [30]


def test_a_case_that_was_reopened_took_until_it_was_closed_for_good():
    found = table([a_case("a")], steps_of("a", open=0, finish=30, reopen=60, finish_=100))

    assert found["minutes"].tolist() == [100]


def test_a_reopened_case_is_open():
    found = table([a_case("a", state="open")], steps_of("a", open=0, finish=30, reopen=60))

    assert found["closed_at"].isna().all() and found["minutes"].isna().all()


def test_the_median_is_of_the_closed_ones_and_the_others_are_counted_apart():
    cases = [
        a_case("a"), a_case("b"), a_case("c", unit="two"), a_case("d", state="open"),
        a_case("e", origin="import_day"), a_case("f", kind="another"),
    ]  # fmt: skip
    steps = [
        steps_of("a", open=0, finish=10), steps_of("b", open=0, finish=30), steps_of("c", open=5, finish=105),
        steps_of("d", open=0), steps_of("e", open=0, finish=0), steps_of("f", open=0, finish=1),
    ]  # fmt: skip

    found = table(cases, *steps)

    assert closing_times(found).to_dict("records") == [{"n": 3, "median": 30, "open": 1, "untimed": 1}]
    assert closing_times(found, ("unit",)).to_dict("records") == [
        {"unit": "one", "n": 2, "median": (10 + 30) / 2, "open": 1, "untimed": 1},
        {"unit": "two", "n": 1, "median": 100, "open": 0, "untimed": 0},
    ]


@pytest.mark.parametrize("by", [(), ("unit",)])
def test_of_no_cases_there_is_nothing_to_say(by):
    found = closings(empty(CASES), empty(STEPS), [KIND])

    told = closing_times(found, by)
    assert tuple(told.columns) == (*by, *CLOSING_TIMES)
    assert told["n"].sum() == 0

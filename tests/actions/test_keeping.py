"""The check finds a case that is not what its steps make of it."""

import pytest
import sqlalchemy as sa

from survey.actions.handling import move_case
from survey.actions.keeping import check_everything
from survey.actions.recurring import open_due_cases
from survey.actions.retention import keep_retention
from survey.domain.handling.case import Wanted
from survey.store import folds
from survey.store.schema import case, step
from tests.actions.cast import a_case
from tests.conftest import NOW


def tamper(office, table: sa.Table, **values) -> None:
    with office.database.writing() as connection:
        mine = table.c.organisation == office.database.organisation
        connection.execute(table.update().where(mine).values(values))


@pytest.fixture
def handled(office):
    """The office with one case that was answered."""
    id = a_case(office)
    move_case(office, id, "complaints", Wanted("answer", "已换轮子", {"book_no": "3"}), NOW)
    return office


def test_a_case_that_its_steps_lead_to_has_no_fault(handled):
    assert not check_everything(handled)


@pytest.mark.parametrize(
    ("table", "values", "name"),
    [
        (case, {"state": "closed"}, "state"),
        (case, {"coded": {"book_no": 4}}, "coded"),
        (case, {"at_unit": "ward-cardiology"}, "at_unit"),
        (case, {"handler": "N0101"}, "handler"),
        (case, {"words": {"more": "别的"}}, "words"),
        (step, {"coded": {"book_no": 4}}, "coded"),
        (step, {"move": "open"}, "state"),
    ],
)
def test_what_was_changed_behind_its_back_is_told(handled, table, values, name):
    tamper(handled, table, **values)

    faults = check_everything(handled)

    assert len(faults) == 1 and name in faults[0] and "case-of-" in faults[0]


def test_words_that_were_erased_are_no_fault(handled):
    keep_retention(handled, NOW.replace(year=2030))

    assert not check_everything(handled)


def test_every_page_of_cases_is_looked_at(office, monkeypatch):
    monkeypatch.setattr(folds, "AT_A_TIME", 3)
    for number in range(7):
        a_case(office, number=number)

    tamper(office, case, state="closed")

    assert len(check_everything(office)) == 7


def test_what_opened_by_itself_has_no_fault(office):
    open_due_cases(office, NOW)

    assert not check_everything(office)

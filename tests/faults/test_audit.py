"""The audit that the other tests trust sees what is lost, what is there twice, and what nobody told."""

from datetime import UTC, datetime

import sqlalchemy as sa

from bench.audit import SOUND, audit
from bench.writers import a_submission
from survey.actions.asking import take_response
from survey.store.schema import log_line, tally

NOW = datetime(2025, 11, 3, 2, 30, tzinfo=UTC)


def test_a_receipt_without_a_response_is_lost_and_a_response_without_a_receipt_is_there_twice(office):
    first, second = (take_response(office, a_submission(office, f"response-number-{n}"), NOW).code for n in (1, 2))

    assert audit(office, [first, second]) == SOUND
    assert audit(office, [first, second, "AAAAA-AAAAA"]).lost == 1
    assert audit(office, [first]).twice == 1


def test_a_count_that_was_changed_and_a_line_that_is_gone_are_found(office):
    receipts = [take_response(office, a_submission(office, f"response-number-{n}"), NOW).code for n in (1, 2)]

    with office.database.writing() as connection:
        mine = {table: table.c.organisation == office.database.organisation for table in (log_line, tally)}
        connection.execute(tally.update().where(mine[tally]).values(count=tally.c.count + 1))
        connection.execute(sa.delete(log_line).where(mine[log_line], log_line.c.number == 1))

    found = audit(office, receipts)
    assert (found.lost, found.twice, found.untold) == (0, 0, 1)
    assert len(found.faults) > 1

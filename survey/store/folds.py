"""Whole cases with their steps, a few thousand at a time: for checks that look at all of them."""

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa

from survey.domain.handling.case import Case, Step
from survey.store.database import Database
from survey.store.schema import case, step

AT_A_TIME = 2_000


def cases_with_steps(database: Database, connection: sa.Connection) -> Iterator[tuple[Case, list[Step]]]:
    """Every case by its id, with its steps in the order they were taken."""
    last = ""
    while page := _page(database, connection, last):
        first, last = page[0].id, page[-1].id
        steps = _steps(database, connection, first, last)
        yield from ((item, steps[item.id]) for item in page)


def _page(database: Database, connection: sa.Connection, after: str) -> list[Case]:
    mine = (case.c.organisation == database.organisation) & (case.c.id > after)
    statement = sa.select(*(case.c[name] for name in Case.__dataclass_fields__)).where(mine).order_by(case.c.id)
    return [Case(**row) for row in connection.execute(statement.limit(AT_A_TIME)).mappings()]


def _steps(database: Database, connection: sa.Connection, first: str, last: str) -> dict[str, list[Step]]:
    mine = (step.c.organisation == database.organisation) & step.c.case_id.between(first, last)
    statement = sa.select(*(step.c[name] for name in Step.__dataclass_fields__)).where(mine)
    found = defaultdict(list)
    for row in connection.execute(statement.order_by(step.c.case_id, step.c.number)).mappings():
        found[row["case_id"]].append(Step(**row))
    return found

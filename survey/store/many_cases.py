"""Many cases with their history at once, inside one transaction."""

from collections.abc import Callable, Sequence

import sqlalchemy as sa

from survey.domain.handling.history import History
from survey.store.cases import insert_cases
from survey.store.database import Database
from survey.store.many import Inserted
from survey.store.schema import case

CHUNK = 1_000
SAID = ("unit", "topic", "channel", "state")


def insert_histories(
    database: Database, connection: sa.Connection, histories: Sequence[History],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Inserted:
    """Those whose id is new, inside a transaction that the caller holds; what is there already stays as it is."""
    saved, differing = 0, []
    for start in range(0, len(histories), CHUNK):
        chunk = histories[start : start + CHUNK]
        cases = [history.case for history in chunk]
        steps = [step for history in chunk for step in history.steps]
        clocks = {history.case.id: history.clocks for history in chunk}
        new = insert_cases(database, connection, cases, steps, clocks=clocks)
        said = _said(database, connection, [item.id for item in cases if item.id not in new])
        differing += [item.id for item in cases if item.id in said and said[item.id] != tuple(getattr(item, n) for n in SAID)]
        saved += len(new)
        progress(min(start + CHUNK, len(histories)), len(histories))
    return Inserted(saved, differing)


def _said(database: Database, connection: sa.Connection, ids: list[str]) -> dict[str, tuple]:
    """What those that are stored say."""
    mine = sa.select(case.c.id, *(case.c[name] for name in SAID)).where(case.c.organisation == database.organisation)
    return {id: tuple(said) for id, *said in connection.execute(mine.where(case.c.id.in_(ids)))} if ids else {}

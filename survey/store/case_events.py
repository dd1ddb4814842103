"""What happened in cases, over many of them: steps of some moves, and the clocks that fell due."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd
import sqlalchemy as sa

from survey.domain.columns import CLOCKS, EVENTS, OF_CASE, RUNS, empty, shaped
from survey.store.cases import EVERYTHING, Sight, seen
from survey.store.database import Database
from survey.store.schema import case, clock, step

OF_THE_CASE = [case.c[name] for name in OF_CASE]


def events_frame(
    database: Database, programme: str, moves: Mapping[str, Sequence[str]], since: datetime,
    topics: Sequence[str] = (), sight: Sight = EVERYTHING,
) -> pd.DataFrame:
    """Steps of these moves, by kind, that happened after `since`, the newest first; columns EVENTS.

    given is what the step itself took, coded what the case holds now.
    """
    happened_at = sa.func.coalesce(step.c.happened_at, step.c.at, type_=step.c.at.type).label("happened_at")
    ways = [(case.c.kind == kind) & step.c.move.in_(wanted) for kind, wanted in moves.items() if wanted]
    columns = (step.c.case_id, step.c.number, step.c.move, step.c.coded.label("given"), case.c.coded, happened_at, *OF_THE_CASE)
    statement = _with_case(database, programme, step, sight, columns).where(sa.or_(sa.false(), *ways), happened_at > since)
    if topics:
        statement = statement.where(case.c.topic.in_(topics))
    with database.reading() as connection:
        rows = connection.execute(statement.order_by(happened_at.desc(), step.c.case_id)).mappings().all()
    return shaped(pd.DataFrame(rows, dtype=object), EVENTS) if rows else empty(EVENTS)


def fell_due_frame(
    database: Database, programme: str, since: datetime, now: datetime, sight: Sight = EVERYTHING
) -> pd.DataFrame:
    """Runs of clocks that fell due after `since`, until now; columns RUNS."""
    columns = (*(clock.c[name] for name in CLOCKS), *OF_THE_CASE)
    statement = _with_case(database, programme, clock, sight, columns)
    statement = statement.where(clock.c.due_at > since, clock.c.due_at <= now)
    with database.reading() as connection:
        rows = connection.execute(statement.order_by(clock.c.due_at)).mappings().all()
    return shaped(pd.DataFrame(rows, dtype=object), RUNS) if rows else empty(RUNS)


def _with_case(database: Database, programme: str, table: sa.Table, sight: Sight, columns: Sequence) -> sa.Select:
    joined = table.join(case, (case.c.organisation == table.c.organisation) & (case.c.id == table.c.case_id))
    statement = sa.select(*columns).select_from(joined).where(table.c.organisation == database.organisation)
    return statement.where(case.c.programme == programme, *seen(sight))

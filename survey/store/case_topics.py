"""Cases by place and topic: how many there are, how many came back, and the clocks that are overdue."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd
import sqlalchemy as sa

from survey.domain.columns import RUNS, TOPIC_COUNTS, empty, shaped
from survey.domain.counting.period import Period
from survey.store.case_events import OF_THE_CASE
from survey.store.database import Database
from survey.store.schema import case, clock, step
from survey.store.topic_labels import within

PLACE = [case.c[name] for name in ("programme", "kind", "unit", "topic")]


def topic_counts(database: Database, period: Period) -> pd.DataFrame:
    """Cases that carry a topic, of all programmes, opened in the period; columns TOPIC_COUNTS."""
    statement = sa.select(*PLACE, sa.func.count().label("count")).where(*_with_topic(database))
    return _counted(database, statement.where(*within(case.c.opened_on, period)))


def reopened_counts(database: Database, moves: Mapping[tuple[str, str], Sequence[str]], period: Period) -> pd.DataFrame:
    """How often such cases, opened in the period, came back by one of these moves, by (programme, kind); TOPIC_COUNTS."""
    ways = [
        (case.c.programme == programme) & (case.c.kind == kind) & step.c.move.in_(wanted)
        for (programme, kind), wanted in moves.items() if wanted
    ]
    joined = step.join(case, (case.c.organisation == step.c.organisation) & (case.c.id == step.c.case_id))
    statement = sa.select(*PLACE, sa.func.count().label("count")).select_from(joined)
    statement = statement.where(*_with_topic(database), *within(case.c.opened_on, period), sa.or_(sa.false(), *ways))
    return _counted(database, statement)


def overdue_runs(database: Database, now: datetime, last_month: str) -> pd.DataFrame:
    """Clocks past their end that nothing has stopped, of such cases opened until the end of a month; columns RUNS."""
    joined = clock.join(case, (case.c.organisation == clock.c.organisation) & (case.c.id == clock.c.case_id))
    columns = (*(clock.c[name] for name in clock.c.keys() if name != "organisation"), *OF_THE_CASE)
    statement = sa.select(*columns).select_from(joined).where(
        *_with_topic(database), *within(case.c.opened_on, Period("0001-01", last_month)),
        clock.c.ended_at.is_(None), clock.c.is_dropped.is_(False), clock.c.due_at < now,
    )  # fmt: skip
    with database.reading() as connection:
        rows = connection.execute(statement.order_by(clock.c.case_id)).mappings().all()
    return shaped(pd.DataFrame(rows, dtype=object), RUNS) if rows else empty(RUNS)


def _with_topic(database: Database) -> list[sa.ColumnElement[bool]]:
    return [case.c.organisation == database.organisation, case.c.topic != ""]


def _counted(database: Database, statement: sa.Select) -> pd.DataFrame:
    with database.reading() as connection:
        rows = connection.execute(statement.group_by(*PLACE).order_by(*PLACE)).all()
    if not rows:
        return empty(TOPIC_COUNTS).astype({"count": int})
    return pd.DataFrame(dict(zip(TOPIC_COUNTS, zip(*rows))))

"""What is counted of cases: their values and the runs of their clocks, without a word that anybody wrote of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import pandas as pd
import sqlalchemy as sa

from survey.domain.columns import COUNTED_CASES
from survey.store.database import Database
from survey.store.schema import case, clock

CASE_COLUMNS = [case.c[name] for name in COUNTED_CASES]
OF_RUN = ("case_id", "clock", "due_at", "paused_at", "ended_at", "is_dropped", "unit", "at_unit")
MOMENTS = ("due_at", "paused_at", "ended_at")
# A whole column of moments is given its zone at once: row by row takes longer than everything else together.
RUN_COLUMNS = [
    sa.type_coerce(clock.c[name], sa.DateTime(timezone=True)).label(name) if name in MOMENTS
    else (clock if name in clock.c else case).c[name]
    for name in OF_RUN
]
MOST_IN_A_STATEMENT = 30_000


def counted_cases(database: Database, programme: str, kind: str, first: date, last: date) -> pd.DataFrame:
    """Cases of a kind that were opened from one day to another; columns COUNTED_CASES."""
    days = case.c.opened_on.between(first, last)
    return _frame(database, sa.select(*CASE_COLUMNS).where(*_of_kind(database, programme, kind), days), COUNTED_CASES)


def counted_runs(
    database: Database, programme: str, kind: str, clocks: Sequence[str], since: datetime, before: datetime,
    coded: Mapping[str, Mapping],
) -> pd.DataFrame:
    """Runs of these clocks that were started since one moment and before another; columns COUNTED_RUNS.

    `coded` are the values of cases that were read already: they are most of it, and not read again.
    """
    joined = clock.join(case, (case.c.organisation == clock.c.organisation) & (case.c.id == clock.c.case_id))
    statement = sa.select(*RUN_COLUMNS).select_from(joined).where(
        *_of_kind(database, programme, kind), clock.c.clock.in_(clocks),
        clock.c.started_at >= since, clock.c.started_at < before,
    )  # fmt: skip
    found = _frame(database, statement, OF_RUN)
    known = coded | _coded(database, sorted(set(found["case_id"]) - coded.keys()))
    moments = {name: pd.to_datetime(found[name], utc=True) for name in MOMENTS}
    return found.assign(**moments, coded=[known[id] for id in found["case_id"]])


def _coded(database: Database, ids: Sequence[str]) -> dict[str, Mapping]:
    found: dict[str, Mapping] = {}
    mine = sa.select(case.c.id, case.c.coded).where(case.c.organisation == database.organisation)
    with database.reading() as connection:
        for start in range(0, len(ids), MOST_IN_A_STATEMENT):
            found |= {id: coded for id, coded in connection.execute(mine.where(case.c.id.in_(ids[start : start + MOST_IN_A_STATEMENT])))}
    return found


def months_of_cases(database: Database, programme: str, units: Sequence[str] = ()) -> list[str]:
    """The months in which a case was opened, in order."""
    parts = sa.extract("year", case.c.opened_on), sa.extract("month", case.c.opened_on)
    mine = [case.c.organisation == database.organisation, case.c.programme == programme]
    statement = sa.select(*parts).where(*mine, *([case.c.unit.in_(units)] if units else [])).distinct()
    with database.reading() as connection:
        return sorted(f"{int(year):04}-{int(month):02}" for year, month in connection.execute(statement))


def _of_kind(database: Database, programme: str, kind: str) -> tuple[sa.ColumnElement[bool], ...]:
    return case.c.organisation == database.organisation, case.c.programme == programme, case.c.kind == kind


def _frame(database: Database, statement: sa.Select, columns: tuple[str, ...]) -> pd.DataFrame:
    """By column: pandas is slow on rows that are not tuples."""
    with database.reading() as connection:
        rows = connection.execute(statement).all()
    found = zip(*rows) if rows else [[]] * len(columns)
    return pd.DataFrame({name: pd.Series(list(values), dtype=object) for name, values in zip(columns, found)})

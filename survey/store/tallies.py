"""Tallies: kept exact in the transaction that changes a response, read in one pass."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import pandas as pd
import sqlalchemy as sa

from survey.domain.columns import TALLIES, empty, shaped
from survey.domain.counting.period import ALL, Period
from survey.domain.counting.tally import EVERYONE, TallyKey, cut_for
from survey.store.database import Database
from survey.store.schema import tally

COLUMNS = [column.name for column in tally.c]


def add_tallies(database: Database, connection: sa.Connection, counts: Counter[TallyKey], sign: int) -> None:
    """Add (or with sign -1 take back) counts; a cell that comes to zero stays, and is never read.

    Rows go in the order of their key, so that concurrent writers never wait for each other in a ring;
    deleting the zeros here would wait out of that order.
    """
    if not counts:
        return
    rows = [(database.organisation, *key, sign * count) for key, count in sorted(counts.items())]
    given = rows if database.is_sqlite else [dict(zip(COLUMNS, row)) for row in rows]
    connection.exec_driver_sql(_adding(database, connection.dialect), given)


@lru_cache(maxsize=8)
def _adding(database: Database, dialect: sa.Dialect) -> str:
    """The statement that adds to a cell or makes it; in the driver's own words, for it runs at every save."""
    insert = database.insert(tally)
    statement = insert.on_conflict_do_update(
        index_elements=list(tally.primary_key), set_={"count": tally.c.count + insert.excluded.count}
    )
    return str(statement.compile(dialect=dialect, column_keys=COLUMNS))


def tallies_frame(
    database: Database, programme: str, questionnaire: str, period: Period,
    keep: Sequence[str] = ("question", "unit", "answer", "version"),
    units: Sequence[str] = (), modes: Sequence[str] = (), areas: Sequence[str] = (), questions: Sequence[str] = (),
    stretches: Sequence[str] = (),
) -> pd.DataFrame:
    """Counts of one questionnaire, added up over all columns but `keep`; columns TALLIES.

    Columns that were added up are "". Whole responses stand under the question EVERYONE.
    stretches  first months in order; months are told by them: each stands for itself and those after it, to the next.
    """
    filters = {"unit": units, "mode": modes, "area": areas, "question": questions}
    rows = _added_up(database, programme, questionnaire, period, keep, filters, stretches)
    if not rows:
        return empty(TALLIES)
    columns = dict(zip([*keep, "count"], zip(*rows)))  # by column: pandas is slow on rows that are not tuples
    absent = {name: "" for name in TALLIES if name not in columns}
    return shaped(pd.DataFrame(columns | absent, dtype=object).astype({"count": int}), TALLIES)


def responses_by_month(
    database: Database, programme: str, questionnaire: str, period: Period = ALL,
    units: Sequence[str] = (), modes: Sequence[str] = (),
) -> dict[str, int]:
    """How many whole responses each month has, in order; those whose day is unknown stand under ""."""
    filters = {"unit": units, "mode": modes, "question": (EVERYONE,)}
    rows = _added_up(database, programme, questionnaire, period, ("month",), filters)
    return {month: int(count) for month, count in sorted(rows)}


def responses_by_unit(
    database: Database, programme: str, forms: Collection[str], period: Period = ALL
) -> dict[tuple[str, str], int]:
    """How many whole responses there are, by (questionnaire, unit), of these forms of a programme."""
    statement = sa.select(tally.c.questionnaire, tally.c.unit, sa.func.sum(tally.c.count)).where(
        tally.c.organisation == database.organisation, tally.c.programme == programme,
        tally.c.questionnaire.in_(forms), tally.c.cut == cut_for([]), tally.c.question == EVERYONE,
    )  # fmt: skip
    if period != ALL:
        statement = statement.where(tally.c.month.between(period.first, period.last))
    with database.reading() as connection:
        return {(asked, unit): int(count) for asked, unit, count in connection.execute(statement.group_by(tally.c.questionnaire, tally.c.unit))}


def _added_up(
    database: Database, programme: str, questionnaire: str, period: Period,
    keep: Sequence[str], filters: Mapping[str, Sequence[str]], stretches: Sequence[str] = (),
) -> Sequence[sa.Row]:
    """Rows of the kept columns and the count, from the smallest cut that has them and what is filtered by."""
    wanted = {name: values for name, values in filters.items() if values}
    kept = [_stretch(stretches) if stretches and name == "month" else tally.c[name] for name in keep]
    count = sa.func.sum(tally.c.count)
    statement = sa.select(*kept, count).where(
        tally.c.organisation == database.organisation,
        tally.c.programme == programme,
        tally.c.questionnaire == questionnaire,
        tally.c.cut == cut_for([*keep, *wanted]),
        *(tally.c[name].in_(values) for name, values in wanted.items()),
    )
    if period != ALL:
        statement = statement.where(tally.c.month.between(period.first, period.last))
    with database.reading() as connection:
        return connection.execute(statement.group_by(*kept).having(count > 0)).all()


def _stretch(begins: Sequence[str]) -> sa.Label[str]:
    """The latest of the months that a row's month has reached."""
    return sa.case(*((tally.c.month >= month, month) for month in reversed(begins)), else_=tally.c.month).label("stretch")


def kept_tallies(database: Database, connection: sa.Connection) -> Counter[TallyKey]:
    """Every cell that is not zero, for comparing with a recount."""
    names = [tally.c[name] for name in TallyKey._fields]
    statement = sa.select(*names, tally.c.count).where(tally.c.organisation == database.organisation, tally.c.count != 0)
    return Counter({TallyKey(*row[:-1]): row[-1] for row in connection.execute(statement)})

"""Responses as they are read back: whole, in blocks, by who keyed them, about a case, their comments, and their tallies counted anew."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import sqlalchemy as sa

from survey.domain.asking.response import Response
from survey.domain.columns import COMMENTS, RESPONSES, empty, shaped
from survey.domain.counting.period import ALL, Period
from survey.domain.counting.tally import TallyKey, tally
from survey.store.database import Database
from survey.store.schema import comment, response

CHUNK = 20_000


def responses_frame(database: Database, programme: str, questionnaire: str, period: Period) -> pd.DataFrame:
    """Whole responses that count, columns RESPONSES; `answers` holds a dict of codes."""
    statement = _of(database, programme, questionnaire, period).order_by(response.c.happened_on, response.c.id)
    return _frame(database, statement, RESPONSES)


def answer_blocks(
    database: Database, programme: str, questionnaire: str, period: Period,
    units: Sequence[str] = (), modes: Sequence[str] = (), until: datetime | None = None,
) -> Iterator[list[tuple[int, Mapping[str, str]]]]:
    """(version, answers) of the whole responses that count, a few thousand at a time: a million do not fit in memory.

    until  only what was entered by then; None for all.
    """
    statement = _of(database, programme, questionnaire, period).with_only_columns(response.c.version, response.c.answers)
    statement = statement.where(response.c.entered_at <= until) if until else statement
    for column, wanted in ((response.c.unit, units), (response.c.mode, modes)):
        statement = statement.where(column.in_(wanted)) if wanted else statement
    with database.snapshot() as connection:
        found = connection.execution_options(yield_per=CHUNK).execute(statement)
        yield from (list(block) for block in found.partitions())


def sheets_about_persons(
    database: Database, programme: str, questionnaire: str, period: Period
) -> Iterator[list[tuple[str, str, int, Mapping[str, str]]]]:
    """(person, collector, version, answers) of the whole responses that count and name a person, as `answer_blocks`."""
    wanted = (response.c.person, response.c.collector, response.c.version, response.c.answers)
    statement = _of(database, programme, questionnaire, period).with_only_columns(*wanted).where(response.c.person != "")
    with database.snapshot() as connection:
        found = connection.execution_options(yield_per=CHUNK).execute(statement)
        yield from (list(block) for block in found.partitions())


def find_by_code(database: Database, code: str) -> pd.DataFrame:
    """The responses that count and carry this receipt code: none or one; columns RESPONSES."""
    statement = response.select().where(
        response.c.organisation == database.organisation, response.c.code == code, response.c.voided_at.is_(None)
    )
    return _frame(database, statement, RESPONSES)


def sheets_entered(database: Database, by: str, since: datetime) -> pd.DataFrame:
    """The sheets that an account keyed in since then and that count, the latest first; columns RESPONSES."""
    statement = response.select().where(*_entered(database, by, since))
    return _frame(database, statement.order_by(response.c.entered_at.desc(), response.c.id), RESPONSES)


def count_entered(database: Database, by: str, since: datetime) -> int:
    with database.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).where(*_entered(database, by, since))).scalar_one()


def _entered(database: Database, by: str, since: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        response.c.organisation == database.organisation, response.c.entered_by == by,
        response.c.entered_at >= since, response.c.voided_at.is_(None),
    )


def find_responses(database: Database, id: str) -> pd.DataFrame:
    """The response of this id, if it counts: none or one; columns RESPONSES."""
    statement = response.select().where(
        response.c.organisation == database.organisation, response.c.id == id, response.c.voided_at.is_(None)
    )
    return _frame(database, statement, RESPONSES)


@dataclass(frozen=True)
class About:
    """What one response says of the case that it is about."""

    version: int
    entered_at: datetime
    answers: Mapping[str, str]


def answers_about(database: Database, cases: Sequence[str]) -> dict[str, list[About]]:
    """By case, the responses about it that count; cases without one are left out."""
    mine = (response.c.organisation == database.organisation) & response.c.voided_at.is_(None)
    columns = (response.c.about, response.c.version, response.c.entered_at, response.c.answers)
    found: dict[str, list[About]] = {}
    with database.reading() as connection:
        for start in range(0, len(cases), CHUNK):
            some = response.c.about.in_(cases[start : start + CHUNK])
            for about, *said in connection.execute(sa.select(*columns).where(mine, some)):
                found.setdefault(about, []).append(About(*said))
    return found


def comments_of(database: Database, id: str) -> dict[str, str]:
    """What one response says in words, by question key."""
    statement = sa.select(comment.c.question, comment.c.text).where(
        comment.c.organisation == database.organisation, comment.c.response_id == id
    )
    with database.reading() as connection:
        return {question: text for question, text in connection.execute(statement)}


def comments_frame(
    database: Database, programme: str, questionnaire: str, period: Period,
    units: Sequence[str] = (), modes: Sequence[str] = (), most: int = 200,
) -> pd.DataFrame:
    """The latest comments, newest first; columns COMMENTS."""
    statement = (
        _of(database, programme, questionnaire, period)
        .add_columns(comment.c.question, comment.c.text)
        .join(comment, (comment.c.organisation == response.c.organisation) & (comment.c.response_id == response.c.id))
        .order_by(response.c.happened_on.desc(), response.c.entered_at.desc(), response.c.id)
        .limit(most)
    )
    if units:
        statement = statement.where(response.c.unit.in_(units))
    if modes:
        statement = statement.where(response.c.mode.in_(modes))
    return _frame(database, statement, COMMENTS)


def _of(database: Database, programme: str, questionnaire: str, period: Period) -> sa.Select:
    return of_questionnaire(database, programme, questionnaire, period).where(response.c.voided_at.is_(None))


def of_questionnaire(database: Database, programme: str, questionnaire: str, period: Period) -> sa.Select:
    """The responses of one questionnaire and period, void ones too."""
    statement = response.select().where(
        response.c.organisation == database.organisation,
        response.c.programme == programme,
        response.c.questionnaire == questionnaire,
    )
    if period == ALL:
        return statement
    month = sa.extract("year", response.c.happened_on) * 12 + sa.extract("month", response.c.happened_on)
    first, last = (int(m[:4]) * 12 + int(m[5:]) for m in (period.first, period.last))
    return statement.where(month.between(first, last))


def _frame(database: Database, statement: sa.Select, columns: tuple[str, ...]) -> pd.DataFrame:
    with database.reading() as connection:
        result = connection.execute(statement)
        names, rows = result.keys(), result.all()
    if not rows:
        return empty(columns)
    return shaped(pd.DataFrame(dict(zip(names, zip(*rows)))), columns)  # by column: pandas is slow on rows


def recount(database: Database, connection: sa.Connection) -> Counter[TallyKey]:
    """The tallies as all responses that count would make them, read a few thousand at a time."""
    statement = response.select().where(response.c.organisation == database.organisation, response.c.voided_at.is_(None))
    rows = connection.execution_options(yield_per=CHUNK).execute(statement).mappings()
    counts: Counter[TallyKey] = Counter()
    for part in rows.partitions():
        counts.update(tally(response_of(row) for row in part))
    return counts


def response_of(row) -> Response:
    """A row of the table as a response, without its comments."""
    fields = {name: row[name] for name in RESPONSES if name != "answers"}
    return Response(answers=row["answers"], comments={}, **fields)

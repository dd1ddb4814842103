"""What people wrote, in their own words: the latest comments and cases that topics are suggested for."""

from collections.abc import Sequence

import pandas as pd
import sqlalchemy as sa

from survey.domain.columns import CASE_TEXTS, COMMENT_TEXTS, empty, shaped
from survey.domain.counting.period import Period
from survey.domain.keeping.retention import MARK
from survey.store.cases import EVERYTHING, MOST_IN_A_STATEMENT, Sight, seen
from survey.store.database import Database
from survey.store.schema import case, comment, response, step
from survey.store.topic_labels import within


def comment_texts(
    database: Database, programme: str, period: Period, units: Sequence[str] = (), most: int = 1000,
    ids: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The latest comments of a programme ("" for all) with what else their response marks; columns COMMENT_TEXTS.

    None that was erased; `ids` are those of the responses.
    """
    joined = comment.join(
        response, (response.c.organisation == comment.c.organisation) & (response.c.id == comment.c.response_id)
    )
    of_response = [response.c[name] for name in ("id", "programme", "questionnaire", "version", "unit", "answers")]
    statement = (
        sa.select(*of_response, response.c.happened_on.label("on"), comment.c.question, comment.c.text)
        .select_from(joined)
        .where(response.c.organisation == database.organisation, response.c.voided_at.is_(None), comment.c.text != MARK)
        .where(*within(response.c.happened_on, period), *([response.c.unit.in_(units)] if units else []))
        .where(*_of(response, programme, ids))
        .order_by(response.c.happened_on.desc(), response.c.entered_at.desc(), response.c.id, comment.c.question)
        .limit(most)
    )
    return _frame(database, statement, COMMENT_TEXTS)


def case_texts(
    database: Database, programme: str, period: Period, units: Sequence[str] = (), sight: Sight = EVERYTHING,
    most: int = 1000, ids: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The latest cases of a programme ("" for all) with what was written of them, none that was erased; CASE_TEXTS."""
    statement = (
        sa.select(*(case.c[name] for name in ("id", "programme", "kind", "unit", "topic", "text", "words")), case.c.opened_on.label("on"))
        .where(case.c.organisation == database.organisation, *_of(case, programme, ids), *seen(sight))
        .where(case.c.text != MARK, *within(case.c.opened_on, period), *([case.c.unit.in_(units)] if units else []))
        .order_by(case.c.opened_on.desc(), case.c.id)
        .limit(most)
    )
    return _frame(database, statement, CASE_TEXTS)


def _of(table: sa.Table, programme: str, ids: Sequence[str] | None) -> list[sa.ColumnElement[bool]]:
    """Of a programme ("" for all), and of these ids alone where any list is given."""
    found = [table.c.programme == programme] if programme else []
    return found if ids is None else [*found, table.c.id.in_(ids[:MOST_IN_A_STATEMENT])]


def _frame(database: Database, statement: sa.Select, columns: tuple[str, ...]) -> pd.DataFrame:
    with database.reading() as connection:
        result = connection.execute(statement)
        names, rows = result.keys(), result.all()
    if not rows:
        return empty(columns)
    return shaped(pd.DataFrame(dict(zip(names, zip(*rows))), dtype=object), columns)


def notes_of(database: Database, case_ids: Sequence[str]) -> dict[str, list[str]]:
    """What was noted at the steps of these cases, none that was erased."""
    found: dict[str, list[str]] = {}
    statement = sa.select(step.c.case_id, step.c.note).where(
        step.c.organisation == database.organisation, step.c.case_id.in_(case_ids), step.c.note.not_in(("", MARK))
    )
    if case_ids:
        with database.reading() as connection:
            for id, note in connection.execute(statement.order_by(step.c.case_id, step.c.number)):
                found.setdefault(id, []).append(note)
    return found

"""What people wrote, in their own words: the latest comments and cases that topics are suggested for."""

from collections.abc import Sequence

import pandas as pd
import sqlalchemy as sa

from survey.domain.columns import CASE_TEXTS, COMMENT_TEXTS, empty, shaped
from survey.domain.counting.period import Period
from survey.domain.keeping.retention import MARK
from survey.store.cases import EVERYTHING, Sight, seen
from survey.store.database import Database
from survey.store.schema import case, comment, response
from survey.store.topic_labels import within


def comment_texts(
    database: Database, programme: str, period: Period, units: Sequence[str] = (), most: int = 1000, id: str = ""
) -> pd.DataFrame:
    """The latest comments with what else their response marks, none that was erased; columns COMMENT_TEXTS."""
    joined = comment.join(
        response, (response.c.organisation == comment.c.organisation) & (response.c.id == comment.c.response_id)
    )
    of_response = [response.c[name] for name in ("id", "programme", "questionnaire", "version", "unit", "answers")]
    statement = (
        sa.select(*of_response, response.c.happened_on.label("on"), comment.c.question, comment.c.text)
        .select_from(joined)
        .where(response.c.organisation == database.organisation, response.c.voided_at.is_(None), comment.c.text != MARK)
        .where(*within(response.c.happened_on, period), *([response.c.unit.in_(units)] if units else []))
        .where(*(column == wanted for column, wanted in ((response.c.programme, programme), (response.c.id, id)) if wanted))
        .order_by(response.c.happened_on.desc(), response.c.entered_at.desc(), response.c.id, comment.c.question)
        .limit(most)
    )
    return _frame(database, statement, COMMENT_TEXTS)


def case_texts(
    database: Database, programme: str, period: Period, units: Sequence[str] = (), sight: Sight = EVERYTHING,
    most: int = 1000, id: str = "",
) -> pd.DataFrame:
    """The latest cases of a programme with what was written of them, none that was erased; columns CASE_TEXTS."""
    statement = (
        sa.select(*(case.c[name] for name in ("id", "programme", "kind", "unit", "topic", "text", "words")), case.c.opened_on.label("on"))
        .where(case.c.organisation == database.organisation, case.c.programme == programme, *seen(sight))
        .where(case.c.text != MARK, *within(case.c.opened_on, period), *([case.c.unit.in_(units)] if units else []))
        .where(*([case.c.id == id] if id else []))
        .order_by(case.c.opened_on.desc(), case.c.id)
        .limit(most)
    )
    return _frame(database, statement, CASE_TEXTS)


def _frame(database: Database, statement: sa.Select, columns: tuple[str, ...]) -> pd.DataFrame:
    with database.reading() as connection:
        result = connection.execute(statement)
        names, rows = result.keys(), result.all()
    if not rows:
        return empty(columns)
    return shaped(pd.DataFrame(dict(zip(names, zip(*rows))), dtype=object), columns)

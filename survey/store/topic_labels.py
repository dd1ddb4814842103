"""What people said of suggested topics: kept, taken back, read, and gone with the words that it was about."""

from calendar import monthrange
from datetime import date, datetime

import pandas as pd
import sqlalchemy as sa

from survey.domain.columns import LABELS, empty, shaped
from survey.domain.counting.period import ALL, Period
from survey.domain.keeping.log import Entry
from survey.store.database import Database
from survey.store.log import append
from survey.store.schema import case, response, topic_label

COMMENT, CASE = "comment", "case"  # where the words stand
KEY = ("source", "row", "question", "topic")


def save_label(
    database: Database, key: tuple[str, str, str, str], is_right: bool, by: str, at: datetime, entry: Entry | None = None
) -> None:
    """Keep what somebody said of a topic; `key` is (source, row, question, topic). Said again, the newest counts."""
    row = {"organisation": database.organisation, **dict(zip(KEY, key)), "is_right": is_right, "by": by, "at": at}
    insert = database.insert(topic_label)
    said = {name: insert.excluded[name] for name in ("is_right", "by", "at")}
    statement = insert.on_conflict_do_update(index_elements=list(topic_label.primary_key), set_=said)
    with database.writing() as connection:
        connection.execute(statement, [row])
        append(database, connection, entry)


def take_back_label(database: Database, key: tuple[str, str, str, str], entry: Entry | None = None) -> bool:
    """Forget it; False when nobody had said anything."""
    mine = [topic_label.c.organisation == database.organisation, *(topic_label.c[n] == v for n, v in zip(KEY, key))]
    with database.writing() as connection:
        is_gone = connection.execute(topic_label.delete().where(*mine)).rowcount > 0
        append(database, connection, entry if is_gone else None)
        return is_gone


def erase_labels(database: Database, connection: sa.Connection, source: str, ids: sa.Select) -> None:
    """Delete what was said of the topics of these comments or cases, inside a transaction that the caller holds."""
    mine = topic_label.c.organisation == database.organisation
    connection.execute(topic_label.delete().where(mine, topic_label.c.source == source, topic_label.c.row.in_(ids)))


def labels_frame(database: Database, programme: str, period: Period = ALL) -> pd.DataFrame:
    """Labels of comments and cases of a programme ("" for all) in a period; columns LABELS.

    Those of withdrawn and excluded responses are left out: they count nowhere.
    """
    with database.reading() as connection:
        rows = [
            row for table, source, day in ((response, COMMENT, "happened_on"), (case, CASE, "opened_on"))
            for row in connection.execute(_labels_of(database, table, source, day, programme, period)).mappings()
        ]
    return shaped(pd.DataFrame(rows, dtype=object), LABELS) if rows else empty(LABELS)


def _labels_of(
    database: Database, table: sa.Table, source: str, day: str, programme: str, period: Period
) -> sa.Select:
    label, about = topic_label, table.c[day].label("on")
    joined = label.join(table, (table.c.organisation == label.c.organisation) & (table.c.id == label.c.row))
    statement = sa.select(*(label.c[name] for name in (*KEY, "is_right", "by", "at")), table.c.programme, table.c.unit, about)
    statement = statement.select_from(joined).where(label.c.organisation == database.organisation, label.c.source == source)
    if programme:
        statement = statement.where(table.c.programme == programme)
    if table is response:
        statement = statement.where(response.c.voided_at.is_(None))
    return statement.where(*within(table.c[day], period))


def within(day: sa.Column, period: Period) -> list[sa.ColumnElement[bool]]:
    """That a day lies in the months of a period."""
    if period == ALL:
        return []
    year, month = int(period.last[:4]), int(period.last[5:])
    return [day.between(date.fromisoformat(f"{period.first}-01"), date(year, month, monthrange(year, month)[1]))]

"""The tables. Every key begins with the organisation, so that they shard by organisation."""

from datetime import UTC, datetime

import sqlalchemy as sa


class Moment(sa.TypeDecorator):
    """A moment in UTC with its zone on both databases; SQLite alone would forget the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect) -> datetime | None:
        return value and (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)


metadata = sa.MetaData()
NAME = sa.String(64)


def _names(*names: str, **options) -> list[sa.Column]:
    return [sa.Column(name, NAME, nullable=False, **options) for name in names]


response = sa.Table(
    "response",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("id", NAME, primary_key=True),
    *_names("programme", "questionnaire"),
    sa.Column("version", sa.Integer, nullable=False),
    *_names("unit", "area", "person", "collector", "mode"),
    sa.Column("happened_on", sa.Date),
    sa.Column("entered_at", Moment, nullable=False),
    *_names("origin", "code"),
    sa.Column("answers", sa.JSON, nullable=False),
    sa.Column("voided_at", Moment),
    sa.Column("void_reason", sa.Text),
    sa.Index("response_by_day", "organisation", "programme", "questionnaire", "happened_on"),
    sa.Index("response_by_code", "organisation", "code"),
    sa.Index("response_by_origin", "organisation", "origin"),
)

comment = sa.Table(
    "comment",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("response_id", NAME, primary_key=True),
    sa.Column("question", NAME, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)

# The order of the key lets a dashboard read its groups in the order in which they lie.
tally = sa.Table(
    "tally",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    *_names("programme", "questionnaire", "cut", "question", "unit", "answer", primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    *_names("month", "area", "mode", "person", "collector", primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

case = sa.Table(
    "case_entry",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("id", NAME, primary_key=True),
    *_names("programme", "kind", "code", "unit", "topic"),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("wants_answer", sa.Boolean, nullable=False),
    *_names("channel", "state"),
    sa.Column("opened_on", sa.Date, nullable=False),
    sa.Column("entered_at", Moment, nullable=False),
    *_names("origin"),
    sa.Index("case_by_day", "organisation", "programme", "opened_on"),
    sa.Index("case_by_code", "organisation", "code"),
    sa.Index("case_by_origin", "organisation", "origin"),
)

step = sa.Table(
    "case_step",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("case_id", NAME, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    *_names("move", "by"),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

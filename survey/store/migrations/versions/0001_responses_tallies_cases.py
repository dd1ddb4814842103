"""Responses with their comments, tallies, cases with their steps."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NAME = sa.String(64)


def _key(*names: str) -> list[sa.Column]:
    return [sa.Column(name, NAME, primary_key=True) for name in names]


def _names(*names: str) -> list[sa.Column]:
    return [sa.Column(name, NAME, nullable=False) for name in names]


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "response",
        *_key("organisation", "id"),
        *_names("programme", "questionnaire"),
        sa.Column("version", sa.Integer, nullable=False),
        *_names("unit", "area", "person", "collector", "mode"),
        sa.Column("happened_on", sa.Date),
        sa.Column("entered_at", moment, nullable=False),
        *_names("origin", "code"),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("voided_at", moment),
        sa.Column("void_reason", sa.Text),
    )
    op.create_index("response_by_day", "response", ["organisation", "programme", "questionnaire", "happened_on"])
    op.create_index("response_by_code", "response", ["organisation", "code"])
    op.create_index("response_by_origin", "response", ["organisation", "origin"])
    op.create_table("comment", *_key("organisation", "response_id", "question"), sa.Column("text", sa.Text, nullable=False))
    op.create_table(
        "tally",
        *_key("organisation", "programme", "questionnaire", "cut", "question", "unit", "answer"),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        *_key("month", "area", "mode", "person", "collector"),
        sa.Column("count", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_entry",
        *_key("organisation", "id"),
        *_names("programme", "kind", "code", "unit", "topic"),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("wants_answer", sa.Boolean, nullable=False),
        *_names("channel", "state"),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("entered_at", moment, nullable=False),
        *_names("origin"),
    )
    op.create_index("case_by_day", "case_entry", ["organisation", "programme", "opened_on"])
    op.create_index("case_by_code", "case_entry", ["organisation", "code"])
    op.create_index("case_by_origin", "case_entry", ["organisation", "origin"])
    op.create_table(
        "case_step",
        *_key("organisation", "case_id"),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *_names("move", "by"),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", moment, nullable=False),
    )

"""What a response is about, topics that were confirmed, responses left out by two persons, studies of whole responses."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NAME = sa.String(64)
MOMENT = sa.DateTime(timezone=True)


def _key(*names: str) -> list[sa.Column]:
    return [sa.Column(name, NAME, primary_key=True) for name in names]


def _names(*names: str) -> list[sa.Column]:
    return [sa.Column(name, NAME, nullable=False) for name in names]


def upgrade() -> None:
    op.add_column("response", sa.Column("about", NAME, nullable=False, server_default=""))
    op.create_index("response_by_about", "response", ["organisation", "about"])
    op.create_table(
        "topic_label",
        *_key("organisation", "source", "row", "question", "topic"),
        sa.Column("is_right", sa.Boolean, nullable=False),
        *_names("by"),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "exclusion",
        *_key("organisation", "response_id"),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("reason", sa.Text, nullable=False),
        *_names("proposed_by"),
        sa.Column("proposed_at", MOMENT, nullable=False),
        *_names("decision", "decided_by"),
        sa.Column("decided_at", MOMENT),
    )
    op.create_table(
        "study",
        *_key("organisation", "programme", "questionnaire", "period", "name"),
        sa.Column("responses", sa.Integer, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("found", sa.JSON, nullable=False),
    )

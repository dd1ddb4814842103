"""Who entered what; contacts, accounts, sessions, the log, drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NAME = sa.String(64)
MOMENT = sa.DateTime(timezone=True)


def _key(*names: str) -> list[sa.Column]:
    return [sa.Column(name, NAME, primary_key=True) for name in names]


def _names(*names: str) -> list[sa.Column]:
    return [sa.Column(name, NAME, nullable=False) for name in names]


def upgrade() -> None:
    for table in ("response", "case_entry"):
        op.add_column(table, sa.Column("entered_by", NAME, nullable=False, server_default=""))
    op.create_index("response_by_entry", "response", ["organisation", "entered_by", "entered_at"])
    op.create_table(
        "contact",
        *_key("organisation", "case_id"),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
    )
    _accounts()
    op.create_table(
        "log_line",
        *_key("organisation"),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        *_names("actor", "address", "action"),
        sa.Column("row", sa.Text, nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("after", sa.JSON, nullable=False),
        *_names("previous", "hash"),
    )
    _drafts()


def _accounts() -> None:
    op.create_table(
        "account",
        *_key("organisation", "id"),
        *_names("name"),
        sa.Column("password", sa.Text, nullable=False),
        *_names("person", "collector"),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("grants", sa.JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "session",
        *_key("organisation", "token"),
        *_names("account", "address"),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
    )
    op.create_index("session_by_account", "session", ["organisation", "account"])
    op.create_table(
        "password_link",
        *_key("organisation", "token"),
        *_names("account"),
        sa.Column("expires_at", MOMENT, nullable=False),
    )


def _drafts() -> None:
    op.create_table(
        "draft",
        *_key("organisation", "sheet"),
        *_names("account", "programme", "questionnaire"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kept", sa.JSON, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
    )
    op.create_index("draft_by_account", "draft", ["organisation", "account"])
    op.create_table(
        "draft_answer",
        *_key("organisation", "sheet", "question"),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
    )

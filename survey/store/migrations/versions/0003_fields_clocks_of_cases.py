"""Fields and clocks of cases; keyed hashes that find earlier cases of a telephone or an address."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NAME = sa.String(64)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for name in ("at_unit", "handler", "target", "source"):
        _add_name("case_entry", name)
    _add_given("case_entry")
    op.create_index("case_by_state", "case_entry", ["organisation", "programme", "kind", "state"])
    for name in ("handler", "source"):
        op.create_index(f"case_by_{name}", "case_entry", ["organisation", name])
    op.add_column("case_step", sa.Column("happened_at", MOMENT))
    _add_name("case_step", "actor")
    _add_given("case_step")
    for name in ("phone", "address"):
        _add_name("contact", f"{name}_mark")
        op.create_index(f"contact_by_{name}", "contact", ["organisation", f"{name}_mark"])
    _clocks()


def _add_name(table: str, name: str) -> None:
    op.add_column(table, sa.Column(name, NAME, nullable=False, server_default=""))


def _add_given(table: str) -> None:
    for name in ("coded", "words"):
        op.add_column(table, sa.Column(name, sa.JSON, nullable=False, server_default="{}"))


def _clocks() -> None:
    op.create_table(
        "case_clock",
        *(sa.Column(name, NAME, primary_key=True) for name in ("organisation", "case_id", "clock")),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT),
        sa.Column("calendar", NAME, nullable=False),
        sa.Column("is_provisional", sa.Boolean, nullable=False),
        sa.Column("paused_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("is_dropped", sa.Boolean, nullable=False),
    )
    op.create_index("clock_by_due", "case_clock", ["organisation", "due_at"])

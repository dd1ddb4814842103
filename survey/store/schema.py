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
    sa.Column("entered_by", NAME, nullable=False, server_default=""),
    sa.Column("about", NAME, nullable=False, server_default=""),
    sa.Index("response_by_day", "organisation", "programme", "questionnaire", "happened_on"),
    sa.Index("response_by_code", "organisation", "code"),
    sa.Index("response_by_origin", "organisation", "origin"),
    sa.Index("response_by_entry", "organisation", "entered_by", "entered_at"),
    sa.Index("response_by_about", "organisation", "about"),
)

comment = sa.Table(
    "comment",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("response_id", NAME, primary_key=True),
    sa.Column("question", NAME, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)

# What a person said of a topic that the dictionary suggested for a comment or a case.
topic_label = sa.Table(
    "topic_label",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    *_names("source", "row", "question", "topic", primary_key=True),  # source: "comment" or "case"; row: whose id
    sa.Column("is_right", sa.Boolean, nullable=False),
    *_names("by"),
    sa.Column("at", Moment, nullable=False),
)

# A response that one person proposes to leave out of every count, and what a second one decides.
exclusion = sa.Table(
    "exclusion",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("response_id", NAME, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("reason", sa.Text, nullable=False),
    *_names("proposed_by"),
    sa.Column("proposed_at", Moment, nullable=False),
    *_names("decision", "decided_by"),  # decision: "" as long as nobody decided, "excluded" or "kept"
    sa.Column("decided_at", Moment),
)

# What takes whole responses to find out and stays true until there are others: kept for pages to read.
study = sa.Table(
    "study",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    *_names("programme", "questionnaire", "period", "name", primary_key=True),
    sa.Column("responses", sa.Integer, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("found", sa.JSON, nullable=False),
    info={"is_kept": False},
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
    sa.Column("entered_by", NAME, nullable=False, server_default=""),
    # What the kind's fields hold now: coded values, and words, which are erased after their time.
    *_names("at_unit", "handler", "target", "source", server_default=""),
    sa.Column("coded", sa.JSON, nullable=False, server_default="{}"),
    sa.Column("words", sa.JSON, nullable=False, server_default="{}"),
    sa.Index("case_by_day", "organisation", "programme", "opened_on"),
    sa.Index("case_by_code", "organisation", "code"),
    sa.Index("case_by_origin", "organisation", "origin"),
    sa.Index("case_by_state", "organisation", "programme", "kind", "state"),
    sa.Index("case_by_handler", "organisation", "handler"),
    sa.Index("case_by_source", "organisation", "source"),
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
    sa.Column("happened_at", Moment),  # none in steps from before they had one: then it is `at`
    *_names("actor", server_default=""),
    sa.Column("coded", sa.JSON, nullable=False, server_default="{}"),
    sa.Column("words", sa.JSON, nullable=False, server_default="{}"),
)

# Each run of a declared clock, with the calendar by which its end was reckoned: a calendar that is edited
# later changes none of them.
clock = sa.Table(
    "case_clock",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("case_id", NAME, primary_key=True),
    sa.Column("clock", NAME, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("due_at", Moment),
    *_names("calendar"),
    sa.Column("is_provisional", sa.Boolean, nullable=False),
    sa.Column("paused_at", Moment),
    sa.Column("ended_at", Moment),
    sa.Column("is_dropped", sa.Boolean, nullable=False),
    sa.Index("clock_by_due", "organisation", "due_at"),
)

# Name, telephone, address of who wants an answer: sealed with a key that lies outside the database.
contact = sa.Table(
    "contact",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("case_id", NAME, primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("entered_at", Moment, nullable=False),
    # Keyed hashes of telephone and address: they find earlier cases of the same, and tell nothing without the key.
    *_names("phone_mark", "address_mark", server_default=""),
    sa.Index("contact_by_phone", "organisation", "phone_mark"),
    sa.Index("contact_by_address", "organisation", "address_mark"),
)

account = sa.Table(
    "account",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("id", NAME, primary_key=True),
    *_names("name"),
    sa.Column("password", sa.Text, nullable=False),  # a hash; "" as long as none is set
    *_names("person", "collector"),
    sa.Column("is_active", sa.Boolean, nullable=False),
    sa.Column("grants", sa.JSON, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
)

# Not in a backup: whoever restores one signs in anew.
session = sa.Table(
    "session",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("token", NAME, primary_key=True),  # its SHA-256: whoever reads this table cannot sign in by it
    *_names("account", "address"),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
    sa.Column("closed_at", Moment),
    sa.Index("session_by_account", "organisation", "account"),
    info={"is_kept": False},
)

# A link by which somebody sets a password, once.
link = sa.Table(
    "password_link",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("token", NAME, primary_key=True),
    *_names("account"),
    sa.Column("expires_at", Moment, nullable=False),
    info={"is_kept": False},
)

log_line = sa.Table(
    "log_line",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    *_names("actor", "address", "action"),
    sa.Column("row", sa.Text, nullable=False),
    sa.Column("before", sa.JSON, nullable=False),
    sa.Column("after", sa.JSON, nullable=False),
    *_names("previous", "hash"),
)

# A half-filled sheet: what stays from sheet to sheet, and one row an answer.
draft = sa.Table(
    "draft",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("sheet", NAME, primary_key=True),
    *_names("account", "programme", "questionnaire"),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("kept", sa.JSON, nullable=False),
    sa.Column("saved_at", Moment, nullable=False),
    sa.Index("draft_by_account", "organisation", "account"),
)

draft_answer = sa.Table(
    "draft_answer",
    metadata,
    sa.Column("organisation", NAME, primary_key=True),
    sa.Column("sheet", NAME, primary_key=True),
    sa.Column("question", NAME, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("number", sa.BigInteger, nullable=False),  # grows with each keystroke: a late one never overwrites a newer
)

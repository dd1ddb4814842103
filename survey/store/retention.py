"""What has been kept long enough: counted, or erased; coded answers and their tallies are never touched."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from survey.domain.keeping.log import Entry
from survey.domain.keeping.retention import MARK, Horizon
from survey.store.database import Database
from survey.store.log import append
from survey.store.schema import (
    case, comment, contact, draft, draft_answer, exclusion, link, response, session, step, topic_label,
)
from survey.store.topic_labels import CASE, COMMENT

FinalState = tuple[str, str, str]  # programme, kind, state


@dataclass(frozen=True)
class Due:
    """Rows of one table past their time. `mark` is put in the place of a column's text; without a column, rows go."""

    name: str
    table: sa.Table
    condition: sa.ColumnElement[bool]
    column: str = ""
    mark: object = MARK

    @property
    def where(self) -> sa.ColumnElement[bool]:
        """What still holds something; a column of JSON is compared as the text that it lies as."""
        if not self.column:
            return self.condition
        column, empty = self.table.c[self.column], self.mark
        if isinstance(column.type, sa.JSON):
            column, empty = sa.cast(column, sa.Text), json.dumps(self.mark)
        return self.condition & (column != empty)

    def count(self, connection: sa.Connection) -> int:
        return connection.execute(sa.select(sa.func.count()).select_from(self.table).where(self.where)).scalar_one()

    def erase(self, connection: sa.Connection) -> int:
        if self.column:
            return connection.execute(self.table.update().where(self.where).values({self.column: self.mark})).rowcount
        return connection.execute(self.table.delete().where(self.where)).rowcount


def count_due(database: Database, past: Horizon, finals: Sequence[FinalState]) -> dict[str, int]:
    """How many rows of each sort are past their time."""
    with database.snapshot() as connection:
        return {due.name: due.count(connection) for due in _all_due(database.organisation, past, finals)}


def erase_due(database: Database, past: Horizon, finals: Sequence[FinalState], entry: Entry) -> dict[str, int]:
    """Erase them in one transaction, whose line in the log says how many of each sort; no line where there were none."""
    with database.writing() as connection:
        counts = {due.name: due.erase(connection) for due in _all_due(database.organisation, past, finals)}
        append(database, connection, replace(entry, after=counts) if any(counts.values()) else None)
    database.forget()
    return counts


def _all_due(organisation: str, past: Horizon, finals: Sequence[FinalState]) -> list[Due]:
    def mine(table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c.organisation == organisation

    old_responses = sa.select(response.c.id).where(mine(response), response.c.entered_at <= past.text)
    old_cases = sa.select(case.c.id).where(mine(case), case.c.entered_at <= past.text)
    of_old = sa.or_(*(
        (topic_label.c.source == source) & topic_label.c.row.in_(ids)
        for source, ids in ((COMMENT, old_responses), (CASE, old_cases))
    ))
    old_drafts = sa.select(draft.c.sheet).where(mine(draft), draft.c.saved_at <= past.draft)
    in_a_closed_case = contact.c.case_id.in_(_closed_long_ago(organisation, past, finals))
    ended_at = sa.func.coalesce(session.c.closed_at, session.c.seen_at)
    return [
        Due("contact", contact, mine(contact) & (in_a_closed_case | (contact.c.entered_at <= past.open_contact))),
        Due("comment", comment, mine(comment) & comment.c.response_id.in_(old_responses), "text"),
        Due("exclusion", exclusion, mine(exclusion) & exclusion.c.response_id.in_(old_responses), "reason"),
        Due("entry", case, mine(case) & (case.c.entered_at <= past.text), "text"),
        Due("note", step, mine(step) & (step.c.at <= past.text) & (step.c.note != ""), "note"),
        Due("entry_words", case, mine(case) & (case.c.entered_at <= past.text), "words", mark={}),
        Due("step_words", step, mine(step) & (step.c.at <= past.text), "words", mark={}),
        Due("label", topic_label, mine(topic_label) & of_old),
        Due("receipt", response, mine(response) & (response.c.entered_at <= past.text), "code", mark=""),
        Due("case_code", case, mine(case) & (case.c.entered_at <= past.text), "code", mark=""),
        Due("draft_answer", draft_answer, mine(draft_answer) & draft_answer.c.sheet.in_(old_drafts)),
        Due("draft", draft, mine(draft) & (draft.c.saved_at <= past.draft)),
        Due("session", session, mine(session) & (ended_at <= past.session)),
        Due("link", link, mine(link) & (link.c.expires_at <= past.session)),
    ]


def _closed_long_ago(organisation: str, past: Horizon, finals: Sequence[FinalState]) -> sa.Select:
    """The cases that stand in a final state, the last of whose steps was taken long enough ago."""
    last_step = (
        sa.select(sa.func.max(step.c.at))
        .where(step.c.organisation == case.c.organisation, step.c.case_id == case.c.id)
        .scalar_subquery()
    )
    return sa.select(case.c.id).where(
        case.c.organisation == organisation,
        sa.tuple_(case.c.programme, case.c.kind, case.c.state).in_(finals),
        sa.func.coalesce(last_step, case.c.entered_at) <= past.contact,
    )

"""Exclusions: proposed by one person, decided by another; an excluded response is void in the same transaction."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import pandas as pd
import sqlalchemy as sa

from survey.domain.columns import EXCLUSIONS, empty, shaped
from survey.domain.counting.period import Period
from survey.domain.keeping.log import Entry
from survey.store.database import Database
from survey.store.log import append
from survey.store.response_reading import of_questionnaire
from survey.store.responses import void_row
from survey.store.schema import exclusion, response

EXCLUDED, KEPT, OPEN = "excluded", "kept", ""
VOID_REASON = "excluded"  # what the response itself says; why stands in the exclusion


def propose_exclusion(database: Database, id: str, reason: str, by: str, at: datetime, entry: Entry) -> bool:
    """Write the proposal down; False when the response doesn't count, or one already waits for a decision."""
    values = {"reason": reason, "proposed_by": by, "proposed_at": at, "decision": OPEN, "decided_by": ""}
    counts = sa.select(response.c.id).where(
        response.c.organisation == database.organisation, response.c.id == id, response.c.voided_at.is_(None)
    )
    earlier = sa.select(exclusion.c.number, exclusion.c.decision).where(_mine(database, id))
    with database.writing() as connection:
        before = connection.execute(earlier).all()
        if connection.execute(counts).first() is None or any(row.decision == OPEN for row in before):
            return False
        number = max((row.number for row in before), default=0) + 1
        insert = database.insert(exclusion).values(
            organisation=database.organisation, response_id=id, number=number, **values
        )
        is_new = connection.execute(insert.on_conflict_do_nothing().returning(exclusion.c.number)).first() is not None
        append(database, connection, entry if is_new else None)
        return is_new


def decide_exclusion(database: Database, id: str, is_excluded: bool, by: str, at: datetime, entry: Entry) -> bool:
    """Decide the proposal that waits, and with `is_excluded` take the response out of every count.

    False, and nothing is changed, when none waits that somebody else made, or the response no longer counts.
    """
    change = exclusion.update().where(_mine(database, id), exclusion.c.decision == OPEN, exclusion.c.proposed_by != by)
    values = {"decision": EXCLUDED if is_excluded else KEPT, "decided_by": by, "decided_at": at}
    with database.writing() as connection, connection.begin_nested() as attempt:
        done = connection.execute(change.values(values)).rowcount == 1
        if done and is_excluded:
            done = void_row(database, connection, id, VOID_REASON, at)
        if not done:
            attempt.rollback()
            return False
        append(database, connection, entry)
        return True


def waiting_proposer(database: Database, id: str) -> str | None:
    """Who proposed what waits for a decision; None when nothing does."""
    statement = sa.select(exclusion.c.proposed_by).where(_mine(database, id), exclusion.c.decision == OPEN)
    with database.reading() as connection:
        return connection.execute(statement).scalar()


def exclusions_frame(
    database: Database, programme: str, questionnaire: str, period: Period, units: Sequence[str] = (), modes: Sequence[str] = ()
) -> pd.DataFrame:
    """Proposals and decisions with what is known of their responses, the latest first; columns EXCLUSIONS.

    Without the proposals about responses that were withdrawn meanwhile: there is nothing to decide any more.
    """
    is_void = response.c.voided_at.is_not(None)
    columns = [exclusion.c[name] for name in EXCLUSIONS if name in exclusion.c]
    columns += [response.c[name] for name in EXCLUSIONS if name in response.c] + [is_void.label("is_void")]
    joined = (exclusion.c.organisation == response.c.organisation) & (exclusion.c.response_id == response.c.id)
    statement = (
        of_questionnaire(database, programme, questionnaire, period)
        .with_only_columns(*columns)
        .join(exclusion, joined)
        .where(~((exclusion.c.decision == OPEN) & is_void))
        .order_by(exclusion.c.proposed_at.desc(), exclusion.c.response_id)
    )
    for column, wanted in ((response.c.unit, units), (response.c.mode, modes)):
        statement = statement.where(column.in_(wanted)) if wanted else statement
    with database.reading() as connection:
        result = connection.execute(statement)
        names, rows = list(result.keys()), result.all()
    return shaped(pd.DataFrame([tuple(row) for row in rows], columns=names), EXCLUSIONS) if rows else empty(EXCLUSIONS)


def count_excluded(
    database: Database, programme: str, questionnaire: str, period: Period, units: Sequence[str] = (), modes: Sequence[str] = ()
) -> int:
    """How many responses of a selection two persons left out."""
    found = exclusions_frame(database, programme, questionnaire, period, units, modes)
    return int((found["decision"] == EXCLUDED).sum())


def exclusion_faults(database: Database, connection: sa.Connection) -> Iterator[str]:
    """Ids of responses that were excluded and yet count, or are not there."""
    joined = (exclusion.c.organisation == response.c.organisation) & (exclusion.c.response_id == response.c.id)
    statement = (
        sa.select(exclusion.c.response_id)
        .outerjoin(response, joined)
        .where(exclusion.c.organisation == database.organisation, exclusion.c.decision == EXCLUDED, response.c.voided_at.is_(None))
        .order_by(exclusion.c.response_id)
    )
    yield from connection.execute(statement).scalars()


def _mine(database: Database, id: str) -> sa.ColumnElement[bool]:
    return (exclusion.c.organisation == database.organisation) & (exclusion.c.response_id == id)

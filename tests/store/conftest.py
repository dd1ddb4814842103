"""A second store to restore into, and what lies in a store as its readers see it."""

import uuid
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from survey.store import Database, open_database
from survey.store.backup import kept_tables
from survey.store.response_reading import recount
from survey.store.tallies import kept_tallies


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request, tmp_path) -> Iterator[Database]:
    """Another empty store, on either database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'target.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    target = open_database(url, f"org-{uuid.uuid4().hex[:12]}")
    yield target
    target.engine.dispose()


def rows_of(database: Database) -> dict[str, list[tuple]]:
    """Every kept table's rows without the organisation, in the order of their keys."""
    found = {}
    with database.snapshot() as connection:
        for table in kept_tables():
            columns = [column for column in table.c if column.name != "organisation"]
            mine = sa.select(*columns).where(table.c.organisation == database.organisation)
            found[table.name] = [tuple(row) for row in connection.execute(mine)]
    return {name: sorted(rows, key=str) for name, rows in found.items()}


def is_exact(database: Database) -> bool:
    with database.snapshot() as connection:
        return recount(database, connection) == kept_tallies(database, connection)

"""The migrations build exactly the tables that the code expects."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from survey.store.schema import metadata


def test_migrated_tables_are_the_declared_tables(database):
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, metadata) == []

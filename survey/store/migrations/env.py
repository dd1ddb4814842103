"""Alembic's entry: runs on the connection that `open_database` hands over."""

from alembic import context

from survey.store.schema import metadata

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20261123)")  # two servers starting at once
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()

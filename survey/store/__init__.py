"""Dataclasses in, DataFrames out; the only room that knows SQL."""

from survey.store.database import Database, open_database

__all__ = ["Database", "open_database"]

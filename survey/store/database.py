"""The connection: one engine, readers beside each other, one writer at a time on SQLite."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.dialects import postgresql, sqlite

from survey.domain.errors import SurveyError
from survey.locale import _

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON")


@dataclass(frozen=True)
class Database:
    """One organisation's rows in one database."""

    engine: sa.Engine
    organisation: str
    _write_lock: threading.Lock = field(default_factory=threading.Lock, compare=False)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[sa.Connection]:
        """Reading that sees the store as it was at the first look, however many write meanwhile."""
        level = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect().execution_options(**level) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that commits at the end, or leaves nothing.

        On SQLite it takes the write lock before it reads: a deferred transaction that reads first
        fails or loses updates under concurrent writers. The lock in this process makes them queue
        fairly instead of polling the file.
        """
        with self._write_lock if self.is_sqlite else nullcontext():
            with self.engine.connect().execution_options(write=True) as connection, connection.begin():
                yield connection

    def insert(self, table: sa.Table):
        """An INSERT of this dialect, which knows ON CONFLICT."""
        return (sqlite if self.is_sqlite else postgresql).insert(table)


def open_database(url: str, organisation: str) -> Database:
    """Connect, and bring the tables up to date; SurveyError when the database cannot be reached."""
    url = url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(parsed, connect_args={"timeout": 10, "check_same_thread": False})
        _tune_sqlite(engine)
    else:
        engine = sa.create_engine(parsed, pool_size=10, max_overflow=20, pool_pre_ping=True)
    try:
        _migrate(engine)
    except sa.exc.OperationalError as fault:
        raise SurveyError(
            _("数据库 {url}").format(url=parsed.render_as_string(hide_password=True)),
            _("连不上：{fault}").format(fault=str(fault.orig).splitlines()[0]),
            _("请检查 DATABASE_URL，或去掉它而用内置数据库。"),
        ) from fault
    return Database(engine, organisation)


def _tune_sqlite(engine: sa.Engine) -> None:
    @sa.event.listens_for(engine, "connect")
    def _pragmas(connection, _record) -> None:
        connection.isolation_level = None  # the driver must not emit BEGIN by itself
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: sa.Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

"""The connection: one engine, readers beside each other, one writer at a time on SQLite."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.store.away import store_may_be_away
from survey.store.revisions import migrate

# No such driver; no such folder; no such host, or no leave to enter; a file that is no database.
UNREACHABLE = (sa.exc.NoSuchModuleError, ImportError, OSError, sa.exc.DatabaseError)
# Seconds until a host that says nothing counts as away, and milliseconds for a connection on which it fell silent.
SILENCE = {"connect_timeout": 5, "tcp_user_timeout": 15_000}
# secure_delete: otherwise what is erased stays readable in the file until something else is written over it.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON", "secure_delete=ON")


@dataclass(frozen=True)
class Database:
    """One organisation's rows in one database."""

    engine: sa.Engine
    organisation: str
    _write_lock: threading.Lock = field(default_factory=threading.Lock, compare=False)

    @property
    def name(self) -> str:
        """What tells its rows from those of any other, without a password."""
        return f"{self.engine.url.render_as_string(hide_password=True)} {self.organisation}"

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """StoreAway, here as in the two below, while the store cannot be asked."""
        with store_may_be_away(is_writing=False), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[sa.Connection]:
        """Reading that sees the store as it was at the first look, however many write meanwhile."""
        level = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with store_may_be_away(is_writing=False), self.engine.connect().execution_options(**level) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that commits at the end, or leaves nothing.

        On SQLite it takes the write lock before it reads: a deferred transaction that reads first
        fails or loses updates under concurrent writers. The lock in this process makes them queue
        fairly instead of polling the file.
        """
        with store_may_be_away(is_writing=True), self._write_lock if self.is_sqlite else nullcontext():
            with self.engine.connect().execution_options(write=True) as connection, connection.begin():
                yield connection

    def forget(self) -> None:
        """Empty SQLite's file of recent changes, in which what was erased still stands; while others read, it waits."""
        if self.is_sqlite:
            with self._write_lock, closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def insert(self, table: sa.Table):
        """An INSERT of this dialect, which knows ON CONFLICT."""
        return (sqlite if self.is_sqlite else postgresql).insert(table)


def open_database(url: str, organisation: str, revision: str = "head") -> Database:
    """Connect, and bring the tables up to date or to a named revision; SurveyError when it cannot be reached."""
    address = _parse(url)
    try:
        engine = _engine(address)
        migrate(engine, revision)
    except UNREACHABLE as fault:
        words = str(getattr(fault, "orig", None) or fault).strip() or type(fault).__name__
        raise _refused(
            address.render_as_string(hide_password=True), _("连不上：{fault}").format(fault=words.splitlines()[0])
        ) from fault
    return Database(engine, organisation)


def _parse(url: str) -> sa.URL:
    url = url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        address = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):  # a port that is no number is a ValueError
        # Not shown: where the address is broken, nobody can tell its password from the rest.
        raise _refused("DATABASE_URL", _("看不懂这个地址。")) from None
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise _refused(address.render_as_string(hide_password=True), _("只能用 SQLite 或 PostgreSQL。"))
    return address


def _refused(url: str, what: str) -> SurveyError:
    return SurveyError(_("数据库 {url}").format(url=url), what, _("请检查 DATABASE_URL，或去掉它而用内置数据库。"))


def _engine(address: sa.URL) -> sa.Engine:
    """Faults tell the statement, never its parameters: they are what people wrote, and keys."""
    if address.get_backend_name() != "sqlite":
        patience = {name: value for name, value in SILENCE.items() if name not in address.query}
        return sa.create_engine(
            address, pool_size=10, max_overflow=20, pool_pre_ping=True, hide_parameters=True, connect_args=patience
        )
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(address, connect_args={"timeout": 10, "check_same_thread": False}, hide_parameters=True)
    _tune_sqlite(engine)
    return engine


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

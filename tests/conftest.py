"""The cast: a database of each kind, an office over it, and the moment at which tests take place."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.postgres import Postgres

from survey.actions.office import Office
from survey.declarations import load_declarations
from survey.domain.asking.programme import Declarations
from survey.domain.keeping.actor import CONSOLE
from survey.domain.keeping.permission import Permissions, Role
from survey.locale import Words, use_language
from survey.store import Database, open_database

PROJECT = Path(__file__).parents[1]
NOW = datetime(2025, 11, 3, 2, 30, tzinfo=UTC)
# For declarations that a test makes up.
CONSOLE_ONLY = Permissions({"console": Role("console", Words("命令行", "Console"), may_everything=True)}, {})


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A real PostgreSQL server of this run."""
    with tempfile.TemporaryDirectory(prefix="lianxin-postgres-") as folder:
        server = Postgres(Path(folder))
        yield server
        server.close()


@pytest.fixture(scope="session")
def postgres_url(postgres_server) -> str:
    return postgres_server.url


@pytest.fixture
def postgres(postgres_server) -> Iterator[Postgres]:
    """The server for tests that stop or kill it: it runs again for the next one, whatever this one did."""
    yield postgres_server
    postgres_server.start()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path) -> Iterator[Database]:
    """An empty store: the same test runs on a file of SQLite and on PostgreSQL.

    On PostgreSQL each test is an organisation of its own, as the keys allow.
    """
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'test.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    database = open_database(url, f"org-{uuid.uuid4().hex[:12]}")
    yield database
    database.engine.dispose()


@pytest.fixture(scope="session")
def declarations() -> Declarations:
    """What the project itself declares in data/."""
    return load_declarations(PROJECT / "data")


@pytest.fixture
def office(database, declarations) -> Office:
    """Whoever works here sits at the console, unless the test says who is acting."""
    return Office(declarations, database, PROJECT / "data", ZoneInfo("Asia/Shanghai"), actor=CONSOLE)


@pytest.fixture(autouse=True)
def chinese():
    use_language("zh")
    yield
    use_language("zh")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for a Chromium is a browser's test, without having to say so."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a real Chromium; without one the test is skipped, but never in CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path and os.environ.get("CI"):
        pytest.fail("CI must install Chromium")
    return path or pytest.skip("no Chromium on this machine")

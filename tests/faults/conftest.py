"""Stores for the real application, which a test may take away, fill up or kill; and what must hold afterwards."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest

from bench.audit import Audit, audit
from bench.journey import Journey, Told, travel_until
from bench.load import FORM
from bench.server import Application, started_application
from survey.actions.office import HOME, open_office
from survey.domain.keeping.actor import CONSOLE


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    """An empty store of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    return request.getfixturevalue("postgres").fresh_database()


@pytest.fixture
def application(url, tmp_path) -> Iterator[Application]:
    with started_application(url, tmp_path / "log.txt") as application:
        yield application


def audited(url: str, receipts: list[str]) -> Audit:
    """Of the application's organisation, with a connection of our own."""
    office = open_office(HOME / "data", url).acting(CONSOLE)
    found = audit(office, receipts)
    office.database.engine.dispose()
    return found


@contextmanager
def people_on(
    application: Application, count: int = 20, told: Told = lambda page: None
) -> Iterator[Callable[[], list[Journey]]]:
    """People fill in forms all the time inside this block; what is yielded lets the last arrive and tells of all.

    `told` hears of every page that says to press again later.
    """
    is_over = Event()
    with ThreadPoolExecutor(1) as pool:
        ways = pool.submit(lambda: asyncio.run(travel_until(application.address, FORM, count, is_over.is_set, told)))

        def all_arrived() -> list[Journey]:
            is_over.set()
            return ways.result()

        try:
            yield all_arrived
        finally:
            is_over.set()

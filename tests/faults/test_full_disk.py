"""A disk without room in the middle of work: people read so, nothing acknowledged is lost, and with room it goes on."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from tests.faults.conftest import audited, people_on
from tests.faults.disk import Disk, mounted_disk
from tests.postgres import Postgres

from bench.audit import SOUND
from bench.journey import Journey
from bench.server import started_application

pytestmark = pytest.mark.load

PATIENCE = 20


@dataclass(frozen=True)
class Stored:
    """A store on a small disk of its own; `start_again` is what a machine's keeper does for a server that gave up."""

    url: str
    disk: Disk
    start_again: Callable[[], None] = lambda: None


@pytest.fixture(params=["sqlite", "postgresql"])
def stored(request, tmp_path) -> Iterator[Stored]:
    if request.param == "sqlite":
        with mounted_disk(tmp_path / "disk", megabytes=8) as disk:
            yield Stored(f"sqlite:///{disk.folder / 'test.db'}", disk)
        return
    with mounted_disk(tmp_path / "disk", megabytes=128) as disk:
        postgres = Postgres(disk.folder)
        yield Stored(postgres.fresh_database(), disk, postgres.start)
        postgres.close()


def filled_until(disk: Disk, happens: Callable[[], bool]) -> None:
    """What a database gives back while it tidies up is taken again, until it happens."""
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline, "nobody met the full disk"
        disk.fill()
        time.sleep(0.05)


def test_people_read_that_the_disk_is_full_and_what_they_sent_is_stored_once_there_is_room(stored, tmp_path):
    told: list[str] = []

    with started_application(stored.url, tmp_path / "log.txt") as application:
        with people_on(application, told=told.append) as all_arrived:
            filled_until(stored.disk, lambda: len(told) > 20)
            stored.disk.clear()
            stored.start_again()
            journeys: list[Journey] = all_arrived()

    assert any("没有保存" in page and "再按一次" in page and 'name="go" value="send"' in page for page in told)
    assert any("磁盘满了" in page for page in told) and not any("出了故障" in page for page in told)
    assert audited(stored.url, [journey.code for journey in journeys]) == SOUND

"""The real application, started on a port of its own over a database of its own; it can be killed and started again."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from survey.actions.office import HOME

PATIENCE = 60
# Nothing that works beside the pages, and no limit for whoever sends much from one address.
QUIET = {"LIANXIN_BACKUPS": "off", "LIANXIN_DOOR_LIMIT": "off"}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@dataclass
class Application:
    """One process after the other on the same port; what they print is in `log`."""

    database: str
    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Back once it answers."""
        environment = os.environ | QUIET | {"DATABASE_URL": self.database, "PORT": str(self.port)}
        with self.log.open("a") as output:
            self.process = subprocess.Popen(
                [sys.executable, "dashboard.py"], cwd=HOME, env=environment, stdout=output, stderr=subprocess.STDOUT
            )
        self._wait()

    def kill(self) -> None:
        """As when the power goes: it has no time to finish anything."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urlopen(f"{self.address}/healthz", timeout=2):
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        self.kill()
        raise RuntimeError(f"the application did not start: {self.log.read_text()[-2000:]}")


@contextmanager
def started_application(database: str, log: Path) -> Iterator[Application]:
    """Started, and stopped at the end, whatever was done to it meanwhile."""
    application = Application(database, log)
    application.start()
    try:
        yield application
    finally:
        application.stop()


@contextmanager
def running_application(database: str, log: Path) -> Iterator[str]:
    """Its address, once it answers; stopped at the end."""
    with started_application(database, log) as application:
        yield application.address

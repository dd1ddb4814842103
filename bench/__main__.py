"""Measure everything, or what is named: `python -m bench [readings saving load files form people register cases importance whole]`.

`python -m bench simulation` counts how often what we notice is true.
"""

import os
import platform
import sys
import tempfile
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from bench import cases, files, form, importance, load, readings, register, saving, simulation, staff, whole
from bench.table import as_markdown

PARTS = {
    "readings": readings, "saving": saving, "load": load, "files": files, "form": form, "people": staff, "register": register, "cases": cases,
    "importance": importance, "whole": whole,
}
ALONE = {"simulation": simulation}  # rates and no times: only when it is named


def main() -> None:
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS, *ALONE], help="default: all of them")
    wanted = parser.parse_args().parts or list(PARTS)
    measured = []
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as whole:
        for name in wanted:
            folder = Path(whole) / name  # its own; a filled store stands beside it, for all
            folder.mkdir()
            for figure in (PARTS | ALONE)[name].measure(folder):
                print(f"{figure.what}: {figure.value}  {figure.against}  {figure.verdict}", file=sys.stderr, flush=True)
                measured.append(figure)
    print(f"\nMeasured on {date.today()}: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}.\n")
    print(as_markdown(measured))


if __name__ == "__main__":
    main()

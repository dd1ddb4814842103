"""Import and export of a hundred thousand rows: seconds and peak memory of a whole process."""

import csv
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
from openpyxl import Workbook

from bench.answers import PROGRAMME, QUESTIONNAIRE, a_new_office, made_up_responses
from bench.table import Figure
from survey.actions.office import HOME

ROWS = 100_000
GOALS = {"csv": 5, "xlsx": 20}


def measure(folder: Path, rows: int = ROWS) -> Iterator[Figure]:
    header, table = _a_table(folder, rows)
    mapping = folder / "mapping.toml"
    mapping.write_text(_mapping(header[4:]), encoding="utf-8")
    files = {"csv": _write_csv(folder / "rows.csv", header, table), "xlsx": _write_xlsx(folder / "rows.xlsx", header, table)}
    for kind, file in files.items():
        seconds, megabytes = _run(folder, kind, "import", PROGRAMME, QUESTIONNAIRE, str(file), "--mapping", str(mapping))
        yield _figure(f"import of {rows:,} rows, .{kind}, saved", seconds, megabytes, kind, rows)
    for kind in files:
        out = str(folder / f"out.{kind}")
        seconds, megabytes = _run(folder, "csv", "export", PROGRAMME, QUESTIONNAIRE, out, "--period", "all")
        yield _figure(f"export of {rows:,} rows, .{kind}", seconds, megabytes, kind, rows)


def _figure(what: str, seconds: float, megabytes: float, kind: str, rows: int) -> Figure:
    goal = {"goal": f"< {GOALS[kind]} s", "is_reached": seconds < GOALS[kind]} if rows == ROWS else {}
    return Figure(what, f"{seconds:.1f} s", f"peak memory {megabytes:.0f} MB", **goal)


def _a_table(folder: Path, rows: int) -> tuple[list[str], list[list[str]]]:
    office = a_new_office(folder, "shape")
    responses = list(made_up_responses(office, rows))
    keys = list(responses[0].answers)
    table = [[r.id, f"{r.happened_on}", r.unit, r.mode, *(r.answers[key] for key in keys)] for r in responses]
    return ["id", "day", "ward", "mode", *keys], table


def _mapping(keys: list[str]) -> str:
    listed = ", ".join(f'"{key}"' for key in keys)
    return f"""id = ["id"]
date = {{ column = "day", formats = ["yyyy-mm-dd"], unreadable = "refuse" }}
unit = {{ column = "ward" }}
mode = {{ column = "mode" }}
[[question]]
keys = [{listed}]
"""


def _write_csv(path: Path, header: list[str], table: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *table])
    return path


def _write_xlsx(path: Path, header: list[str], table: list[list[str]]) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("rows")
    for row in (header, *table):
        sheet.append(row)
    book.save(path)
    return path


def _run(folder: Path, name: str, *arguments: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one command of the command line.

    The memory is looked at while it runs: the system's own peak of a child includes what its parent had before it.
    """
    command = [sys.executable, "-m", "survey", "--database", f"sqlite:///{folder / name}.import.db", *arguments]
    peak, start = 0, time.perf_counter()
    with (folder / "output.txt").open("w+") as output:
        child = psutil.Popen(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(HOME)}, stdout=output, stderr=output)
        while child.poll() is None:
            with suppress(psutil.NoSuchProcess):
                peak = max(peak, child.memory_info().rss)
            time.sleep(0.02)
        seconds = time.perf_counter() - start
        if child.returncode:
            output.seek(0)
            raise RuntimeError(output.read())
    return seconds, peak / 2**20

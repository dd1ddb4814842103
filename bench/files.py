"""Import and export of a hundred thousand rows: seconds and peak memory of a whole process."""

import csv
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

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
    """Seconds and peak megabytes of one command of the command line, as the operating system counts them."""
    environment = os.environ | {"PYTHONPATH": str(HOME)}
    command = [sys.executable, "-m", "survey", "--database", f"sqlite:///{folder / name}.import.db", *arguments]
    start = time.perf_counter()
    child = os.posix_spawn(sys.executable, command, environment, file_actions=_silence(folder))
    _pid, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError((folder / "output.txt").read_text())
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def _silence(folder: Path) -> list[tuple]:
    output = str(folder / "output.txt")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    return [(os.POSIX_SPAWN_OPEN, 1, output, flags, 0o600), (os.POSIX_SPAWN_DUP2, 1, 2)]

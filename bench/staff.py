"""People at work at once on the entry page and on a dashboard, over real websockets, in another process."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select

from bench.answers import a_new_office, in_parts, made_up_responses
from bench.server import running_application
from bench.signed_in import cookie_of
from bench.table import Figure
from survey.domain.keeping.actor import Grant
from survey.store.responses import save_responses
from survey.store.schema import response

RESPONSES, SECONDS = 100_000, 30


def measure(folder: Path) -> Iterator[Figure]:
    database = f"sqlite:///{folder / 'staff.db'}"
    office = a_new_office(folder, "main", database)
    for part in in_parts(made_up_responses(office, RESPONSES)):
        save_responses(office.database, part)
    cookies = folder / "cookies.txt"
    cookies.write_text("\n".join(cookie_of(office, f"collector{n}", Grant("collector")) for n in range(200)))
    with running_application(database, folder / "log.txt") as address:
        yield people(address, cookies, "sheet", 200, "200 people keying sheets, each an action every 5 s", "key_in")
    with office.database.reading() as connection:
        keyed = connection.execute(select(func.count()).where(response.c.origin == "sheet")).scalar_one()
    yield Figure("… sheets stored meanwhile", f"{keyed}")
    cookies.write_text("\n".join(cookie_of(office, f"head{n}", Grant("division_head")) for n in range(100)))
    with running_application(database, folder / "log.txt") as address:
        yield people(address, cookies, "lianxin", 100, "100 people on a dashboard, each an action every 5 s", "any")


def people(address: str, cookies: Path, page: str, count: int, title: str, interact: str) -> Figure:
    """Run the crowd in a process of its own, so that it does not slow the server by being in it."""
    command = [sys.executable, "-m", "bench.people", address, page, str(count), str(SECONDS), "--interact", interact]
    command += ["--cookies", str(cookies)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = dict(line.split() for line in output.splitlines())
    p95 = float(found["p95_ms"])
    return Figure(
        title,
        f"p50 {float(found['p50_ms']):.0f} ms, p95 {p95:.0f} ms",
        f"{found['opened']} opened, {found['interactions']} actions, {found['errors']} errors",
        "p95 < 500 ms",
        p95 < 500 and int(found["opened"]) == count and found["errors"] == "0",
    )

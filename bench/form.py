"""The public form over the real application: bytes and requests of the first load, submissions per second."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.answers import PROGRAMME, QUESTIONNAIRE, a_new_office, made_up_responses
from bench.public_form import submissions_per_second
from bench.server import running_application
from bench.table import Figure

CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
SECONDS, CONNECTIONS = 15, 20


def measure(folder: Path) -> Iterator[Figure]:
    office = a_new_office(folder, "shape")
    unit = next(iter(office.declarations.units))
    path = f"/q/{PROGRAMME}/{QUESTIONNAIRE}/{unit}"
    with running_application(f"sqlite:///{folder / 'form.db'}", folder / "log.txt") as address:
        size, requests = first_load(address + path)
        yield Figure(
            "public form, first load", f"{size / 1024:.1f} KB in {requests} requests", "", "< 30 KB", size < 30 * 1024
        )
        sections = office.declarations.programme(PROGRAMME).questionnaire(QUESTIONNAIRE).sections
        fields = last_page(next(made_up_responses(office, 1)).answers, sections[-1].id)
        found = submissions_per_second(address + path, fields, SECONDS, CONNECTIONS)
        yield Figure(
            f"public form, page and submission, {CONNECTIONS} at once",
            f"{found['per_second']:.0f} /s",
            f"sending p95 {found['form_p95_ms']:.0f} ms",
            "≥ 200 /s",
            found["per_second"] >= 200,
        )


def last_page(answers: dict[str, str], section: str) -> dict[str, str]:
    """What a phone sends with the last page: every earlier answer, and the button."""
    return {f"a_{key}": code for key, code in answers.items()} | {"page": section, "go": "send"}


def first_load(url: str) -> tuple[int, int]:
    """Bytes over the wire, heads included, and requests, as a real browser with nothing cached counts them."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        page = browser.new_page(viewport={"width": 360, "height": 740})
        finished = []
        page.on("requestfinished", lambda request: finished.append(request))  # the driver cannot mark a builtin
        page.goto(url, wait_until="networkidle")
        sizes = [request.sizes() for request in finished]
        browser.close()
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes), len(sizes)

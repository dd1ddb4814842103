"""Submissions per second through a citizens' form: each opens the page, fills it in, sends it, and the next follows.

`python bench/public_form.py URL SECONDS CONNECTIONS name=value ...` sends those fields with the form's hidden ones.
"""

import asyncio
import re
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode, urljoin, urlsplit

if __name__ == "__main__":  # as a script, only this folder is on the path
    sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.keep_alive import Answer, KeptConnection
from bench.people import percentile
from bench.processors import ProcessorWatch

FORM = re.compile(r"<form\b[^>]*>", re.IGNORECASE)
INPUT = re.compile(r"<input\b[^>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")

# The page's HTML -> the fields to send; or always the same fields.
Filling = Callable[[str], Mapping[str, str]] | Mapping[str, str]


@dataclass
class Submitted:
    pages: list[float] = field(default_factory=list)
    forms: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def attributes(tag: str) -> dict[str, str]:
    return {match[1].lower(): unescape(match[2] or match[3] or match[4] or "") for match in ATTRIBUTE.finditer(tag)}


def hidden_fields(page: str) -> dict[str, str]:
    """What the server wrote into the form and wants back: the submission's own id, the language, a token."""
    inputs = [attributes(tag) for tag in INPUT.findall(page)]
    return {one["name"]: one.get("value", "") for one in inputs if one.get("type") == "hidden" and "name" in one}


def form_address(page: str, path: str) -> str:
    """Where the page's form is sent to; by default to the page itself."""
    form = FORM.search(page)
    return urljoin(path, attributes(form[0]).get("action", "") if form else "")


def is_saved(answer: Answer) -> bool:
    """A form that was taken sends on to another page; one that was refused is shown again, with 200 or 4xx."""
    return answer.status in {302, 303}


def submissions_per_second(
    url_get: str,
    make_post_body: Filling,
    seconds: float,
    connections: int,
    saved: Callable[[Answer], bool] = is_saved,
) -> dict[str, float]:
    """A closed loop without thinking on each of `connections` kept connections, each round a new visitor.

    Milliseconds for opening the page and for sending the form; processors in per cent of one core.
    """
    return asyncio.run(submit_together(url_get, make_post_body, seconds, connections, saved))


async def submit_together(
    url: str, filling: Filling, seconds: float, connections: int, saved: Callable[[Answer], bool]
) -> dict[str, float]:
    submitted, watch, started = Submitted(), ProcessorWatch(url), perf_counter()
    end = started + seconds
    await asyncio.gather(*(visit_after_visit(url, filling, end, saved, submitted) for _one in range(connections)))
    # The last round ends a little after the time; its submissions count, and so must its seconds.
    took = perf_counter() - started
    processors = watch.shares()
    for refusal in sorted(set(submitted.refused)):
        print(f"{submitted.refused.count(refusal)} x {refusal}", file=sys.stderr)
    return {
        "connections": connections,
        "submissions": len(submitted.forms),
        "per_second": round(len(submitted.forms) / took, 1),
        "page_p50_ms": percentile(submitted.pages, 50),
        "page_p95_ms": percentile(submitted.pages, 95),
        "form_p50_ms": percentile(submitted.forms, 50),
        "form_p95_ms": percentile(submitted.forms, 95),
        "errors": len(submitted.refused),
    } | processors


async def visit_after_visit(
    url: str, filling: Filling, end: float, saved: Callable[[Answer], bool], submitted: Submitted
) -> None:
    connection = KeptConnection(url)
    while perf_counter() < end:
        try:
            await visit(connection, url, filling, saved, submitted)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as failure:
            submitted.refused.append(repr(failure))
            await connection.close()
            # A server that refuses connections must not be hammered by this loop.
            await asyncio.sleep(0.1)
    await connection.close()


async def visit(
    connection: KeptConnection, url: str, filling: Filling, saved: Callable[[Answer], bool], submitted: Submitted
) -> None:
    """One visitor without cookies of before: the page, then the form with its hidden fields."""
    address = urlsplit(url)
    path = (address.path or "/") + (f"?{address.query}" if address.query else "")
    async with asyncio.timeout(60):
        started = perf_counter()
        opened = await connection.ask("GET", path, {})
        if opened.status != 200:
            raise ConnectionError(f"the page answered {opened.status}")
        submitted.pages.append(perf_counter() - started)
        page = opened.body.decode()
        fields = hidden_fields(page) | dict(filling(page) if callable(filling) else filling)
        started = perf_counter()
        sent = await connection.ask("POST", form_address(page, path), opened.cookies, urlencode(fields).encode())
    if saved(sent):
        submitted.forms.append(perf_counter() - started)
    else:
        submitted.refused.append(f"the form answered {sent.status}")


def main() -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("seconds", type=float)
    parser.add_argument("connections", type=int)
    parser.add_argument("fields", nargs="*", help="name=value")
    given = parser.parse_args()
    fields = dict(pair.split("=", 1) for pair in given.fields)
    for name, value in submissions_per_second(given.url, fields, given.seconds, given.connections).items():
        print(f"{name:16} {value}")


if __name__ == "__main__":
    main()

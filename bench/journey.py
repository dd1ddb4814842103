"""One person's way through a citizens' form over HTTP: opened, filled in page after page, sent, and the receipt read.

Who gets no answer does what the page says: waits, and presses the same button again.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from time import perf_counter
from urllib.parse import urlencode

from bench.keep_alive import Answer, KeptConnection
from bench.public_form import INPUT, attributes, form_address, hidden_fields

BUTTON = re.compile(r"<button\b[^>]*>", re.IGNORECASE)
RECEIPT = re.compile(r"/receipt/([0-9A-Z]+(?:-[0-9A-Z]+)?)")
NO_ANSWER = (OSError, asyncio.IncompleteReadError, TimeoutError)
PAUSE, LONGEST_ANSWER, MOST_PRESSES = 0.2, 30, 600


Told = Callable[[str], object]


class NotTaken(Exception):
    """The form was refused, or nobody answered however often it was sent."""


@dataclass
class Journey:
    """What became of one person: the id of the form, the code that was read, and how long the pages took.

    `presses` counts how often the last page was sent: more than once where an answer did not come.
    """

    id: str = ""
    code: str = ""
    presses: int = 0
    opening: float = 0.0
    sending: float = 0.0


def answers(page: str, random: Random) -> dict[str, str]:
    """The fields of the page as somebody fills them in: the hidden ones, and one option of every question."""
    inputs = [attributes(tag) for tag in INPUT.findall(page)]
    options: dict[str, list[str]] = {}
    for one in inputs:
        if one.get("type") == "radio":
            options.setdefault(one["name"], []).append(one["value"])
    return hidden_fields(page) | {name: random.choice(values) for name, values in options.items()}


def button(page: str) -> str:
    """The button that leads on: to the next page, or to the end."""
    offered = {one.get("value") for one in map(attributes, BUTTON.findall(page)) if one.get("name") == "go"}
    return "send" if "send" in offered else "next"


async def travel(base_url: str, path: str, seed: int, told: Told = lambda page: None) -> Journey:
    """From the QR code to the receipt; NotTaken when it does not come to one.

    `told` hears of every page that says to press again later.
    """
    journey, random, connection = Journey(), Random(seed), KeptConnection(base_url)
    started = perf_counter()
    answer = await _asked(connection, "GET", path, {}, journey, told)
    journey.opening, cookies = perf_counter() - started, answer.cookies
    while answer.status == 200:
        page = answer.body.decode()
        fields = answers(page, random) | {"go": button(page)}
        journey.id = fields.get("id", "")
        started = perf_counter()
        body = urlencode(fields).encode()
        answer = await _asked(connection, "POST", form_address(page, path), cookies, journey, told, body)
        journey.sending = perf_counter() - started
    await connection.close()
    found = RECEIPT.search(answer.headers.get("location", ""))
    if not found:
        raise NotTaken(f"{answer.status} {answer.body.decode()[-400:]}")
    journey.code = found[1]
    return journey


async def _asked(
    connection: KeptConnection, method: str, path: str, cookies: dict[str, str], journey: Journey, told: Told,
    body: bytes = b"",
) -> Answer:
    """The answer, however often it must be asked for; 503 is none, for it says to press again."""
    for _press in range(MOST_PRESSES):
        journey.presses += b"go=send" in body
        try:
            async with asyncio.timeout(LONGEST_ANSWER):
                answer = await connection.ask(method, path, cookies, body)
            if answer.status != 503:
                return answer
            told(answer.body.decode())
        except NO_ANSWER:
            await connection.close()
        await asyncio.sleep(PAUSE)
    raise NotTaken(f"nobody answered at {connection.authority}{path}")


async def travel_together(base_url: str, path: str, count: int, first: int = 0) -> list[Journey]:
    """`count` people who scan the code at the same moment, each on a connection of their own."""
    return await asyncio.gather(*(travel(base_url, path, first + number) for number in range(count)))


async def travel_until(
    base_url: str, path: str, people: int, is_over: Callable[[], bool], told: Told = lambda page: None
) -> list[Journey]:
    """`people` at once, and after each the next, until it is over; whoever has begun goes on to the receipt."""

    async def one_after_another(number: int) -> list[Journey]:
        journeys = []
        while not is_over():
            journeys.append(await travel(base_url, path, number + people * len(journeys), told))
        return journeys

    ways = await asyncio.gather(*(one_after_another(number) for number in range(people)))
    return [journey for way in ways for journey in way]

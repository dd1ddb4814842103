"""Many people at work at once on a staff page, over real websockets: `python bench/people.py URL PAGE N SECONDS`.

Run it in another process than the server. Each person opens the page, then thinks 2.5 to 7.5 seconds, changes
something, waits for the answer, and so on; what is measured is the time from sending to the script's end.
"""

import asyncio
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter

if __name__ == "__main__":  # as a script, only this folder is on the path
    sys.path.insert(0, str(Path(__file__).parents[1]))

from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import WebSocketException

from bench.browser import CHOICES, Browser, PageFailed, Widget, another_value
from bench.processors import ProcessorWatch

THINKING = (2.5, 7.5)
# So many open the page at the same moment at most: people come to work over a few minutes, not in one second.
OPENING_TOGETHER = 10
PATIENCE = 60.0
FAILURES = (PageFailed, WebSocketException, OSError, TimeoutError)

# What somebody does next: the changed values and the fragment they stand in.
Interaction = Callable[[Browser, Random], tuple[list[WidgetState], str]]


@dataclass
class Measured:
    opening: list[float] = field(default_factory=list)
    answering: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def choose(browser: Browser, random: Random, key: str = "") -> tuple[list[WidgetState], str]:
    """Change one widget that stands outside of forms, the one of this key if given."""
    wanted = [widget for widget in browser.widgets.values() if not key or widget.is_named(key)]
    free = [widget for widget in wanted if runs_the_page(widget)]
    if not free:
        raise PageFailed(f"no widget {key or 'outside of a form'} to change")
    widget = random.choice(free)
    return [another_value(widget, random)], widget.fragment


def submit(browser: Browser, random: Random) -> tuple[list[WidgetState], str]:
    """Fill in every field of one form, and send it."""
    buttons = [widget for widget in browser.widgets.values() if is_submit_button(widget)]
    if not buttons:
        raise PageFailed("no form to submit")
    button = random.choice(buttons)
    fields = [widget for widget in browser.widgets.values() if widget.element.form_id == button.element.form_id]
    filled = [another_value(widget, random) for widget in fields if widget.kind != "button"]
    return [*filled, WidgetState(id=button.element.id, trigger_value=True)], button.fragment


def key_in(browser: Browser, random: Random, place: str = "unit") -> tuple[list[WidgetState], str]:
    """What a collector does: choose the place once, then fill in a sheet and save it, again and again."""
    widget = next((widget for widget in browser.widgets.values() if widget.is_named(place)), None)
    if widget is None or widget.element.id in browser.values:
        return submit(browser, random)
    chosen = WidgetState(id=widget.element.id, string_value=random.choice(widget.element.options[1:]))
    return [chosen], widget.fragment


def choose_or_submit(browser: Browser, random: Random) -> tuple[list[WidgetState], str]:
    has_choice = any(runs_the_page(widget) for widget in browser.widgets.values())
    return choose(browser, random) if has_choice else submit(browser, random)


def runs_the_page(widget: Widget) -> bool:
    return widget.kind in CHOICES and not widget.element.form_id and not getattr(widget.element, "ignore_rerun", False)


def is_submit_button(widget: Widget) -> bool:
    return widget.kind == "button" and widget.element.is_form_submitter


def interaction(name: str) -> Interaction:
    """ "any", "choose", "submit", "key_in", or the key of one widget."""
    named: dict[str, Interaction] = {"any": choose_or_submit, "choose": choose, "submit": submit, "key_in": key_in}
    return named.get(name, lambda browser, random: choose(browser, random, name))


def people_at_once(
    base_url: str,
    page: str,
    people: int,
    seconds: float,
    interact: str | Interaction = "any",
    cookies: Sequence[str] = ("",),
) -> dict[str, float]:
    """Open `people` sessions, let them work for `seconds`; latencies in milliseconds, processors in % of one core.

    `page` is the path of the page ("" for the first one), `cookies` the Cookie headers of those who work there, in turn.
    """
    act = interaction(interact) if isinstance(interact, str) else interact
    return asyncio.run(work_together(base_url, page, people, seconds, act, cookies))


async def work_together(
    base_url: str, page: str, people: int, seconds: float, act: Interaction, cookies: Sequence[str]
) -> dict[str, float]:
    measured, door = Measured(), asyncio.Semaphore(OPENING_TOGETHER)
    async with AsyncExitStack() as stack:
        opened = await asyncio.gather(
            *(open_page(stack, door, Browser(base_url, page, cookies[n % len(cookies)]), measured) for n in range(people))
        )
        browsers = [browser for browser in opened if browser]
        watch, end = ProcessorWatch(base_url), perf_counter() + seconds
        await asyncio.gather(*(work(browser, act, Random(n), end, measured) for n, browser in enumerate(browsers)))
        processors = watch.shares()
    return {"people": people, "opened": len(browsers)} | summary(measured, seconds) | processors


async def open_page(
    stack: AsyncExitStack, door: asyncio.Semaphore, browser: Browser, measured: Measured
) -> Browser | None:
    async with door:
        started = perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                await stack.enter_async_context(browser)
        except FAILURES as failure:
            measured.errors.append(f"opening: {failure!r}")
            return None
        measured.opening.append(perf_counter() - started)
        return browser


async def work(browser: Browser, act: Interaction, random: Random, end: float, measured: Measured) -> None:
    """Think, act, wait, until the time is up; somebody whose page failed stops, as a person would."""
    # At the beginning people are anywhere in their thinking.
    thinking = random.uniform(0, THINKING[1])
    while perf_counter() + thinking < end:
        await asyncio.sleep(thinking)
        try:
            async with asyncio.timeout(PATIENCE):
                measured.answering.append(await browser.run(*act(browser, random)))
        except FAILURES as failure:
            measured.errors.append(repr(failure))
            return
        thinking = random.uniform(*THINKING)


def summary(measured: Measured, seconds: float) -> dict[str, float]:
    for failure in sorted(set(measured.errors)):
        print(f"{measured.errors.count(failure)} x {failure}", file=sys.stderr)
    return {
        "opening_p95_ms": percentile(measured.opening, 95),
        "interactions": len(measured.answering),
        "per_second": round(len(measured.answering) / seconds, 1),
        "p50_ms": percentile(measured.answering, 50),
        "p95_ms": percentile(measured.answering, 95),
        "slowest_ms": percentile(measured.answering, 100),
        "errors": len(measured.errors),
    }


def percentile(times: list[float], which: int) -> float:
    """In milliseconds; not a number where nothing was measured."""
    if not times:
        return float("nan")
    if which == 100 or len(times) == 1:
        return round(1000 * max(times), 1)
    return round(1000 * quantiles(times, n=100, method="inclusive")[which - 1], 1)


def main() -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("page")
    parser.add_argument("people", type=int)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--interact", default="any", help="any, choose, submit, key_in, or a widget's key")
    parser.add_argument("--cookies", type=Path, required=True, help="file with the Cookie headers of people signed in")
    given = parser.parse_args()
    figures = people_at_once(given.url, given.page, given.people, given.seconds, given.interact, given.cookies.read_text().split("\n"))
    for name, value in figures.items():
        print(f"{name:16} {value}")


if __name__ == "__main__":
    main()

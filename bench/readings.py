"""What a dashboard takes of the server's processor as the survey grows, part by part, beside reading all answers with pandas."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from bench.answers import PROGRAMME, QUESTIONNAIRE, a_filled_office
from bench.dashboard_parts import YEAR, first_screen, forget_guard, parts_of
from bench.table import Figure
from survey.actions.noticing import read_dashboard
from survey.actions.office import Office
from survey.actions.selecting import reader_guard
from survey.domain.counting.period import year_period
from survey.domain.counting.reading import answer_values
from survey.public.tuning import settle
from survey.store.response_reading import responses_frame

SIZES = (10_000, 100_000, 1_000_000)
TURNS, GOAL = 15, 0.150


def measure(folder: Path, sizes: tuple[int, ...] = SIZES) -> Iterator[Figure]:
    offices = {size: a_filled_office(folder.parent, size) for size in sizes}
    settle()  # as the server does
    # Turn by turn, so that a slow moment of the machine hits all sizes alike.
    readings = {size: lambda office=office: read_dashboard(office, YEAR) for size, office in offices.items()}
    guards = {size: lambda office=office: _guard_anew(office) for size, office in offices.items()}
    median, of_guard = _medians(readings), _medians(guards)
    smallest, largest = sizes[0], sizes[-1]
    naive = {size: _seconds(lambda: _naive(offices[size])) for size in sizes}
    for size in sizes:
        goal = {"goal": "< 50 ms", "is_reached": median[size] < 0.050} if size == largest else {}
        yield _figure(f"dashboard readings, {size:,} responses × 12", median[size], naive[size], **goal)
    ratio = median[largest] / median[smallest]
    yield Figure(f"… {largest:,} against {smallest:,}", f"{ratio:.2f} ×", "", "≤ 1.5 ×", ratio <= 1.5)
    for size in sizes:
        yield _figure(f"the guard of 24 months, 14 wards, 5 modes, worked out anew, {size:,} responses", of_guard[size], naive[size], **_goal(of_guard[size], size == largest))
    yield from _parts(offices[largest], naive[largest])


def _parts(office: Office, naive: float) -> Iterator[Figure]:
    """The first screen together, and what else a page may show, each alone."""
    parts = {"first screen, with the guard worked out anew": lambda: (forget_guard(), first_screen(office))}
    parts |= {"first screen, the guard kept": lambda: first_screen(office)} | parts_of(office)
    for name, seconds in _medians(parts).items():
        yield _figure(f"one page: {name}", seconds, naive, **_goal(seconds))


def _goal(seconds: float, has_one: bool = True) -> dict:
    return {"goal": f"< {GOAL * 1000:.0f} ms", "is_reached": seconds < GOAL} if has_one else {}


def _figure(what: str, seconds: float, naive: float, **goal) -> Figure:
    return Figure(what, f"{seconds * 1000:.0f} ms", f"pandas over all answers {naive:.2f} s ({naive / seconds:,.0f} ×)", **goal)


def _medians(works: dict) -> dict:
    """The median of TURNS of each, after three to grow warm; turn by turn, and without waiting for another's rubbish."""
    seconds = {name: [] for name in works}
    for _turn in range(TURNS + 3):
        for name, work in works.items():
            gc.collect()
            seconds[name].append(_seconds(work))
    return {name: statistics.median(found[3:]) for name, found in seconds.items()}


def _guard_anew(office: Office) -> None:
    forget_guard()
    reader_guard(office, PROGRAMME, QUESTIONNAIRE)


def _naive(office: Office) -> pd.DataFrame:
    """What one would write first: load every answer, then group."""
    frame = responses_frame(office.database, PROGRAMME, QUESTIONNAIRE, year_period(2025))
    answers = pd.DataFrame(frame["answers"].tolist()).assign(unit=frame["unit"])
    values = answer_values(office.declarations.programme(PROGRAMME).questionnaires)
    long = answers.melt("unit", var_name="question", value_name="answer").merge(values, on=["question", "answer"])
    return long.groupby(["unit", "question"])["points"].mean().unstack()


def _seconds(work: Callable[[], object]) -> float:
    """Of the processor, all threads together: whoever else is at work on a shared machine does not count."""
    start = time.process_time()
    work()
    return time.process_time() - start

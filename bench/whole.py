"""What reads whole responses: the radar over a round, and measuring somebody's own file."""

import csv
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.answers import PROGRAMME, QUESTIONNAIRE, a_new_office, in_parts, made_up_responses
from bench.table import Figure
from survey.actions.measuring import Asked, measure_file
from survey.actions.radar import read_radar
from survey.domain.counting.period import year_period
from survey.store.responses import save_responses

ROWS, COLLECTORS = 100_000, 40


def measure(folder: Path) -> Iterator[Figure]:
    office = a_new_office(folder, "whole")
    responses = list(made_up_responses(office, ROWS, collectors=COLLECTORS))
    for part in in_parts(iter(responses)):
        save_responses(office.database, part)
    yield _timed(f"the radar over {ROWS:,} sheets of {COLLECTORS} collectors", lambda: len(read_radar(office, PROGRAMME, QUESTIONNAIRE, year_period(2025)).flags))
    keys = list(responses[0].answers)
    file = folder / "answers.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([keys, *(list(response.answers.values()) for response in responses)])
    asked = Asked(tuple(keys[1:]), overall=keys[0])
    yield _timed(f"a file of {ROWS:,} rows measured (.csv): reliability, importance, penalty and reward", lambda: measure_file(file, asked).rows)


def _timed(what: str, work: Callable[[], int]) -> Figure:
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return Figure(what, f"{processor:.1f} s of the processor", f"{found:,} found; {wall:.1f} s on the clock")

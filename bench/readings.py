"""How long a dashboard's readings take as the survey grows, beside reading all answers with pandas."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from bench.answers import PROGRAMME, QUESTIONNAIRE, a_new_office, in_parts, made_up_responses
from bench.table import Figure
from survey.actions.noticing import read_dashboard
from survey.actions.office import Office
from survey.actions.selecting import Selection
from survey.domain.counting.period import year_period
from survey.domain.counting.reading import answer_values
from survey.store.responses import responses_frame, save_responses

SIZES = (10_000, 100_000, 1_000_000)
YEAR = Selection(PROGRAMME, QUESTIONNAIRE, year_period(2025))


def measure(folder: Path, sizes: tuple[int, ...] = SIZES) -> Iterator[Figure]:
    offices = {size: _filled(folder, size) for size in sizes}
    # Turn by turn, so that a slow moment of the machine hits all sizes alike.
    seconds = {size: [] for size in sizes}
    for _turn in range(15):
        for size, office in offices.items():
            seconds[size].append(_seconds(lambda: read_dashboard(office, YEAR)))
    median = {size: statistics.median(found[3:]) for size, found in seconds.items()}
    smallest, largest = sizes[0], sizes[-1]
    for size in sizes:
        naive = _seconds(lambda: _naive(offices[size]))
        goal = {"goal": "< 50 ms", "is_reached": median[size] < 0.050} if size == largest else {}
        yield Figure(
            f"dashboard readings, {size:,} responses × 12",
            f"{median[size] * 1000:.0f} ms",
            f"pandas over all answers {naive:.2f} s ({naive / median[size]:.0f} ×)",
            **goal,
        )
    ratio = median[largest] / median[smallest]
    yield Figure(f"… {largest:,} against {smallest:,}", f"{ratio:.2f} ×", "", "≤ 1.5 ×", ratio <= 1.5)


def _filled(folder: Path, size: int) -> Office:
    office = a_new_office(folder, f"readings-{size}")
    for part in in_parts(made_up_responses(office, size)):
        save_responses(office.database, part)
    return office


def _naive(office: Office) -> pd.DataFrame:
    """What one would write first: load every answer, then group."""
    frame = responses_frame(office.database, PROGRAMME, QUESTIONNAIRE, year_period(2025))
    answers = pd.DataFrame(frame["answers"].tolist()).assign(unit=frame["unit"])
    values = answer_values(office.declarations.programme(PROGRAMME).questionnaires)
    long = answers.melt("unit", var_name="question", value_name="answer").merge(values, on=["question", "answer"])
    return long.groupby(["unit", "question"])["points"].mean().unstack()


def _seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start

"""Processes that save responses at the same moment into one store, each with a connection of its own."""

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from time import perf_counter, sleep

from bench.answers import PROGRAMME, QUESTIONNAIRE
from survey.actions.asking import Submission, take_response
from survey.actions.office import HOME, Office, open_office
from survey.domain.errors import StoreAway

UNIT, PAUSE, MOST_PRESSES = "ward-cardiology", 0.2, 100


@dataclass(frozen=True)
class Saved:
    """One response: its receipt's code, the seconds until it came, and how often it was asked for."""

    code: str
    seconds: float
    presses: int


def save_together(url: str, organisation: str, processes: int, each: int) -> list[Saved]:
    """`processes` × `each` responses; all processes begin together, when the last of them is ready."""
    # Forked from a process that has no threads and has read the program already; where there is none, begun anew.
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload([__name__])
    together = context.Barrier(processes)
    with ProcessPoolExecutor(processes, context, _wait_for_others, (together,)) as pool:
        work = [pool.submit(_save, url, organisation, number, each) for number in range(processes)]
        return [saved for one in work for saved in one.result()]


def _wait_for_others(together: Barrier) -> None:
    global all_ready
    all_ready = together


def _save(url: str, organisation: str, number: int, each: int) -> list[Saved]:
    office = open_office(HOME / "data", url, organisation)
    all_ready.wait()
    return [_take(office, a_submission(office, f"process-{number:03}-response-{one:04}")) for one in range(each)]


def a_submission(office: Office, id: str) -> Submission:
    """Everybody answers about the same ward, so that all of them count in the same cells."""
    questionnaire = office.declarations.programme(PROGRAMME).questionnaire(QUESTIONNAIRE)
    codes = {question.key: question.scale.codes[-1] for question in questionnaire.questions if question.scale}
    return Submission(id, PROGRAMME, QUESTIONNAIRE, questionnaire.version, "qr", "form", codes, unit=UNIT)


def _take(office: Office, submission: Submission) -> Saved:
    """As a person would: who is told to press again, does."""
    started = perf_counter()
    for press in range(1, MOST_PRESSES + 1):
        try:
            receipt = take_response(office, submission, datetime.now(UTC))
            return Saved(receipt.code, perf_counter() - started, press)
        except StoreAway:
            sleep(PAUSE)
    raise TimeoutError(submission.id)

"""Made-up responses of any number, for measuring: 14 wards, 5 modes, 12 months, 12 rated questions."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from survey.actions.office import HOME, Office, open_office
from survey.domain.asking.response import Response
from survey.domain.keeping.actor import CONSOLE
from survey.store.responses import save_responses

PROGRAMME, QUESTIONNAIRE, QUESTIONS = "lianxin", "inpatient", 12
NOW = datetime(2026, 1, 5, tzinfo=UTC)


def a_new_office(folder: Path, name: str, url: str = "") -> Office:
    return open_office(HOME / "data", url or f"sqlite:///{folder / name}.db", organisation=name).acting(CONSOLE)


def a_filled_office(folder: Path, size: int) -> Office:
    """So many responses in 2025 and a tenth of them the year before; made once in a folder, then found there again."""
    name = f"filled-{size}"
    is_made = (folder / f"{name}.made").exists()
    office = a_new_office(folder, name)
    if not is_made:
        for year, count in ((2024, size // 10), (2025, size)):
            for part in in_parts(made_up_responses(office, count, seed=year, year=year)):
                save_responses(office.database, part)
        (folder / f"{name}.made").touch()
    return office


def made_up_responses(office: Office, count: int, seed: int = 7, year: int = 2025, collectors: int = 0) -> Iterator[Response]:
    """Responses to the rated questions, one after another, the same for the same seed; in turn by each collector, or by none."""
    questionnaire = office.declarations.programme(PROGRAMME).questionnaire(QUESTIONNAIRE)
    questions = [question for question in questionnaire.rated][:QUESTIONS]
    units = [unit.id for unit in office.declarations.units_of(questionnaire.unit_kinds)]
    modes = list(office.declarations.modes)
    random = np.random.default_rng(seed)
    for start in range(0, count, 10_000):
        size = min(10_000, count - start)
        ward, mode = (random.choice(len(ids), size, p=_uneven(len(ids))) for ids in (units, modes))
        day = random.integers(0, 365, size)
        chosen = [
            random.choice(question.scale.codes, size, p=_falling(len(question.scale.codes))) for question in questions
        ]
        for row in range(size):
            yield Response(
                id=f"bench-{seed}-{start + row:08}",
                programme=PROGRAMME,
                questionnaire=QUESTIONNAIRE,
                version=questionnaire.version,
                unit=units[ward[row]],
                mode=modes[mode[row]],
                happened_on=date(year, 1, 1) + timedelta(days=int(day[row])),
                entered_at=NOW,
                origin="bench",
                answers={question.key: str(codes[row]) for question, codes in zip(questions, chosen)},
                comments={},
                collector=f"collector-{row % collectors}" if collectors else "",
            )


def _uneven(places: int) -> np.ndarray:
    """Some wards and modes have many responses and others few, so that there are small numbers to guard."""
    weights = 1 / np.arange(1, places + 1)
    return weights / weights.sum()


def _falling(options: int) -> np.ndarray:
    """Most give the best answer, few the worst: as satisfaction surveys do."""
    weights = 0.5 ** np.arange(options)
    return weights / weights.sum()


def in_parts(responses: Iterator[Response], size: int = 20_000) -> Iterator[list[Response]]:
    while part := list(islice(responses, size)):
        yield part

"""The sample year: a plausible year of responses and cases, the same each time, marked by its origin."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from survey.actions.contacts import sealed_contacts
from survey.actions.keeping import SAMPLE
from survey.actions.office import Office
from survey.actions.sample_answers import Leanings, answer, draw_leanings
from survey.actions.sample_book import Book, book_of
from survey.actions.sample_visits import Visit, visits
from survey.declarations.sample import read_sample
from survey.declarations.sample_plan import Copied, Sample, SurveyPlan
from survey.domain.asking.programme import Declarations
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.response import Response
from survey.domain.keeping.log import Entry
from survey.store.cases import save_cases
from survey.store.log import append
from survey.store.responses import insert_responses

CHUNK = 1_000
SITTING = timedelta(seconds=21)  # from one made-up sheet to the next


def load_sample(
    office: Office, year: int, now: datetime, progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[int, int]:
    """Store the sample year; how many responses and cases were new. Done twice, it adds nothing.

    `progress` hears (responses saved, of) as saving goes on.
    """
    office.leave("keep_house")
    sample = read_sample(office.data / "sample", office.declarations)
    book = sample_cases(office.declarations, sample, year)
    responses = [*sample_responses(office.declarations, sample, year), *book.responses]
    saved = 0
    with office.database.writing() as connection:
        for start in range(0, len(responses), CHUNK):
            part = responses[start : start + CHUNK]
            saved += insert_responses(office.database, connection, part)
            progress(start + len(part), len(responses))
        append(office.database, connection, _loaded(office, now, year, saved) if saved else None)
    sealed = {id: item for case, told in book.contacts.items() for id, item in sealed_contacts(office, case, told).items()}
    return saved, save_cases(office.database, book.cases, book.steps, None, sealed, book.clocks)


def _loaded(office: Office, now: datetime, year: int, saved: int) -> Entry:
    return office.entry("keep_house", now, "sample", after={"year": year, "responses": saved})


def sample_responses(declarations: Declarations, sample: Sample, year: int) -> list[Response]:
    """All responses of the year; the same declarations, sample and year give the same list.

    Every response passes `Questionnaire.accept`, as if a person had sent it.
    """
    return [response for plan in sample.surveys for response in _survey(declarations, plan, year)]


def sample_cases(declarations: Declarations, sample: Sample, year: int) -> Book:
    """All cases of the year as they stand when it ends, and the steps that brought them there."""
    whole = Book()
    for plan in sample.books:
        book = book_of(declarations, plan, sample.contacts, year, SAMPLE)
        whole.cases += book.cases
        whole.steps += book.steps
        whole.clocks |= book.clocks
        whole.contacts |= book.contacts
        whole.responses += book.responses
    return whole


def _survey(declarations: Declarations, plan: SurveyPlan, year: int) -> list[Response]:
    rng = np.random.default_rng([plan.seed, year])
    questionnaire = declarations.programme(plan.programme).questionnaire(plan.questionnaire)
    leanings = draw_leanings(plan, questionnaire, list(declarations.persons), rng)
    asked = sorted(visits(declarations, plan, year, rng), key=lambda visit: visit.day)
    responses = [_response(number, plan, questionnaire, leanings, visit, rng) for number, visit in enumerate(asked, 1)]
    for copied in plan.copied:
        responses = _with_copies(responses, copied)
    return responses


def _with_copies(responses: list[Response], copied: Copied) -> list[Response]:
    """The collector's first sheets from that month on all say what the first one does; the lots drawn stay as they are."""
    carried = [r for r in responses if r.collector == copied.collector and r.happened_on.month >= copied.month]
    copies = {}
    for number, item in enumerate(carried[1 : copied.sheets], 1):
        first = carried[0]
        copies[item.id] = replace(
            item, answers=first.answers, comments={}, happened_on=first.happened_on, mode=first.mode,
            entered_at=first.entered_at + number * SITTING,
        )  # fmt: skip
    return [copies.get(item.id, item) for item in responses]


def _response(
    number: int, plan: SurveyPlan, questionnaire: Questionnaire, leanings: Leanings, visit: Visit,
    rng: np.random.Generator,
) -> Response:
    answers, comments = questionnaire.accept(answer(plan, questionnaire, leanings, visit, rng))
    let_in = plan.named_if is None or answers.get(plan.named_if.question) in plan.named_if.answers
    return Response(
        id=f"{SAMPLE}-{plan.questionnaire}-{number:05}",
        programme=plan.programme,
        questionnaire=plan.questionnaire,
        version=questionnaire.version,
        unit=visit.unit,
        mode=visit.mode,
        happened_on=visit.day,
        entered_at=_entered(visit, rng),
        origin=SAMPLE,
        answers=answers,
        comments=comments,
        area=visit.area,
        person=visit.person if let_in and rng.random() < plan.named_share else "",
        collector=visit.collector,
    )


def _entered(visit: Visit, rng: np.random.Generator) -> datetime:
    """A moment of the day, 8 to 21 in China; sheets that a collector carries are keyed within three days."""
    day = visit.day + timedelta(days=int(rng.integers(4)) if visit.collector else 0)
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=int(rng.integers(13 * 60)))

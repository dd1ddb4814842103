"""data/sample/books/*.toml -> BookPlan: what is entered in one book in the sample year, and how it is handled."""

from survey.declarations.entry import Entry
from survey.declarations.sample_plan import BookPlan, Matter
from survey.declarations.sample_survey import MONTHS, take_months, take_numbers
from survey.domain.asking.programme import Declarations
from survey.domain.handling.kind import CaseKind

MOVES = ("answer", "close", "file", "reopen")


def read_book(whole: Entry, declarations: Declarations) -> BookPlan:
    programme = declarations.programme(whole.one_of("programme", declarations.programmes))
    kinds = {kind.id: kind for kind in programme.case_kinds}
    kind = kinds[whole.one_of("kind", kinds)]
    units = [unit.id for unit in declarations.units_of(programme.unit_kinds)]
    moves, openings = whole.child("moves"), whole.texts("openings")
    plan = BookPlan(
        programme=programme.id,
        kind=kind.id,
        seed=whole.whole("seed"),
        channels=take_numbers(whole, "channels", [channel.id for channel in kind.channels]),
        clerks=whole.texts("clerks"),
        moves={name: moves.one_of(name, _moves(kind, name == "answer")) for name in MOVES},
        answered=whole.number("answered"),
        answered_of=take_numbers(whole, "answered_of", units, {}),
        days_to_answer=whole.number("days_to_answer"),
        closed=whole.number("closed"),
        reopened=whole.number("reopened"),
        reopening_words=whole.texts("reopening_words"),
        matters=tuple(_matter(e, [t.id for t in programme.topics], units, openings) for e in whole.entries("matter")),
    )
    moves.done()
    whole.done()
    return plan


def _moves(kind: CaseKind, is_answer: bool) -> list[str]:
    return [move.id for move in kind.moves if move.is_answer == is_answer]


def _matter(entry: Entry, topics: list[str], units: list[str], openings: tuple[str, ...]) -> Matter:
    matter = Matter(
        topic=entry.one_of("topic", topics),
        units=entry.some_of("units", units),
        months=take_months(entry) or MONTHS,
        entries=entry.whole("entries"),
        wants_answer=entry.number("wants_answer"),
        openings=entry.texts("openings", openings),
        texts=entry.texts("texts"),
        notes=entry.texts("notes"),
    )
    entry.done()
    return matter

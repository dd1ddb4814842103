"""The complaint book's figures over a period."""

from dataclasses import dataclass

import pandas as pd

from survey.actions.office import Office
from survey.domain.counting.interval import wilson_interval
from survey.domain.counting.period import ALL, Period
from survey.store.cases import Sight, cases_frame, steps_frame


@dataclass(frozen=True)
class Book:
    """The complaint book over a period: its cases, counts, and how many that wanted an answer got one."""

    cases: pd.DataFrame
    months: pd.DataFrame
    wanting: int
    answered: int
    answered_low: float
    answered_high: float
    median_days: float


def book_months(office: Office, programme: str) -> list[str]:
    """The months in which an entry was opened, in order."""
    units = office.units_in_reach("read_book", programme)
    return sorted({f"{day:%Y-%m}" for day in entries_of(office, programme, ALL, units)["opened_on"]})


def entries_of(office: Office, programme: str, period: Period, units: tuple[str, ...] = ()) -> pd.DataFrame:
    """Columns CASES, of the kinds that citizens write in; without asking who reads."""
    kinds = frozenset(kind.id for kind in office.declarations.programme(programme).public_kinds)
    return cases_frame(office.database, programme, period, units, sight=Sight(kinds=kinds))


def read_book(office: Office, programme: str, period: Period, units: tuple[str, ...] = ()) -> Book:
    """The book's figures for the units that the actor may see."""
    return book_of(office, programme, period, office.units_in_reach("read_book", programme, units))


def book_of(office: Office, programme: str, period: Period, units: tuple[str, ...] = ()) -> Book:
    """The same without asking who reads: cases with `month`, `answered_on` and `days`; the answered share.

    Only a step that its kind declares to be an answer answers: an entry that was merely filed got none.
    """
    cases = entries_of(office, programme, period, units)
    steps = steps_frame(office.database, list(cases["id"]))
    answers = steps[_are_answers(office, programme, cases, steps)].groupby("case_id")["happened_at"].min().to_dict()
    opened = pd.to_datetime(cases["opened_on"])
    answered_on = pd.to_datetime(cases["id"].map(answers), utc=True).dt.tz_convert(str(office.zone)).dt.tz_localize(None)
    cases = cases.assign(
        month=opened.dt.strftime("%Y-%m"), answered_on=answered_on, days=(answered_on.dt.normalize() - opened).dt.days
    )
    wanting = cases[cases["wants_answer"].astype(bool)]
    answered = int(wanting["answered_on"].notna().sum())
    low, high = wilson_interval(answered, len(wanting))
    months = cases.groupby(["month", "state"], as_index=False).size().rename(columns={"size": "count"})
    return Book(cases, months, len(wanting), answered, float(low), float(high), float(wanting["days"].median()))


def _are_answers(office: Office, programme: str, cases: pd.DataFrame, steps: pd.DataFrame) -> pd.Series:
    """Of each step whether it answers."""
    answers = {kind.id: kind.answers for kind in office.declarations.programme(programme).public_kinds}
    kinds = dict(zip(cases["id"], cases["kind"]))
    found = [step.move in answers[kinds[step.case_id]] for step in steps.itertuples()]
    return pd.Series(found, index=steps.index, dtype=bool)

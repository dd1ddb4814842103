"""Whether the book's figures are real: entries a month, days between rare ones, answers by unit and against the period before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from survey.actions.book_reading import book_of, entries_of
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.counting.period import ALL, Period, period_before
from survey.domain.handling.in_time import InTime, share_in_time
from survey.domain.judging.answering import WINDOW, answered_in_window, judge_answering
from survey.domain.noticing.count_chart import count_chart
from survey.domain.noticing.days_between import days_between_chart, is_rare
from survey.domain.noticing.event import breaks_of, events_marked
from survey.domain.noticing.rate_change import RateChange, share_change
from survey.domain.noticing.topic import TROUBLE

EVERY, FIRST, TOPIC = "every", "first", "topic"
NO_QUESTIONNAIRE = ""  # events of a questionnaire are about its sheets, not about the book


@dataclass(frozen=True)
class Rare:
    """Entries of which there is less than one a week.

    of         EVERY: all of them; FIRST: those that their kind puts first in line; TOPIC: those of `topic`, which is trouble.
    ids, days  of the entries, the newest first; whether one may be seen is for `list_cases` to say.
    chart      columns CONTROL, as `days_between_chart`.
    """

    of: str
    topic: str
    ids: tuple[str, ...]
    days: tuple[date, ...]
    chart: pd.DataFrame


@dataclass(frozen=True)
class BookVerdicts:
    """What may be said of the book up to the end of a period.

    months  as `count_chart`; empty where all entries are rare, and then stand first in `rares`; events: EVENTS_MARKED.
    units   columns ANSWERING, of the period's entries that have had WINDOW days.
    answered    how many of these were answered within WINDOW days; change: of that share since the period `before`, None
                for all of time.
    """

    months: pd.DataFrame
    events: pd.DataFrame
    rares: tuple[Rare, ...]
    units: pd.DataFrame
    answered: InTime
    change: RateChange | None
    before: Period | None


def read_book_verdicts(
    office: Office, programme: str, period: Period, today: date, units: tuple[str, ...] = ()
) -> BookVerdicts:
    """For the units that the actor may see; what lies before the period gives the charts their limits."""
    declared, reach = office.declarations.programme(programme), office.units_in_reach("read_book", programme, units)
    entries = entries_of(office, programme, ALL, reach)
    entries = entries[entries["opened_on"].map(lambda day: f"{day:%Y-%m}" <= period.last).astype(bool)]
    places = reach or tuple(unit.id for unit in office.declarations.units_of(declared.unit_kinds))
    breaks = breaks_of(declared.events, NO_QUESTIONNAIRE, places)
    rares = tuple(_rares(declared, entries, min(today, _end(period, today)), breaks))
    days = [] if any(rare.of == EVERY for rare in rares) else list(entries["opened_on"])
    before = None if period == ALL else period_before(period)
    now, then = (
        _had_time(book_of(office, programme, one, reach).cases, today) if one else None for one in (period, before)
    )
    counts = answered_in_window(now)
    return BookVerdicts(
        months=count_chart(days, today, period.last, breaks),
        events=events_marked(declared.events, NO_QUESTIONNAIRE, places),
        rares=rares,
        units=judge_answering(now),
        answered=share_in_time(*counts),
        change=share_change(*counts, *answered_in_window(then)) if before else None,
        before=before,
    )


def _end(period: Period, today: date) -> date:
    """The last day that the period holds, for a window that ends no later than today."""
    if period == ALL:
        return today
    return pd.Period(period.last, "M").end_time.date()


def _rares(declared: Programme, entries: pd.DataFrame, until: date, breaks: Sequence[str]) -> Iterator[Rare]:
    """Those that may be named, in this order: all, first in line, each topic of trouble."""
    if entries.empty:
        return
    kinds = {kind.id: kind for kind in declared.public_kinds}
    is_first = pd.Series([kinds[row.kind].is_first_in_line(row.coded) for row in entries.itertuples()], index=entries.index, dtype=bool)
    groups = [(EVERY, "", entries), (FIRST, "", entries[is_first])]
    groups += [(TOPIC, topic.id, entries[entries["topic"] == topic.id]) for topic in declared.topics if topic.kind == TROUBLE]
    starts = [date.fromisoformat(f"{month}-01") for month in breaks]
    for of, topic, cases in groups:
        if len(cases) and is_rare(len(cases), entries["opened_on"].min(), until):
            ordered = cases.sort_values("opened_on", ascending=False, kind="stable")
            days = tuple(ordered["opened_on"])
            yield Rare(of, topic, tuple(ordered["id"]), days, days_between_chart(days, starts))


def _had_time(cases: pd.DataFrame, today: date) -> pd.DataFrame:
    """The entries that wanted an answer and have had WINDOW days for it."""
    wanted = cases[cases["wants_answer"].astype(bool)]
    return wanted[wanted["opened_on"].map(lambda day: (today - day).days > WINDOW).astype(bool)]

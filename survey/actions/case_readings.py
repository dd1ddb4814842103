"""Readings of what cases show: their rows are read once for each programme and kind, however many indicators count them."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

import pandas as pd

from survey.actions.office import Office
from survey.actions.scenes import case_kind
from survey.domain.columns import empty, shaped
from survey.domain.counting.period import ALL, Period
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.handling.kind import CaseKind
from survey.domain.judging.case_verdict import judge_units
from survey.domain.judging.case_reading import read_in_time, read_recorded, read_share, read_verified, verified_events
from survey.domain.judging.indicator import IN_TIME, RECORDED, VERIFIED, CaseCount, Indicator
from survey.domain.judging.mark import Reading
from survey.domain.keeping.retention import horizon
from survey.store.case_counts import counted_cases, counted_runs, months_of_cases

READINGS_OF_CASES = ("indicator", "unit", "value", "low", "high", "n", "outside", "open", "shown", "grade", "side", "z")
AN_END = date(9999, 1, 1)


@dataclass(frozen=True)
class CaseRows:
    """The rows of one period that some indicators count, each read when it is first asked for.

    A case belongs to the day it was opened, a run to the day it started, an event to the day it happened.
    """

    office: Office
    indicators: tuple[Indicator, ...]
    period: Period
    now: datetime

    @cached_property
    def _kept(self) -> dict[tuple, pd.DataFrame]:
        return {}

    @cached_property
    def days(self) -> tuple[date, date]:
        if self.period == ALL:
            return date(1, 1, 2), AN_END
        first, last = self.period.first, self.period.last
        year, month = int(last[:4]), int(last[5:])
        return date(int(first[:4]), int(first[5:]), 1), date(year, month, monthrange(year, month)[1])

    @property
    def judged_at(self) -> datetime:
        """The end of the period, or now when that is earlier: a run that is due later is open."""
        return min(self.now, self._moment(self.days[1] + timedelta(days=1)))

    def cases(self, programme: str, kind: str, until: date | None = None) -> pd.DataFrame:
        """Cases opened in the period, or from its first day to another one."""
        key = programme, kind, until
        if key not in self._kept:
            self._kept[key] = counted_cases(self.office.database, programme, kind, self.days[0], until or self.days[1])
        return self._kept[key]

    def runs(self, programme: str, kind: str) -> pd.DataFrame:
        """The runs of all clocks of the kind that an indicator counts."""
        key = programme, kind, "runs"
        if key not in self._kept:
            of_kind = (i.cases for i in self.indicators if i.measure == IN_TIME and i.programme == programme and i.cases.kind == kind)
            since, before = (self._moment(day) for day in (self.days[0], self.days[1] + timedelta(days=1)))
            clocks = sorted({count.clock for count in of_kind})
            of_cases = self.cases(programme, kind)
            coded = dict(zip(of_cases["id"], of_cases["coded"]))
            self._kept[key] = counted_runs(self.office.database, programme, kind, clocks, since, before, coded)
        return self._kept[key]

    def events(self, indicator: Indicator) -> pd.DataFrame:
        """An event is entered after it happened: maybe after the period."""
        count = indicator.cases
        found = self.cases(indicator.programme, count.kind, AN_END if count.on else None)
        return verified_events(count, found, self.period, self.office.zone)

    @cached_property
    def elsewhere(self) -> frozenset[str]:
        """The cases of which a verified event came: what counts there counts nowhere else (rules.md 8)."""
        every = (self.events(indicator) for indicator in self.indicators if indicator.measure == VERIFIED)
        return frozenset(source for events in every for source in events["source"] if source)

    def _moment(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self.office.zone).astimezone(UTC)


def read_indicator(rows: CaseRows, indicator: Indicator, by: str) -> dict[str, Reading]:
    """Readings by "unit" or "person"; nothing by person where the indicator names none."""
    kind, count = case_kind(rows.office, indicator.programme, indicator.cases.kind), indicator.cases
    if by == "person" and not count.person_field(kind):
        return {}
    if indicator.measure == VERIFIED:
        per = rows.cases(indicator.programme, count.per) if count.per else None
        everybody = _everybody(rows.office, kind, count, by)
        return read_verified(indicator, rows.events(indicator), by, everybody, rows.elsewhere, per)
    if indicator.measure == IN_TIME:
        runs = rows.runs(indicator.programme, kind.id)
        return read_in_time(indicator, kind, runs, rows.judged_at, by, rows.elsewhere)
    cases = rows.cases(indicator.programme, kind.id)
    if indicator.measure == RECORDED:
        return read_recorded(indicator, kind, cases, by, horizon(rows.office.declarations.retention, rows.now).text)
    return read_share(indicator, cases, by)


def _everybody(office: Office, kind: CaseKind, count: CaseCount, by: str) -> Iterable[str]:
    """Those who may have verified events, so that none is a reading too."""
    if by == "unit":
        return [unit.id for unit in office.declarations.units_of(kind.unit_kinds)]
    roles = kind.fields[count.person].roles
    return [person.id for person in office.declarations.persons.values() if not roles or person.role in roles]


def case_indicators(office: Office, programme: str) -> tuple[Indicator, ...]:
    """The programme's indicators that count cases."""
    return tuple(i for i in office.declarations.programme(programme).indicators if i.is_of_cases)


def case_months(office: Office, programme: str) -> list[str]:
    """The months in which a case was opened, in order."""
    return months_of_cases(office.database, programme, office.units_in_reach("read_dashboard", programme))


def read_case_indicators(
    office: Office, programme: str, period: Period, now: datetime, units: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Every case indicator of the programme by unit; columns READINGS_OF_CASES. Figures with n under 10 stay here.

    grade, side, z  where the unit stands against all that may be seen (`judge_units`).
    """
    reach = office.units_in_reach("read_dashboard", programme, units)
    rows = CaseRows(office, case_indicators(office, programme), period, now)
    found = [
        (indicator.id, unit, reading)
        for indicator in rows.indicators
        for unit, reading in read_indicator(rows, indicator, "unit").items()
        if not reach or unit in reach
    ]
    table = pd.DataFrame([_row(*each) for each in found], columns=list(READINGS_OF_CASES[:-3]))
    judged = [judge_units(indicator, table[table["indicator"] == indicator.id]) for indicator in rows.indicators]
    return shaped(pd.concat(judged, ignore_index=True), READINGS_OF_CASES) if len(table) else empty(READINGS_OF_CASES)


def _row(indicator: str, unit: str, reading: Reading) -> tuple:
    if not is_shown(reading):
        return indicator, unit, None, None, None, 0, 0, 0, False
    figures = reading.value, reading.low, reading.high, reading.n, reading.outside, reading.open
    return indicator, unit, *figures, True


def is_shown(reading: Reading) -> bool:
    return reading.n >= MINIMUM or reading.is_whole

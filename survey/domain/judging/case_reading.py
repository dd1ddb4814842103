"""Cases and the runs of their clocks become an indicator's readings, one for each unit or person."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from survey.domain.counting.events import events_interval
from survey.domain.counting.interval import wilson_interval
from survey.domain.counting.period import ALL, Period
from survey.domain.handling.kind import CaseKind
from survey.domain.judging.indicator import CaseCount, Indicator
from survey.domain.judging.mark import Reading
from survey.domain.keeping.retention import MARK

A_HUNDRED = 100
HOLDS = {"in_time": True, "late": False}  # of a run that is decided


def verdicts(runs: pd.DataFrame, now: datetime, is_before: bool = False) -> np.ndarray:
    """What `verdict` says of each run, for a whole table of columns CLOCKS at once.

    A notice that was not given yet is running, however late it is: nobody knows when it will be given.
    """
    due, paused, ended = (pd.to_datetime(runs[name], utc=True) for name in ("due_at", "paused_at", "ended_at"))
    until = paused.fillna(ended).fillna(pd.Timestamp(now))
    is_late = (due.notna() & (until > due) & (ended.notna() | (not is_before))).to_numpy()
    return np.select(
        [runs["is_dropped"].astype(bool), ended.notna() & due.isna(), is_late, ended.notna(), paused.notna()],
        ["dropped", "unknown", "late", "in_time", "paused"], "running",
    )


def read_in_time(
    indicator: Indicator, kind: CaseKind, runs: pd.DataFrame, now: datetime, by: str, elsewhere: Collection[str] = ()
) -> dict[str, Reading]:
    """The share in time of the runs that are decided; columns CLOCKS, unit, at_unit, coded.

    A late run of a case in `elsewhere`, of which a verified event came, counts there: the heavier place.
    """
    count = indicator.cases
    clock = kind.clock(count.clock)
    if clock is None:
        return {}
    own = runs[(runs["clock"] == clock.id).to_numpy(dtype=bool) & _fits(runs["coded"], count.when)]
    found = verdicts(own, now, clock.is_before)
    found = np.where((found == "late") & own["case_id"].isin(list(elsewhere)).to_numpy(), "elsewhere", found)
    sorts = pd.Series(found, index=own.index)
    subjects = _subjects(own, count, by, count.person_field(kind))
    return _shares(
        indicator, subjects, holds=sorts == "in_time", is_in=sorts.isin(list(HOLDS)), is_out=sorts.isin(["dropped", "elsewhere"])
    )


def read_recorded(
    indicator: Indicator, kind: CaseKind, cases: pd.DataFrame, by: str, erased_before: datetime | None = None
) -> dict[str, Reading]:
    """The share of cases in which all fields are given. Words that were erased after their time can't be told
    from words that were never written: where one of the fields holds words, cases that old are outside."""
    count = indicator.cases
    base = _base(cases, count, tuple(state.id for state in kind.states if state.is_final))
    has_words = any(kind.fields[id].is_words for id in count.fields if id in kind.fields)
    is_old = pd.Series(False, index=base.index)
    if has_words and erased_before is not None:
        is_old = pd.to_datetime(base["entered_at"], utc=True) <= pd.Timestamp(erased_before)
    holds = pd.Series(_are_given(base, count.fields), index=base.index)
    return _shares(indicator, _subjects(base, count, by), holds=holds, is_in=~is_old, is_out=is_old)


def read_share(indicator: Indicator, cases: pd.DataFrame, by: str) -> dict[str, Reading]:
    """The share of cases all of whose fields have one of the values; of a field with several ticks, all of the values."""
    base = _base(cases, indicator.cases, ())
    count = indicator.cases
    base = base[have(base["coded"], count.fields, count.of)] if count.of else base
    holds = pd.Series(have(base["coded"], count.fields, count.values), index=base.index)
    everywhere = pd.Series(True, index=base.index)
    return _shares(indicator, _subjects(base, count, by), holds=holds, is_in=everywhere, is_out=~everywhere)


def verified_events(count: CaseCount, cases: pd.DataFrame, period: Period, zone: ZoneInfo) -> pd.DataFrame:
    """The cases that are verified events of the period, each once however many topics it has."""
    base = _base(cases, count, ())
    if count.values:
        base = base[have(base["coded"], count.fields, count.values)]
    days = happened_on(base, count.on, zone)
    months = days.dt.strftime("%Y-%m")
    is_in = pd.Series(True, index=base.index) if period == ALL else months.between(period.first, period.last)
    return base[is_in & (days >= pd.Timestamp(count.since))] if count.since else base[is_in]


def happened_on(cases: pd.DataFrame, field: str, zone: ZoneInfo) -> pd.Series:
    """The day that the field says, where the office is; the day the case was opened where it says none."""
    opened = pd.to_datetime(cases["opened_on"])
    if not field:
        return opened
    told = [_day(coded.get(field), zone) for coded in cases["coded"]]
    return pd.Series(pd.to_datetime(told), index=cases.index, dtype="datetime64[ns]").fillna(opened)


def _day(value: object, zone: ZoneInfo) -> str | None:
    """A day as it is; a moment's day in the zone."""
    if not value:
        return None
    moment = datetime.fromisoformat(str(value))
    return f"{(moment.astimezone(zone) if moment.tzinfo else moment).date()}"


def read_verified(
    indicator: Indicator, events: pd.DataFrame, by: str, everybody: Iterable[str],
    elsewhere: Collection[str] = (), per: pd.DataFrame | None = None,
) -> dict[str, Reading]:
    """How many verified events each of `everybody` has, none included; or for each hundred of the cases `per`.

    An event in `elsewhere`, of which another one came, counts there and is outside here.
    """
    counts_elsewhere = events["id"].isin(list(elsewhere)).to_numpy(dtype=bool)
    subjects = _subjects(events, indicator.cases, by)
    counted, outside = subjects[~counts_elsewhere].value_counts(), subjects[counts_elsewhere].value_counts()
    cases = None if per is None else _subjects(per, indicator.cases, by).value_counts()
    return {
        subject: _events(indicator, int(counted.get(subject, 0)), int(outside.get(subject, 0)),
                         None if cases is None else int(cases.get(subject, 0)))
        for subject in everybody if cases is None or cases.get(subject, 0)
    }  # fmt: skip


def _events(indicator: Indicator, events: int, outside: int, cases: int | None) -> Reading:
    """A number of events is what happened, and not an estimate; only a rate of them has an interval."""
    if cases is None:
        return Reading(indicator.id, events, events, events, 0, events, 1, outside, is_deduction=True)
    hundreds = cases / A_HUNDRED
    low, high = events_interval(events)
    value = events / hundreds
    return Reading(
        indicator.id, value, low / hundreds, high / hundreds, cases, events, hundreds, outside, is_deduction=True
    )


def _base(cases: pd.DataFrame, count: CaseCount, usual: Sequence[str]) -> pd.DataFrame:
    """The cases that stand in one of the states, have what must be given, and fit `when`."""
    states = count.states or usual
    found = cases[cases["state"].isin(states)] if states else cases
    if count.given:
        found = found[_are_given(found, count.given)]
    return found[_fits(found["coded"], count.when)]


def _are_given(cases: pd.DataFrame, fields: Sequence[str]) -> np.ndarray:
    return np.array([
        all(coded.get(id) not in (None, "", []) or words.get(id) not in (None, "", MARK) for id in fields)
        for coded, words in zip(cases["coded"], cases["words"])
    ], dtype=bool)  # fmt: skip


def _fits(coded: pd.Series, when: Mapping[str, tuple[str, ...]]) -> np.ndarray:
    if not when:
        return np.ones(len(coded), dtype=bool)
    return np.array([all(given.get(id) in allowed for id, allowed in when.items()) for given in coded], dtype=bool)


def have(coded: Iterable[Mapping], fields: Sequence[str], values: Sequence[str]) -> np.ndarray:
    return np.array([all(_has(given.get(id), values) for id in fields) for given in coded], dtype=bool)


def _has(value: object, values: Sequence[str]) -> bool:
    """One of them; where several may be ticked, all of them."""
    return set(values) <= set(value) if isinstance(value, list) else value in values


def _subjects(rows: pd.DataFrame, count: CaseCount, by: str, person: str = "") -> pd.Series:
    """The unit or person of each row; "" for none."""
    if by == "person":
        found = [str(coded.get(person or count.person) or "") for coded in rows["coded"]]
        return pd.Series(found, index=rows.index, dtype=object)
    return rows["at_unit"].where(rows["at_unit"] != "", rows["unit"]) if count.is_holders else rows["unit"]


def _shares(
    indicator: Indicator, subjects: pd.Series, holds: pd.Series, is_in: pd.Series, is_out: pd.Series
) -> dict[str, Reading]:
    """A reading for every subject with something in the denominator; what is neither in nor out is open."""
    marks = pd.DataFrame({"holds": holds & is_in, "n": is_in, "outside": is_out, "open": ~(is_in | is_out)}, dtype=bool)
    sums = marks.groupby(subjects).sum()
    sums = sums[(sums["n"] > 0) & (sums.index != "")]
    low, high = wilson_interval(sums["holds"], sums["n"])
    return {
        str(subject): Reading(indicator.id, held / n, float(least), float(most), int(n), int(held), int(n), int(outside), int(waiting))
        for (subject, held, n, outside, waiting), least, most in zip(sums.itertuples(), low, high)
    }

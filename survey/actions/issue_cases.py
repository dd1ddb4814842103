"""The doors of cases: the book, requests and registers by place and topic, what came back, and what is overdue."""

from collections.abc import Mapping
from datetime import datetime

import pandas as pd

from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.counting.period import ALL, Period
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.handling.due import OVERDUE, deadline
from survey.domain.handling.kind import CaseKind
from survey.domain.keeping.actor import NotAllowed
from survey.domain.noticing.issue import BOOK, NOTES, PLACE, REQUESTS
from survey.store.case_topics import overdue_runs, reopened_counts, topic_counts
from survey.store.cases import runs_of

DOORS_OF_CASES = (BOOK, REQUESTS, NOTES)
COLUMNS = (*DOORS_OF_CASES, "reopened", "overdue", "all_cases")
Kinds = Mapping[tuple[str, str], CaseKind]


def case_evidence(
    office: Office, programme: Programme, period: Period, now: datetime, confirmed: pd.DataFrame,
    listable: frozenset[str] | None = None,
) -> pd.DataFrame:
    """One row a unit and topic of the programme, columns COLUMNS, from cases of all programmes that mean the same.

    confirmed  columns TOPIC_COUNTS: cases whose words speak of a topic, as a person confirmed.
    listable   programmes whose cases may be told; left out: those whose cases the actor may list.
    all_cases  how many there are whoever looks. Of programmes that are not listable, the other columns
               leave out what fewer than ten cases stand behind, and what came back or is overdue.
    """
    own, kinds = own_topics(programme), _kinds(office)
    counted = pd.concat([topic_counts(office.database, period), confirmed], ignore_index=True)
    doors = [door_of(kinds[pair]) if pair in kinds else NOTES for pair in zip(counted["programme"], counted["kind"])]
    again = reopened_counts(office.database, {pair: sorted(kind.reopenings) for pair, kind in kinds.items()}, period)
    late = _overdue(office, kinds, period, now)
    whole = pd.concat([counted.assign(what=doors), again.assign(what="reopened"), late.assign(what="overdue")], ignore_index=True)
    whole = whole.assign(topic=[own.get(pair, "") for pair in zip(whole["programme"], whole["topic"])])
    whole = whole[whole["topic"] != ""].groupby([*PLACE, "programme", "what"], as_index=False)["count"].sum()
    return _by_place(whole, _listable(office) if listable is None else listable)


def own_topics(programme: Programme) -> dict[tuple[str, str], str]:
    """Which of the programme's topics a topic of any programme is, by (programme, topic)."""
    own = {(programme.id, topic.id): topic.id for topic in programme.topics}
    return own | {pair: topic.id for topic in programme.topics for pair in topic.also}


def door_of(kind: CaseKind) -> str:
    """What citizens write themselves is the book; who left a contact came, called or wrote; the rest is a register."""
    return BOOK if kind.is_public else REQUESTS if kind.contact else NOTES


def _kinds(office: Office) -> Kinds:
    return {(p.id, kind.id): kind for p in office.declarations.programmes.values() for kind in p.case_kinds}


def _listable(office: Office) -> frozenset[str]:
    """The programmes whose cases the actor may list."""
    found = set()
    for id in office.declarations.programmes:
        try:
            found |= set() if office.leave("list_cases", id).is_own_only else {id}
        except NotAllowed:
            continue
    return frozenset(found)


def _by_place(whole: pd.DataFrame, listable: frozenset[str]) -> pd.DataFrame:
    of_doors = whole[whole["what"].isin(DOORS_OF_CASES)]
    seen = whole[whole["programme"].isin(listable) | (whole["what"].isin(DOORS_OF_CASES) & (whole["count"] >= MINIMUM))]
    both = pd.concat([seen, of_doors.assign(what="all_cases")], ignore_index=True)
    if both.empty:
        return pd.DataFrame(columns=[*PLACE, *COLUMNS]).astype({name: int for name in COLUMNS})
    table = both.pivot_table(index=PLACE, columns="what", values="count", aggfunc="sum", fill_value=0)
    return table.reindex(columns=COLUMNS, fill_value=0).astype(int).reset_index().rename_axis(columns=None)


def _overdue(office: Office, kinds: Kinds, period: Period, now: datetime) -> pd.DataFrame:
    """Open cases with an overdue clock, one each, with a `count` of 1."""
    declared = office.declarations
    runs = overdue_runs(office.database, now, "9999-12" if period == ALL else period.last)
    late: dict[str, dict] = {}
    for row, run in zip(runs.to_dict("records"), runs_of(runs), strict=True):
        kind = kinds.get((row["programme"], row["kind"]))
        clock = kind.clock(run.clock) if kind and row["state"] in kind.open_states else None
        found = clock and deadline(clock, run, now, declared.calendar, declared.unit(row["unit"]))
        if found and found.when == OVERDUE:
            late[row["case_id"]] = {name: row[name] for name in ("programme", "kind", *PLACE)} | {"count": 1}
    return pd.DataFrame(list(late.values()), columns=["programme", "kind", *PLACE, "count"])

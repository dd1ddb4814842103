"""What a head of unit looks at: the readings of a questionnaire."""

from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations

import pandas as pd

from survey.actions.office import Office
from survey.actions.selecting import Selection, check_shown, guard_among, hide_groups, within_reach
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.counting.differencing import Guard
from survey.domain.counting.period import Period
from survey.domain.counting.reading import answer_values, distribution, newest, read, readings, weigh
from survey.domain.counting.small_numbers import MINIMUM, hide_small
from survey.domain.counting.tally import EVERYONE
from survey.domain.judging.evaluation import FocalRule
from survey.domain.keeping.actor import NotAllowed
from survey.domain.noticing.focal_issue import find_focal_issues
from survey.store.exclusions import count_excluded
from survey.store.response_reading import comments_frame
from survey.store.tallies import tallies_frame

LATEST = 50  # comments
DEFAULT_FOCAL_RULE = FocalRule(line=0.10, least_answers=30)


@dataclass(frozen=True)
class Dashboard:
    """Readings with small numbers hidden already; every frame has READINGS and `shown`.

    responses  how many whole responses; headline: one row for the headline question.
    left_out   answers to it in older words or on an older scale, which stand in no figure of the period.
    trend by segment (another wording or scale begins a new one) and month, units by unit, modes by mode: the headline question.
    questions by question; heat by unit and question; answers: their distribution by question.
    focal      rows of heat over the line; comments: the latest, none below the minimum.
    """

    questionnaire: Questionnaire
    responses: int
    left_out: int
    headline: pd.DataFrame
    trend: pd.DataFrame
    units: pd.DataFrame
    modes: pd.DataFrame
    questions: pd.DataFrame
    heat: pd.DataFrame
    answers: pd.DataFrame
    focal: pd.DataFrame
    comments: pd.DataFrame
    excluded: int = 0  # responses that two persons left out of every figure

    @property
    def is_empty(self) -> bool:
        return self.responses < MINIMUM


def focal_rule(office: Office, period: Period) -> FocalRule:
    """The rule of the year the period ends in, or the house's default."""
    year = period.last[:4]
    evaluation = office.declarations.evaluations.get(int(year))
    return evaluation.focal if evaluation else DEFAULT_FOCAL_RULE


def read_dashboard(office: Office, selection: Selection) -> Dashboard:
    """All readings of one page, of the units that the actor may see; comments only for who may read them.

    NotShown for a selection that the guard against subtraction doesn't show (decision 0015).
    """
    guard = check_shown(office, selection)
    found = dashboard_of(office, within_reach(office, selection), guard)
    units = units_to_read(office, selection.programme)
    if units is None:
        return replace(found, comments=found.comments.head(0))
    return replace(found, comments=found.comments[found.comments["unit"].isin(units)]) if units else found


def units_to_read(office: Office, programme: str) -> tuple[str, ...] | None:
    """The units whose comments the actor may read as they were written: () for all, None for none."""
    try:
        return office.units_in_reach("read_comments", programme)
    except NotAllowed:
        return None


def dashboard_of(office: Office, selection: Selection, guard: Guard | None = None) -> Dashboard:
    """The same without asking who reads: for other actions. From three passes over the tallies.

    guard  whose groups are hidden; without one, that of somebody who sees every unit.
    """
    guard = guard or guard_among(office, selection.programme, selection.questionnaire)
    may_show = partial(hide_groups, guard, selection)
    questionnaire = office.declarations.programme(selection.programme).questionnaire(selection.questionnaire)
    values = _values(office, selection)
    scope = {"units": selection.units, "modes": selection.modes}
    where = (office.database, selection.programme, selection.questionnaire, selection.period)
    counts = tallies_frame(*where, **scope, keep=("question", "unit", "answer", "version"))
    weighed = weigh(counts, values)
    of_headline = newest(weighed[weighed["question"] == questionnaire.headline])
    by_month, by_mode = (
        tallies_frame(*where, **scope, keep=("question", "answer", "version", name), questions=(questionnaire.headline,))
        for name in ("month", "mode")
    )
    heat = may_show(hide_small(read(weighed, ["question", "unit"]), totals=[["question"]]))
    whole = counts[counts["question"] == EVERYONE]
    responses = int(whole["count"].sum())
    return Dashboard(
        questionnaire=questionnaire,
        responses=responses,
        left_out=int(counts.loc[counts["question"] == questionnaire.headline, "count"].sum() - of_headline["count"].sum()),
        headline=hide_small(read(of_headline)),
        trend=may_show(hide_small(readings(by_month, values, ["segment", "month"]), totals=[["segment"]])),
        units=may_show(hide_small(read(of_headline, ["unit"]), totals=[()])),
        modes=may_show(hide_small(readings(by_mode, values, ["mode"]), totals=[()])),
        questions=hide_small(read(weighed, ["question"])),
        heat=heat,
        answers=hide_small(distribution(weighed)),
        focal=find_focal_issues(heat, focal_rule(office, selection.period)),
        comments=_comments(office, selection, whole, guard),
        excluded=count_excluded(*where, **scope),
    )


def _values(office: Office, selection: Selection) -> pd.DataFrame:
    programme = office.declarations.programme(selection.programme)
    return answer_values(programme.versions(selection.questionnaire))


def _comments(office: Office, selection: Selection, whole: pd.DataFrame, guard: Guard) -> pd.DataFrame:
    """The latest comments, of units with enough responses that nobody is known by the unit alone."""
    where = selection.units, selection.modes, selection.period
    units = tuple(unit for unit in sorted(set(whole["unit"])) if not guard.hidden_group(*where, {"unit": unit}))
    return comments_frame(
        office.database, selection.programme, selection.questionnaire, selection.period,
        units, selection.modes, most=LATEST if units else 0,
    )


def read_figures(office: Office, selection: Selection, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """Readings of every question, for the whole or by unit, mode, area, month, person or collector.

    NotShown for a selection that the guard against subtraction doesn't show; groups that it hides are hidden.
    Areas, persons and collectors are held against the totals of this table alone.
    """
    guard, selection = check_shown(office, selection), within_reach(office, selection)
    keep = tuple(dict.fromkeys(("question", *by, "answer", "version")))
    counts = tallies_frame(
        office.database, selection.programme, selection.questionnaire, selection.period, keep=keep,
        units=selection.units, modes=selection.modes,
    )
    table = readings(counts, _values(office, selection), ["question", *by])
    totals = [["question", *rest] for size in range(len(by)) for rest in combinations(by, size)]
    return hide_groups(guard, selection, hide_small(table, totals=totals))

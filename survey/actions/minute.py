"""One page for the head of a unit: what changed, what to do first, who owes what, and three charts behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from survey.actions.charting import SCORE, ControlChart, read_control_chart, read_funnel
from survey.actions.comparing import Changes, read_changes
from survey.actions.issues import Issues, find_issues
from survey.actions.office import Office
from survey.actions.owing import Owed, read_owed
from survey.actions.selecting import NotShown, Selection, months_with_responses, reader_guard, responses_in
from survey.actions.studying import read_importance, shared_importance
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.columns import HEADLINES, MOVED, empty, shaped
from survey.domain.counting.differencing import Guard
from survey.domain.counting.period import ALL, Period, period_before, periods_like, year_period
from survey.domain.counting.small_numbers import TENTATIVE
from survey.domain.noticing.change import COMPARED
from survey.domain.noticing.funnel import Funnel
from survey.domain.noticing.importance_study import ImportanceStudy
from survey.domain.noticing.study import NotStudied
from survey.domain.noticing.verdict import BETTER, WORSE

PLACE = ["questionnaire", "unit", "question"]
YEARS_BACK = 1  # default: the control chart begins with the year before the one that the period ends in


@dataclass(frozen=True)
class Charts:
    """Of one questionnaire's headline question.

    control     along the months of `along`; funnel: the units in the period.
    importance  of the year that the period ends in, because a quarter is seldom enough; None: not studied, `why_not` says why.
    """

    control: ControlChart
    along: Period
    funnel: Funnel
    importance: ImportanceStudy | None
    year: Period
    why_not: str = ""


@dataclass(frozen=True)
class Noticed:
    """What the responses say. All of it is about `period`, which is the wanted one, or where that has too few responses
    (TENTATIVE, our default, or the guard of 0015 hides it) the latest of its length that has enough, else all of time;
    None where nothing may be shown, and then nothing else is told.

    against    the period before it; None for all of time.
    responses  how many whole ones each questionnaire has in the period, of those that have enough; few: ids of the others.
    headlines  FIGURE_CHANGES of the headline question's score over all units, with `questionnaire`.
    moved      columns MOVED: the clear changes, what is surest first; tested: how many were compared, places × questions.
    issues     as `find_issues`; charts: by questionnaire.
    """

    wanted: Period
    period: Period | None
    against: Period | None = None
    responses: Mapping[str, int] | None = None
    few: tuple[str, ...] = ()
    headlines: pd.DataFrame | None = None
    moved: pd.DataFrame | None = None
    tested: int = 0
    issues: Issues | None = None
    charts: Mapping[str, Charts] | None = None


@dataclass(frozen=True)
class Minute:
    """noticed: what the responses say; owed: who owes what, None for who may list no cases."""

    noticed: Noticed
    owed: Owed | None


def read_minute(
    office: Office, programme: str, period: Period, now: datetime,
    noticed: Callable[[Office, str, Period, datetime], Noticed] | None = None,
) -> Minute:
    """The whole page, of the units within the actor's reach; NotAllowed where there are none.

    noticed  reads the first half in place of `read_noticed`: for who keeps it.
    """
    office.units_in_reach("read_dashboard", programme)
    return Minute((noticed or read_noticed)(office, programme, period, now), read_owed(office, programme, now))


def read_noticed(office: Office, programme: str, period: Period, now: datetime) -> Noticed:
    """What the responses say of the units within the actor's reach; NotAllowed where there are none."""
    guards = {q.id: reader_guard(office, programme, q.id) for q in asked_in_reach(office, programme)}
    settled = _settled(office, programme, period, guards)
    if settled is None:
        return Noticed(period, None)
    enough = {id: n for id, guard in guards.items() if (n := _people(guard, settled)) >= TENTATIVE}
    against = None if settled == ALL else period_before(settled)
    headlines, moved, tested = _moved(office, [Selection(programme, id, settled) for id in enough], against, guards)
    importance = {
        key: share for id in guards for key, share in shared_importance(office, _year(programme, id, settled), now).items()
    }
    return Noticed(
        period, settled, against, enough, tuple(id for id in guards if id not in enough), headlines, moved, tested,
        find_issues(office, programme, settled, now, importance=importance),
        {id: _charts(office, Selection(programme, id, settled), now, guards[id]) for id in enough},
    )


def asked_in_reach(office: Office, programme: str) -> list[Questionnaire]:
    """The current questionnaires of a programme about units within reach; NotAllowed where nothing of it is in reach."""
    units = office.units_in_reach("read_dashboard", programme)
    kinds = {office.declarations.unit(unit).kind for unit in units}
    asked = office.declarations.programme(programme).current_questionnaires
    return [one for one in asked if not units or kinds & set(one.unit_kinds)]


def months_in_reach(office: Office, programme: str) -> dict[str, int]:
    """How many whole responses each month has, in order, over the questionnaires of a programme."""
    counts = [months_with_responses(office, programme, one.id) for one in asked_in_reach(office, programme)]
    return {month: sum(one.get(month, 0) for one in counts) for month in sorted({month for one in counts for month in one})}


def responses_in_reach(office: Office, programme: str) -> int:
    """How many whole responses there are over the questionnaires of a programme, those without a day among them."""
    return sum(responses_in(office, Selection(programme, one.id, ALL)) for one in asked_in_reach(office, programme))


def _settled(office: Office, programme: str, wanted: Period, guards: Mapping[str, Guard]) -> Period | None:
    """The wanted period, or the latest like it of which some questionnaire has enough, or all of time."""
    def has_enough(period: Period) -> bool:
        return any(_people(guard, period) >= TENTATIVE for guard in guards.values())

    if has_enough(wanted):
        return wanted
    return next(filter(has_enough, (*periods_like(wanted, months_in_reach(office, programme)), ALL)), None)


def _people(guard: Guard, period: Period) -> int:
    """How many answered in the period, 0 where the guard doesn't show it."""
    pieces = guard.pieces((), (), period)
    return 0 if guard.hidden_of(pieces) else sum(guard.people.get(piece, 0) for piece in pieces)


def _moved(
    office: Office, selections: list[Selection], against: Period | None, guards: Mapping[str, Guard]
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """The headlines, the clear changes of all selections against the period before, and how many places × questions were compared.

    Of one place and question the figure that is surer speaks: one thing is told once.
    """
    comparable = [one for one in selections if against and _people(guards[one.questionnaire], against)]
    found = {one: read_changes(office, one, against, by_question=False, guard=guards[one.questionnaire]) for one in comparable}
    if not found:
        return empty(HEADLINES), empty(MOVED), 0
    headlines = pd.concat([changes.headline.assign(questionnaire=one.questionnaire) for one, changes in found.items()])
    whole = pd.concat([_compared(one, changes, guards[one.questionnaire]) for one, changes in found.items()], ignore_index=True)
    whole = whole.dropna(subset="q").sort_values("q", kind="stable")
    clear = whole[whole["verdict"].isin((BETTER, WORSE))].drop_duplicates(PLACE)
    is_score = headlines["figure"] == SCORE
    return shaped(headlines[is_score], HEADLINES), shaped(clear.reset_index(drop=True), MOVED), len(whole.drop_duplicates(PLACE))


def _compared(selection: Selection, found: Changes, guard: Guard) -> pd.DataFrame:
    """Both figures of every place and question, but of places that the guard hides in either period."""
    both = pd.concat([found.places[figure].assign(figure=figure) for figure in COMPARED], ignore_index=True)
    hidden = {
        unit for unit in both["unit"].unique()
        if any(guard.hidden_group((), (), period, {"unit": unit}) for period in (found.period, found.against))
    }
    return both[~both["unit"].isin(hidden)].assign(questionnaire=selection.questionnaire)


def _charts(office: Office, selection: Selection, now: datetime, guard: Guard) -> Charts:
    questionnaire = office.declarations.programme(selection.programme).questionnaire(selection.questionnaire)
    along = Selection(selection.programme, questionnaire.id, _along(selection.period))
    headline, year = questionnaire.headline, _year(selection.programme, questionnaire.id, selection.period)
    importance, why_not = None, ""
    try:
        importance = read_importance(office, year, now)
    except (NotStudied, NotShown) as refusal:
        why_not = str(refusal)
    control = read_control_chart(office, along, headline, SCORE, guard)
    funnel = read_funnel(office, selection, headline, SCORE, guard)
    return Charts(control, along.period, funnel, importance, year.period, why_not)


def _along(period: Period) -> Period:
    return period if period == ALL else Period(f"{int(period.last[:4]) - YEARS_BACK:04}-01", period.last)


def _year(programme: str, questionnaire: str, period: Period) -> Selection:
    """The whole of the year that the period ends in; of all of time, all of it."""
    return Selection(programme, questionnaire, period if period == ALL else year_period(int(period.last[:4])))

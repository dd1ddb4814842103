"""Is it real: control charts along the months, funnels over the units, and two fields against each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from survey.actions.office import Office
from survey.actions.selecting import Selection, hide_groups, reader_guard, within_reach
from survey.domain.columns import CONTROL_BY_UNIT, empty, shaped
from survey.domain.counting.interval import score_variance
from survey.domain.counting.reading import FIGURES, SUMS, answer_values, weigh
from survey.domain.counting.small_numbers import hide_small
from survey.domain.errors import SurveyError
from survey.domain.noticing.cross_hiding import hide_both_ways
from survey.domain.noticing.event import breaks_of, events_marked
from survey.domain.noticing.funnel import Funnel, funnel
from survey.domain.noticing.p_chart import laney_p_chart
from survey.domain.noticing.phases import phases_of
from survey.domain.noticing.xmr_chart import xmr_chart
from survey.locale import _
from survey.store.tallies import tallies_frame

SCORE, DISSATISFIED = "score", "dissatisfied"


@dataclass(frozen=True)
class ControlChart:
    """points: columns CONTROL, small numbers hidden; events: EVENTS_MARKED, those that touch the selection's units."""

    points: pd.DataFrame
    events: pd.DataFrame


def read_control_chart(
    office: Office, selection: Selection, question: str, figure: str, breaks: Sequence[str] = ()
) -> ControlChart:
    """One question along the months: Laney's p′ for a rate, XmR for the mean score (0-100).

    breaks  months in which the question began to have other words or another scale. New limits begin there, and
            with each event that rebases and is about all of the selection's units.
    Hidden months stand unshown and enter no limit. SurveyError for a question or figure that cannot be counted.
    """
    selection = within_reach(office, selection)
    by_month = _shown(office, selection, _counted(office, selection, question, figure, ("month",)))
    units = _units(office, selection)
    events = office.declarations.programme(selection.programme).events
    begun = (*breaks, *breaks_of(events, selection.questionnaire, units))
    return ControlChart(_charted(by_month, figure, begun), events_marked(events, selection.questionnaire, units))


def read_small_multiples(
    office: Office, selection: Selection, question: str, figure: str = SCORE, breaks: Sequence[str] = ()
) -> pd.DataFrame:
    """A control chart for each unit, the events being the unit's own; columns CONTROL_BY_UNIT."""
    selection = within_reach(office, selection)
    counted = hide_both_ways(
        _counted(office, selection, question, figure, ("unit", "month")), "unit", "month", are_totals_hidden=True
    )
    events = office.declarations.programme(selection.programme).events
    charts = [
        _charted(of_unit, figure, (*breaks, *breaks_of(events, selection.questionnaire, [unit]))).assign(unit=unit)
        for unit, of_unit in counted.groupby("unit")
    ]
    charts = [chart for chart in charts if len(chart)]
    return shaped(pd.concat(charts, ignore_index=True), CONTROL_BY_UNIT) if charts else empty(CONTROL_BY_UNIT)


def read_funnel(office: Office, selection: Selection, question: str, figure: str) -> Funnel:
    """The units against the mean of those that are shown; hidden ones stand last, as "few"."""
    selection = within_reach(office, selection)
    counted = _counted(office, selection, question, figure, ("unit",))
    return funnel(_shown(office, selection, counted), figure != DISSATISFIED)


def _shown(office: Office, selection: Selection, counted: pd.DataFrame) -> pd.DataFrame:
    """Before limits are drawn, which would tell of a hidden row: small numbers hidden, and what the guard hides (0015)."""
    guard = reader_guard(office, selection.programme, selection.questionnaire)
    return hide_groups(guard, selection, hide_small(counted, totals=[()]))


def _counted(office: Office, selection: Selection, question: str, figure: str, by: tuple[str, ...]) -> pd.DataFrame:
    """Columns by..., n and count (of a rate), or value and variance (of the score); nothing is hidden yet."""
    values = _values_of(office, selection, question, figure)
    counts = tallies_frame(
        office.database, selection.programme, selection.questionnaire, selection.period,
        keep=("question", "answer", "version", *by), units=selection.units, modes=selection.modes, questions=(question,),
    )
    sums = weigh(counts, values).groupby(list(by), as_index=False, sort=True)[list(SUMS)].sum()
    if figure != SCORE:
        return sums[[*by, "n"]].assign(n=sums["n"].astype(int), count=sums[figure].astype(float)).query("n > 0")
    scored = sums[list(by)].assign(
        n=sums["scored"].astype(int), value=sums["total"] / sums["scored"],
        variance=score_variance(sums["scored"], sums["total"], sums["squares"]),
    )
    return scored.query("n > 0")


def _values_of(office: Office, selection: Selection, question: str, figure: str) -> pd.DataFrame:
    """What the question's answers are worth; SurveyError when it has no such figure."""
    programme = office.declarations.programme(selection.programme)
    questionnaire = programme.questionnaire(selection.questionnaire)
    values = answer_values(programme.versions(questionnaire.id))
    measured = "points" if figure == SCORE else "grade"
    with_figure = set(values.loc[values[measured].notna(), "question"])
    if figure not in FIGURES or question not in with_figure:
        raise SurveyError(
            _("图表"),
            _("题目“{question}”没有“{figure}”这个读数。").format(question=question[:40], figure=figure[:40]),
            _("可以用：{ids}。").format(ids="、".join([*FIGURES, *(q.key for q in questionnaire.questions if q.key in with_figure)])),
        )
    return values


def _charted(counted: pd.DataFrame, figure: str, breaks: Sequence[str]) -> pd.DataFrame:
    """Columns CONTROL of the dated months; what has no day is no point, but was there when small numbers were hidden."""
    dated = counted[counted["month"] != ""].reset_index(drop=True)
    points = dated.assign(phase=phases_of(dated["month"].tolist(), breaks))
    if figure == SCORE:
        return xmr_chart(points, within=(0, 100))
    return laney_p_chart(points, figure != DISSATISFIED)


def _units(office: Office, selection: Selection) -> tuple[str, ...]:
    """Those of the selection, or all that the questionnaire is about."""
    questionnaire = office.declarations.programme(selection.programme).questionnaire(selection.questionnaire)
    return selection.units or tuple(unit.id for unit in office.declarations.units_of(questionnaire.unit_kinds))

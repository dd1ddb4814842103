"""Is it real: control charts along the months, and funnels over the units."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from survey.actions.office import Office
from survey.actions.selecting import Selection, hide_groups, reader_guard, within_reach
from survey.domain.columns import CONTROL_BY_SEGMENT, CONTROL_BY_UNIT, empty, shaped
from survey.domain.counting.differencing import Guard
from survey.domain.counting.interval import score_variance
from survey.domain.counting.reading import FIGURES, SUMS, answer_values, newest, weigh
from survey.domain.counting.small_numbers import hide_small
from survey.domain.errors import SurveyError
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
    """points: columns CONTROL_BY_SEGMENT, small numbers hidden; events: EVENTS_MARKED, those that touch the selection's units."""

    points: pd.DataFrame
    events: pd.DataFrame


def read_control_chart(
    office: Office, selection: Selection, question: str, figure: str, guard: Guard | None = None
) -> ControlChart:
    """One question along the months: Laney's p′ for a rate, XmR for the mean score (0-100).

    New limits begin with each segment of the question (other words or another scale; a month that has answers to
    both has a row in either), and with each event that rebases and is about all of the selection's units.
    Hidden months stand unshown and enter no limit. SurveyError for a question or figure that cannot be counted.
    guard  the reader's, of whoever has it already.
    """
    selection = within_reach(office, selection)
    counted = _added(_weighed(office, selection, question, figure, ("month",)), ("segment", "month"), figure)
    by_month = _shown(office, selection, counted, [["segment"]], guard)
    units = _units(office, selection)
    events = office.declarations.programme(selection.programme).events
    points = _charted(by_month, figure, breaks_of(events, selection.questionnaire, units))
    return ControlChart(points, events_marked(events, selection.questionnaire, units))


def read_small_multiples(office: Office, selection: Selection, question: str, figure: str = SCORE) -> pd.DataFrame:
    """A control chart for each unit, the events being the unit's own; columns CONTROL_BY_UNIT. Refused as there."""
    selection = within_reach(office, selection)
    weighed = _weighed(office, selection, question, figure, ("unit", "month"))
    counted = _added(weighed, ("segment", "unit", "month"), figure)
    shown = _shown(office, selection, counted, [["segment", "unit"], ["segment", "month"]])
    events = office.declarations.programme(selection.programme).events
    charts = [
        _charted(of_unit, figure, breaks_of(events, selection.questionnaire, [unit])).assign(unit=unit)
        for unit, of_unit in shown.groupby("unit")
    ]
    charts = [chart for chart in charts if len(chart)]
    return shaped(pd.concat(charts, ignore_index=True), CONTROL_BY_UNIT) if charts else empty(CONTROL_BY_UNIT)


def read_funnel(
    office: Office, selection: Selection, question: str, figure: str, guard: Guard | None = None
) -> Funnel:
    """The units against the mean of those that are shown, in the newest words of the question; hidden ones stand
    last, as "few". Refused, and `guard`, as `read_control_chart`.
    """
    selection = within_reach(office, selection)
    counted = _added(newest(_weighed(office, selection, question, figure, ("unit",))), ("unit",), figure)
    return funnel(_shown(office, selection, counted, [()], guard), figure != DISSATISFIED)


def _shown(
    office: Office, selection: Selection, counted: pd.DataFrame, totals: Sequence[Sequence[str]], guard: Guard | None = None
) -> pd.DataFrame:
    """Before limits are drawn, which would tell of a hidden row: small numbers hidden, and what the guard hides (0015)."""
    guard = guard or reader_guard(office, selection.programme, selection.questionnaire)
    return hide_groups(guard, selection, hide_small(counted, totals=totals))


def _weighed(office: Office, selection: Selection, question: str, figure: str, by: tuple[str, ...]) -> pd.DataFrame:
    values = _values_of(office, selection, question, figure)
    counts = tallies_frame(
        office.database, selection.programme, selection.questionnaire, selection.period,
        keep=("question", "answer", "version", *by), units=selection.units, modes=selection.modes, questions=(question,),
    )
    return weigh(counts, values)


def _added(weighed: pd.DataFrame, by: tuple[str, ...], figure: str) -> pd.DataFrame:
    """Columns by..., n and count (of a rate), or value and variance (of the score); nothing is hidden yet."""
    sums = weighed.groupby(list(by), as_index=False, sort=True)[list(SUMS)].sum()
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
    """Columns CONTROL_BY_SEGMENT of the dated months, phases numbered through all segments; what has no day is no
    point, but was there when small numbers were hidden.
    """
    dated = counted[counted["month"] != ""].reset_index(drop=True)
    own = pd.Series(phases_of(dated["month"].tolist(), breaks), index=dated.index, dtype=int)
    points = dated.assign(phase=own.groupby([dated["segment"], own]).ngroup() + 1)
    chart = xmr_chart(points, within=(0, 100)) if figure == SCORE else laney_p_chart(points, figure != DISSATISFIED)
    return shaped(chart.assign(segment=points["segment"]), CONTROL_BY_SEGMENT)


def _units(office: Office, selection: Selection) -> tuple[str, ...]:
    """Those of the selection, or all that the questionnaire is about."""
    questionnaire = office.declarations.programme(selection.programme).questionnaire(selection.questionnaire)
    return selection.units or tuple(unit.id for unit in office.declarations.units_of(questionnaire.unit_kinds))

"""What the year-end workbook tells beside the marks, of all places: issues, and the months with their control limits."""

from collections.abc import Mapping
from datetime import datetime

import pandas as pd

from survey.actions.issues import issues_among
from survey.actions.noticing import dashboard_of
from survey.actions.office import Office
from survey.actions.selecting import Selection, guard_among
from survey.actions.year_mendings import mended_in
from survey.domain.asking.programme import Programme
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.columns import YEAR_ISSUES, YEAR_TREND, empty, shaped
from survey.domain.counting.differencing import Guard
from survey.domain.counting.period import Period
from survey.domain.judging.noticed import Noticed
from survey.domain.noticing.event import Event, breaks_of, events_marked
from survey.domain.noticing.phases import phases_of
from survey.domain.noticing.xmr_chart import xmr_chart
from survey.locale import _

Guards = Mapping[str, Guard]


def notice_year(office: Office, period: Period, now: datetime) -> Noticed:
    """Of every programme, whoever reads: for other actions, which have asked. What the guard hides (0015) is left out."""
    issues, trends, hidden = [], [], 0
    for programme in office.declarations.programmes.values():
        guards = {q.id: guard_among(office, programme.id, q.id) for q in programme.current_questionnaires}
        found = issues_among(office, programme.id, period, now, is_whole=True)
        rows = _guarded(found.rows, guards, period)
        issues.append(rows.assign(programme=programme.id))
        hidden += found.hidden + len(found.rows) - len(rows)
        trends += [_trend(office, programme, q, period, guards[q.id]) for q in programme.current_questionnaires]
    return Noticed(_together(issues, YEAR_ISSUES), hidden, mended_in(office, period, now), _together(trends, YEAR_TREND))


def _guarded(rows: pd.DataFrame, guards: Guards, period: Period) -> pd.DataFrame:
    """Without what speaks of responses at a place that the guard hides; cases speak for themselves."""
    speaks = (rows["n"] + rows["best_n"] + rows["confirmed"] + rows["praised"]).astype(int) > 0
    hidden = {
        unit for unit in set(rows["unit"]) for guard in guards.values() if guard.hidden_group((), (), period, {"unit": unit})
    }
    return rows[~(speaks & rows["unit"].isin(hidden))]


def _trend(office: Office, programme: Programme, questionnaire: Questionnaire, period: Period, guard: Guard) -> pd.DataFrame:
    """Columns YEAR_TREND; nothing of a questionnaire whose year may not be shown beside the other years."""
    if guard.hidden_of(guard.pieces((), (), period)):
        return empty(YEAR_TREND)
    found = dashboard_of(office, Selection(programme.id, questionnaire.id, period), guard)
    if found.is_empty:
        return empty(YEAR_TREND)
    units = [unit.id for unit in office.declarations.units_of(questionnaire.unit_kinds)]
    stretches = [
        _limited(months.reset_index(drop=True), breaks_of(programme.events, questionnaire.id, units))
        for _segment, months in found.trend.groupby("segment") if (months["month"] != "").any()
    ]
    of_months = _told(programme.events, questionnaire.id, units)
    months = _together(stretches, tuple(stretches[0].columns)) if stretches else empty(YEAR_TREND)
    told = [of_months.get(month, "") for month in months["month"]]
    return shaped(months.assign(programme=programme.id, questionnaire=questionnaire.id, event=told), YEAR_TREND)


def _limited(months: pd.DataFrame, breaks: tuple[str, ...]) -> pd.DataFrame:
    """The dated months of one segment with the limits of their phase (measures.md 4); hidden months enter none."""
    dated = months[months["month"] != ""].reset_index(drop=True)
    points = dated.assign(
        value=dated["score"], n=dated["scored"].where(dated["shown"], 0).astype(int),
        phase=phases_of(dated["month"].tolist(), breaks),
    )
    chart = xmr_chart(points, within=(0, 100))
    added = ("phase", "middle", "low", "high", "is_provisional", "rule", "side")
    return dated.assign(**{name: chart[name].to_numpy() for name in added})


def _told(events: tuple[Event, ...], questionnaire: str, units: list[str]) -> dict[str, str]:
    """The names of what happened, by month."""
    marked = events_marked(events, questionnaire, units)
    return marked.groupby("month")["name"].agg(_("、").join).to_dict() if len(marked) else {}


def _together(parts: list[pd.DataFrame], columns: tuple[str, ...]) -> pd.DataFrame:
    filled = [shaped(part, columns) for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else empty(columns)

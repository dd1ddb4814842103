"""The bars to awards of a year: cases that were verified and stand, with who verified them and how the appeal ended."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from survey.actions.office import Office
from survey.actions.scenes import case_kind
from survey.domain.counting.period import ALL
from survey.domain.judging.bar import Bar, Done, is_judged, subjects_of_case
from survey.domain.judging.case_reading import happened_on, have
from survey.domain.judging.evaluation import Evaluation, Veto
from survey.store.cases import cases_frame, steps_frame


def find_bars(office: Office, evaluation: Evaluation) -> tuple[Bar, ...]:
    """Everybody's, for other actions, which have asked who reads."""
    return tuple(bar for veto in evaluation.vetoes for bar in _bars_of(office, veto, evaluation.year))


def _bars_of(office: Office, veto: Veto, year: int) -> list[Bar]:
    cases = cases_frame(office.database, veto.programme, ALL, states=veto.states, kinds=(veto.kind,))
    if veto.values:
        cases = cases[have(cases["coded"], veto.fields, veto.values)]
    days = [day.date() for day in happened_on(cases, veto.on, office.zone)]
    judged = [(case, day) for case, day in zip(cases.itertuples(), days) if is_judged(veto, day, year)]
    steps = steps_frame(office.database, [case.id for case, _day in judged])
    return [bar for case, day in judged for bar in _bars(office, veto, case, day, steps[steps["case_id"] == case.id])]


def _bars(office: Office, veto: Veto, case, day: date, steps: pd.DataFrame) -> list[Bar]:
    verified, ended = (_last(office, veto, steps, moves) for moves in (veto.verified, veto.ended))
    return [
        Bar(veto, subject, is_person, day, case.code or case.id[:8], verified, ended)
        for subject, is_person in subjects_of_case(veto, case.unit, case.coded)
    ]


def _last(office: Office, veto: Veto, steps: pd.DataFrame, moves: Sequence[str]) -> Done | None:
    """The last step of these moves."""
    found = steps[steps["move"].isin(moves)]
    if found.empty:
        return None
    step = found.iloc[-1]
    name = case_kind(office, veto.programme, veto.kind).move(step["move"]).name
    return Done(name, step["by"], office.day_of(step["happened_at"]))

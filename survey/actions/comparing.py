"""Two periods side by side, and figures freed of the mix of modes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from survey.actions.office import Office
from survey.actions.selecting import Selection, within_reach
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.counting.cell import cells_of
from survey.domain.counting.mode_adjusted import ModeAdjusted, mode_adjusted
from survey.domain.counting.period import Period, part_of_last_year, period_before
from survey.domain.counting.reading import answer_values, newest, weigh
from survey.domain.counting.small_numbers import MINIMUM, hide_small
from survey.domain.counting.year_on_year import YearOnYear, year_on_year
from survey.domain.noticing.change import changes, figure_changes
from survey.store.tallies import tallies_frame


@dataclass(frozen=True)
class Changes:
    """What changed from `against` to `period`, small numbers hidden.

    headline  FIGURE_CHANGES of the headline question over the whole selection.
    score, dissatisfied  CHANGES by unit and question.
    """

    period: Period
    against: Period
    headline: pd.DataFrame
    score: pd.DataFrame
    dissatisfied: pd.DataFrame


def read_changes(office: Office, selection: Selection, against: Period | None = None) -> Changes:
    """What got better or worse, of the units that the actor may see, against the period before of the same length
    or another one; SurveyError when the selection is all of time.
    """
    selection = within_reach(office, selection)
    earlier = replace(selection, period=against or period_before(selection.period))
    now, before = (_weighed(office, one, ("question", "unit")) for one in (selection, earlier))
    headline = _questionnaire(office, selection).headline
    whole = figure_changes(*(frame[frame["question"] == headline] for frame in (before, now)))
    by_unit = changes(before, now)
    return Changes(selection.period, earlier.period, whole, by_unit["score"], by_unit["dissatisfied"])


def read_year_on_year(office: Office, selection: Selection) -> YearOnYear | None:
    """The headline score against the same months of last year, in three parts, of the units that the actor may see.

    None where either period has fewer than ten answers in the same words and on the same scale.
    SurveyError when the selection is all of time.
    """
    selection = within_reach(office, selection)
    earlier = replace(selection, period=part_of_last_year(selection.period))
    headline = (_questionnaire(office, selection).headline,)
    now, before = (_weighed(office, one, ("question", "unit", "mode"), headline) for one in (selection, earlier))
    now = newest(now)
    before = before[before["segment"].isin(now["segment"])]
    found = year_on_year(cells_of(before), cells_of(now))
    return found if found and min(found.n, found.n_before) >= MINIMUM else None


def read_mode_adjusted(office: Office, selection: Selection, question: str, by: str = "unit") -> ModeAdjusted:
    """The score of a question by "unit" (or "month"), raw and at the mode mix of the whole, and what each mode does.

    Of the units that the actor may see. What has fewer than ten answers is hidden: NaN, its n 0, `shown` False.
    """
    selection = within_reach(office, selection)
    weighed = newest(_weighed(office, selection, ("question", by, "mode"), (question,)))
    found = mode_adjusted(cells_of(weighed, (by, "mode")), by)
    return ModeAdjusted(hide_small(found.figures, totals=[()]), _hidden_modes(found.effects))


def _hidden_modes(effects: pd.DataFrame) -> pd.DataFrame:
    """What a mode does is told only where the most used one, which it is compared with, may be shown too."""
    hidden = hide_small(effects, totals=[()])
    compared = ["difference", "low", "high"]
    return hidden if hidden["shown"].head(1).all() else hidden.assign(**dict.fromkeys(compared, np.nan))


def _questionnaire(office: Office, selection: Selection) -> Questionnaire:
    return office.declarations.programme(selection.programme).questionnaire(selection.questionnaire)


def _weighed(office: Office, selection: Selection, keep: Sequence[str], questions: Sequence[str] = ()) -> pd.DataFrame:
    programme = office.declarations.programme(selection.programme)
    counts = tallies_frame(
        office.database, selection.programme, selection.questionnaire, selection.period,
        keep=(*keep, "answer", "version"), units=selection.units, modes=selection.modes, questions=questions,
    )
    return weigh(counts, answer_values([q for q in programme.questionnaires if q.id == selection.questionnaire]))

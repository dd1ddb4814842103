"""Two periods side by side, places beside each other, and figures freed of the mix of modes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from survey.actions.office import Office
from survey.actions.selecting import Selection, check_shown, hide_groups, within_reach
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.counting.cell import cells_of
from survey.domain.counting.mode_adjusted import ModeAdjusted, mode_adjusted
from survey.domain.counting.differencing import Guard
from survey.domain.counting.period import Period, part_of_last_year, period_before
from survey.domain.counting.reading import SUMS, answer_values, newest, read, weigh
from survey.domain.counting.small_numbers import MINIMUM, hide_small
from survey.domain.counting.year_on_year import YearOnYear, year_on_year
from survey.domain.noticing.against_others import against_others
from survey.domain.noticing.change import COMPARED, changes, figure_changes
from survey.store.tallies import tallies_frame


@dataclass(frozen=True)
class Changes:
    """What changed from `against` to `period`, small numbers hidden.

    headline   FIGURE_CHANGES of the headline question over the whole selection.
    places     CHANGES by unit and question; questions: CHANGES by question, their unit "": each by figure.
    """

    period: Period
    against: Period
    headline: pd.DataFrame
    places: Mapping[str, pd.DataFrame]
    questions: Mapping[str, pd.DataFrame]


def read_changes(
    office: Office, selection: Selection, against: Period | None = None, figures: Sequence[str] = COMPARED,
    by_question: bool = True, guard: Guard | None = None,
) -> Changes:
    """What got better or worse, of the units that the actor may see, against the period before of the same length
    or another one; without `figures` of the headline question alone, and `by_question` over all units too.

    What the guard hides in either period (decision 0015) is "few". NotShown when it hides the selection itself,
    SurveyError when that is all of time. `guard` as `check_shown`.
    """
    guard, selection = check_shown(office, selection, guard), within_reach(office, selection)
    earlier = replace(selection, period=against or period_before(selection.period))
    headline = _questionnaire(office, selection).headline
    asked = () if figures else (headline,)
    now, before = (_weighed(office, one, ("question", "unit"), asked) for one in (selection, earlier))
    before = before if _is_shown(guard, earlier) else before.head(0)
    whole = figure_changes(*(frame[frame["question"] == headline] for frame in (before, now)))
    if not figures:
        return Changes(selection.period, earlier.period, whole, {}, {})
    hidden = [unit for unit in now["unit"].unique() if not all(_is_shown(guard, one, unit) for one in (selection, earlier))]
    questions = changes(before.assign(unit=""), now.assign(unit=""), figures) if by_question else {}
    return Changes(selection.period, earlier.period, whole, changes(before, now, figures, hidden), questions)


def _is_shown(guard: Guard, selection: Selection, unit: str = "") -> bool:
    """Whether the guard shows the selection, or one unit of it."""
    units = (unit,) if unit else selection.units
    return not guard.hidden_of(guard.pieces(units, selection.modes, selection.period))


def read_heat(office: Office, selection: Selection, figure: str) -> pd.DataFrame:
    """READINGS by question and unit, `shown`, and the `verdict` of each cell on its question's mean ("" where hidden).

    Hidden cells enter no test. NotShown as `read_changes`.
    """
    guard, selection = check_shown(office, selection), within_reach(office, selection)
    weighed = newest(_weighed(office, selection, ("question", "unit")))
    heat = hide_groups(guard, selection, hide_small(read(weighed, ["question", "unit"]), totals=[["question"]]))
    sums = weighed.groupby(["question", "unit"], as_index=False, sort=True)[list(SUMS)].sum()
    shown = heat["shown"].to_numpy(dtype=bool)
    verdicts = np.full(len(heat), "", dtype=object)
    verdicts[shown] = against_others(sums[shown], figure)
    return heat.assign(verdict=verdicts)


def read_year_on_year(office: Office, selection: Selection) -> YearOnYear | None:
    """The headline score against the same months of last year, in three parts, of the units that the actor may see.

    None where either period has fewer than ten answers in the same words and on the same scale, or the guard hides
    the earlier one. NotShown and SurveyError as `read_changes`.
    """
    guard, selection = check_shown(office, selection), within_reach(office, selection)
    earlier = replace(selection, period=part_of_last_year(selection.period))
    if not _is_shown(guard, earlier):
        return None
    headline = (_questionnaire(office, selection).headline,)
    now, before = (_weighed(office, one, ("question", "unit", "mode"), headline) for one in (selection, earlier))
    now = newest(now)
    before = before[before["segment"].isin(now["segment"])]
    found = year_on_year(cells_of(before), cells_of(now))
    return found if found and min(found.n, found.n_before) >= MINIMUM else None


def read_mode_adjusted(office: Office, selection: Selection, question: str, by: str = "unit") -> ModeAdjusted:
    """The score of a question by "unit" (or "month"), raw and at the mode mix of the whole, and what each mode does.

    Of the units that the actor may see. What has fewer than ten answers, and what the guard hides, is hidden: NaN,
    its n 0, `shown` False. NotShown as `read_changes`.
    """
    guard, selection = check_shown(office, selection), within_reach(office, selection)
    weighed = newest(_weighed(office, selection, ("question", by, "mode"), (question,)))
    found = mode_adjusted(cells_of(weighed, (by, "mode")), by)
    figures, effects = (hide_groups(guard, selection, hide_small(one, totals=[()])) for one in (found.figures, found.effects))
    return ModeAdjusted(figures, _compared_modes(effects))


def _compared_modes(hidden: pd.DataFrame) -> pd.DataFrame:
    """What a mode does is told only where the most used one, which it is compared with, may be shown too."""
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

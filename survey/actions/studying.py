"""What only whole responses tell: what pulls overall satisfaction, and whether the questions measure one thing."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

import numpy as np
import pandas as pd

from survey.actions.fair_scores import renew_fair_scores
from survey.actions.office import Office
from survey.actions.selecting import Selection, check_shown, within_reach
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.counting.period import ALL, Period, year_period
from survey.domain.counting.points import points_of
from survey.domain.counting.reading import answer_values
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.judging.reliability_study import ReliabilityStudy, find_reliability, reliability_of
from survey.domain.noticing import study as studies
from survey.domain.noticing.importance_study import ImportanceStudy, find_importance, importance_of
from survey.domain.noticing.study import NotStudied, Progress, Study, unseen
from survey.locale import _
from survey.store.response_reading import answer_blocks
from survey.store.studies import find_study, save_study
from survey.store.tallies import responses_by_month

AT_ONCE = 10_000       # default: responses that a page may wait for, about half a second
LEAST_ANSWERED = 0.8   # default: a question that fewer answer would leave too few whole responses
DAY = timedelta(days=1)


def study_importance(
    office: Office, selection: Selection, now: datetime, progress: Progress = unseen
) -> ImportanceStudy:
    """Find it out from whole responses, within the actor's reach, and keep it for `read_importance`.

    NotStudied where there are too few whole responses (max(100, 10 × questions)) or nothing varies; NotShown for a
    selection that the guard doesn't show (decision 0015), here and below.
    """
    selection = _shown(office, selection)
    return importance_of(_make(office, selection, studies.IMPORTANCE, _points(office, selection, progress), now, progress), 0)


def read_importance(office: Office, selection: Selection, now: datetime) -> ImportanceStudy:
    """The one that is kept, with its age; of few responses (AT_ONCE) it is made anew whenever others came.

    NotStudied as in `study_importance`, and for a large selection that nobody studied yet.
    """
    return importance_of(*_read(office, _shown(office, selection), studies.IMPORTANCE, now))


def kept_importance(office: Office, selection: Selection) -> ImportanceStudy | None:
    """The one that is kept of exactly this selection, without asking who reads: for other actions."""
    found = _kept(office, selection, studies.IMPORTANCE)
    return importance_of(found, _count(office, selection) - found.responses) if found else None


def shared_importance(office: Office, selection: Selection, now: datetime) -> dict[str, float]:
    """The share of each question ("questionnaire.question") in the R² of the headline, the same whoever looks: of everybody's
    responses, without asking who reads, for other actions. Kept or made at once as in `read_importance`; {} where not studied.
    """
    try:
        found = importance_of(*_read(office, selection, studies.IMPORTANCE, now))
    except NotStudied:
        return {}
    shares = zip(found.table["question"], found.table["importance"])
    return {f"{selection.questionnaire}.{question}": float(share) for question, share in shares}


def study_reliability(
    office: Office, selection: Selection, now: datetime, progress: Progress = unseen
) -> ReliabilityStudy:
    """As `study_importance`; NotStudied under two questions or ten whole responses."""
    selection = _shown(office, selection)
    return reliability_of(_make(office, selection, studies.RELIABILITY, _points(office, selection, progress), now, progress), 0)


def read_reliability(office: Office, selection: Selection, now: datetime) -> ReliabilityStudy:
    """As `read_importance`."""
    return reliability_of(*_read(office, _shown(office, selection), studies.RELIABILITY, now))


def renew_studies(office: Office, now: datetime, progress: Progress = unseen) -> int:
    """Study every questionnaire over the running year (of the day that ended) where others came; how many studies were made.

    Those with too few responses have none. Adjusted scores of persons are renewed with them, uncounted.
    """
    office.leave("read_dashboard")
    year = year_period(office.day_of(now - DAY).year)
    asked = [q for programme in office.declarations.programmes.values() for q in programme.current_questionnaires]
    made = 0
    for place, questionnaire in enumerate(asked):
        progress(place, len(asked))
        selection = Selection(questionnaire.programme, questionnaire.id, year)
        made += _renew(office, selection, now, lambda _done, _total: progress(place, len(asked)))
    renew_fair_scores(office, int(year.first[:4]), now)
    return made


def _shown(office: Office, selection: Selection) -> Selection:
    """The selection within reach, once the guard has let it pass."""
    check_shown(office, selection)
    return within_reach(office, selection)


def _renew(office: Office, selection: Selection, now: datetime, progress: Progress) -> int:
    """How many studies of the selection were made: none where nobody came, or too few."""
    count, kept = _count(office, selection), [_kept(office, selection, name) for name in WAYS]
    if count < MINIMUM or all(study and study.responses == count for study in kept):
        return 0
    made = 0
    with suppress(NotStudied):  # from here on: what cannot be studied has no study, and the others have theirs
        points = _points(office, selection, progress)
        for name in WAYS:
            with suppress(NotStudied):
                _make(office, selection, name, points, now, progress)
                made += 1
    return made


def _read(office: Office, selection: Selection, name: str, now: datetime) -> tuple[Study, int]:
    """The kept study, or a new one of few responses, and how many responses came since."""
    count, kept = _count(office, selection), _kept(office, selection, name)
    if count < AT_ONCE and (kept is None or kept.responses != count):
        return _make(office, selection, name, _points(office, selection), now, unseen), 0
    if kept is None:
        raise NotStudied(_("重要性与信度"), _("有 {n} 份答卷，还没有算过。").format(n=count), _("每夜会算今年的；现在要看，请按“现在计算”。"))
    return kept, count - kept.responses


def _kept(office: Office, selection: Selection, name: str) -> Study | None:
    return find_study(office.database, selection.programme, selection.questionnaire, _when(selection.period), _name(office, selection, name))


def _count(office: Office, selection: Selection) -> int:
    return sum(responses_by_month(office.database, *_where(selection)).values())


def _where(selection: Selection) -> tuple:
    return selection.programme, selection.questionnaire, selection.period, selection.units, selection.modes


def _when(period: Period) -> str:
    """The same in every language, which the period's own text is not."""
    return "all" if period == ALL else f"{period.first}..{period.last}"


def _name(office: Office, selection: Selection, name: str) -> str:
    """What was studied, and a short sum of what it was studied of: units, modes and questions."""
    questions = [question.key for question in _asked(office, selection).drivers]
    part = repr((sorted(selection.units), sorted(selection.modes), questions))
    return f"{name}:{sha256(part.encode()).hexdigest()[:32]}"


def _asked(office: Office, selection: Selection) -> Questionnaire:
    return office.declarations.programme(selection.programme).questionnaire(selection.questionnaire)


class _Points(NamedTuple):
    """Points of whole responses: one column a question, the headline apart; and the questions that too few answered."""

    items: pd.DataFrame
    overall: pd.Series
    left_out: tuple[str, ...]


def _make(office: Office, selection: Selection, name: str, points: _Points, now: datetime, progress: Progress) -> Study:
    """Find it out, and keep it."""
    found = WAYS[name](points.items, points.overall, progress) | {"left_out": list(points.left_out)}
    key = (selection.programme, selection.questionnaire, _when(selection.period), _name(office, selection, name))
    made = Study(*key, len(points.items), now, found)
    save_study(office.database, made)
    return made


def _points(office: Office, selection: Selection, progress: Progress = unseen) -> _Points:
    asked = _asked(office, selection)
    questions = [*(question.key for question in asked.drivers), asked.headline]
    if not asked.drivers:
        raise NotStudied(str(asked.title), _("除了总体那道题，没有别的打分题。"), _("要看什么影响总体满意，请在问卷里加分项的题。"))
    if all(question.key != asked.headline for question in asked.rated):
        raise NotStudied(str(asked.title), _("总体那道题没有分值。"), _("请在问卷里另选一道总体题（headline）。"))
    values = answer_values(office.declarations.programme(asked.programme).versions(asked.id))
    blocks, done, total = [np.empty((0, len(questions)))], 0, _count(office, selection)
    for block in answer_blocks(office.database, *_where(selection)):
        blocks.append(points_of(block, values, questions))
        done += len(block)
        progress(min(done, total), total)
    points = pd.DataFrame(np.concatenate(blocks), columns=questions)
    overall = points.pop(asked.headline)
    left_out = tuple(points.columns[points.notna().mean() < LEAST_ANSWERED])
    if len(points) and len(left_out) == len(points.columns):
        share = f"{LEAST_ANSWERED:.0%}"
        raise NotStudied(str(asked.title), _("除了总体那道题，每道题都只有不到 {share} 的人回答。").format(share=share), _("请放宽时间或单位。"))
    return _Points(points.drop(columns=list(left_out)), overall, left_out)


WAYS: Mapping[str, Callable[[pd.DataFrame, pd.Series, Progress], dict]] = {
    studies.IMPORTANCE: find_importance, studies.RELIABILITY: find_reliability,
}

"""Flags that could not be found in these sheets, and why: where nobody could look, none found says nothing."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from survey.domain.asking.flags import BURST, IDENTICAL, IDENTICAL_FORMS, STAFF, STRAIGHT, TOO_FAST
from survey.domain.asking.keying_speed import is_keyed
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.radar import Radar
from survey.domain.asking.sheet_codes import read_codes
from survey.locale import _


def blind_flags(
    responses: pd.DataFrame, questionnaires: Sequence[Questionnaire], limits: Radar, has_staff: bool
) -> dict[str, str]:
    """By flag, why none of these sheets (columns RESPONSES) can carry it.

    questionnaires  the versions that they answer; has_staff: whether any account stands for an evaluated person.
    """
    has_collector, has_day = (responses["collector"] != "").to_numpy(), responses["happened_on"].notna().to_numpy()
    is_read_out = is_keyed(responses) & responses["mode"].isin(limits.spoken_modes)
    few, many = _("题目不到 {n} 道").format(n=int(limits.identical_questions.number)), limits.identical_questions.number
    has_many = any(sum(question.scale is not None for question in asked.questions) >= many for asked in questionnaires)
    causes = {
        STRAIGHT: [(not any(_may_run(asked, limits) for asked in questionnaires), _("同一个代码在各题里一样好，一路选它不奇怪"))],
        IDENTICAL: [(not has_many, few), (not (has_collector & has_day).any(), _("没有写明访员和日期的答卷"))],
        IDENTICAL_FORMS: [(not has_many, few), (not (~has_collector & has_day).any(), _("没有不经访员、写明日期的答卷"))],
        STAFF: [(not has_staff, _("没有被考核人的账号")), (not (responses["entered_by"] != "").any(), _("没有记下由哪个账号录入"))],
    } | dict.fromkeys((BURST, TOO_FAST), [(not is_read_out.any(), _("没有念读着当场录入的答卷"))])
    return {flag: next(why for holds, why in told if holds) for flag, told in causes.items() if any(holds for holds, _why in told)}


def _may_run(asked: Questionnaire, limits: Radar) -> bool:
    """Whether some code may be chosen in enough rated questions and earns different points among them."""
    codes = read_codes([], asked.rated)
    worth = np.where(codes.offered, codes.points, np.nan)
    enough = codes.offered.sum(axis=0) >= limits.straight_questions.number
    return any(len(np.unique(points[~np.isnan(points)])) > 1 for points in worth.T[enough])

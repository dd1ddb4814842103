"""Leaving a response out of every figure: one person proposes it, another one decides (docs/decisions/0018)."""

from datetime import datetime

import pandas as pd

from survey.actions.office import Office
from survey.domain.errors import SurveyError
from survey.domain.length import within
from survey.locale import _
from survey.store import exclusions
from survey.store.exclusions import waiting_proposer
from survey.store.response_reading import find_responses

LONGEST_REASON = 200


def propose_exclusion(office: Office, id: str, reason: str, now: datetime) -> None:
    """Propose that a response be left out of every figure; SurveyError without a reason, or when it is proposed already."""
    office.leave("propose_exclusion")
    why = within(LONGEST_REASON, reason, _("排除"))
    if not why:
        raise SurveyError(_("排除"), _("没有写理由。"), _("请写明为什么应当排除。"))
    sheet = _sheet(office, id, "propose_exclusion")
    entry = office.entry("propose_exclusion", now, id, after=_told(sheet) | {"reason": why})
    if not exclusions.propose_exclusion(office.database, id, why, office.actor.id, now, entry):
        raise SurveyError(_("排除"), _("这份答卷已经有人建议排除，或刚刚作废。"), _("请刷新页面核对。"))


def decide_exclusion(office: Office, id: str, is_excluded: bool, now: datetime) -> None:
    """Exclude a response that somebody else proposed, or keep it; SurveyError for who proposed it."""
    office.leave("decide_exclusion")
    sheet = _sheet(office, id, "decide_exclusion")
    evaluated = office.declarations.persons.get(office.actor.person)
    if evaluated and evaluated.unit == sheet["unit"]:
        raise office.not_allowed("decide_exclusion", _("您在这个单位被考核，应当回避。"))
    if waiting_proposer(office.database, id) == office.actor.id:
        raise SurveyError(_("排除"), _("这是您自己建议的。"), _("请另一个人来决定。"))
    entry = office.entry("decide_exclusion", now, id, after=_told(sheet) | {"excluded": is_excluded})
    if not exclusions.decide_exclusion(office.database, id, is_excluded, office.actor.id, now, entry):
        raise SurveyError(_("排除"), _("没有等待决定的建议，或答卷刚刚撤回。"), _("请刷新页面核对。"))


def _sheet(office: Office, id: str, action: str) -> pd.Series:
    """The response, if it counts and the actor may do this to it."""
    found = find_responses(office.database, id)
    if found.empty:
        raise SurveyError(_("排除"), _("没有这份答卷，或已经作废。"), _("请刷新页面核对。"))
    sheet = found.iloc[0]
    office.leave(action, sheet["programme"], sheet["unit"], sheet["area"])
    return sheet


def _told(sheet: pd.Series) -> dict[str, str]:
    return {name: sheet[name] for name in ("programme", "questionnaire", "unit", "collector") if sheet[name]}

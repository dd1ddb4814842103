"""Drafts of sheets: what a collector typed is in the store before the sheet is saved."""

from collections.abc import Mapping
from datetime import datetime

from survey.actions.keying_leave import check_keying
from survey.actions.office import Office
from survey.domain.asking.draft import Draft
from survey.domain.asking.question import LONGEST_COMMENT
from survey.domain.errors import SurveyError
from survey.domain.typed_text import storable
from survey.locale import _
from survey.store import drafts

KEPT = ("mode", "unit", "area", "person", "collector", "happened_on", "replaces", "about")
LONGEST_KEPT = 64


def save_draft(
    office: Office, sheet: str, programme: str, questionnaire: str, version: int, kept: Mapping[str, str],
    answers: Mapping[str, str], number: int, now: datetime,
) -> bool:
    """Keep what was typed, right or wrong; False when the sheet is a response already.

    SurveyError for a questionnaire that is not declared, NotAllowed for who may not key it in there.
    """
    asked = office.declarations.programme(programme).questionnaire(questionnaire, version)
    check_keying(office, programme, kept.get("unit", ""), kept.get("area", ""), kept.get("collector", ""), questionnaire)
    if not 16 <= len(sheet) <= 64:
        raise SurveyError(_("答卷编号"), _("编号不完整。"), _("请重新打开页面再填。"))
    texts = {key: storable(text)[:LONGEST_COMMENT] for key, text in answers.items() if key in asked.by_key}
    place = {name: kept[name][:LONGEST_KEPT] for name in KEPT if kept.get(name)}
    item = Draft(sheet, office.actor.id, programme, asked.id, asked.version, place, now, texts)
    outcome = drafts.save_draft(office.database, item, number)
    if outcome == drafts.FOREIGN:
        raise office.not_allowed("key_sheet", _("这是别人的草稿。"))
    return outcome == drafts.KEPT


def list_drafts(office: Office) -> list[Draft]:
    """The actor's own half-filled sheets, the latest first."""
    office.leave("key_sheet")
    return drafts.drafts_of(office.database, office.actor.id)


def find_draft(office: Office, sheet: str) -> Draft | None:
    """The actor's own draft of this sheet; None where there is none."""
    office.leave("key_sheet")
    return next(iter(drafts.drafts_of(office.database, office.actor.id, sheet)), None) if sheet else None


def throw_away_draft(office: Office, sheet: str) -> None:
    office.leave("key_sheet")
    drafts.throw_away_draft(office.database, office.actor.id, sheet)

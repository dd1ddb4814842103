"""Who may key in sheets where: the own areas and units, the own name, and never about the unit in which one is evaluated."""

from survey.actions.office import Office
from survey.domain.asking.again import parent_of
from survey.domain.keeping.actor import NotAllowed
from survey.domain.keeping.permission import Leave
from survey.locale import _


def check_keying(
    office: Office, programme: str, unit: str, area: str = "", collector: str = "", questionnaire: str = ""
) -> None:
    """NotAllowed where the actor may key in no sheets; `questionnaire` matters for a short form, which names no area."""
    leave = office.leave("key_sheet", programme, unit, area)
    if parent_of(questionnaire) and not _reaches_again(office, leave, programme, unit, parent_of(questionnaire)):
        raise office.not_allowed("key_sheet", _("这不在您负责的范围里。"))
    own = office.actor.collector
    if own and collector not in ("", own):
        raise office.not_allowed("key_sheet", _("这是别的访员的答卷。"))
    evaluated = office.declarations.persons.get(office.actor.person)
    if evaluated and evaluated.unit == unit:
        raise office.not_allowed("key_sheet", _("您在这个单位被考核，应当回避。"))


def may_key(office: Office, programme: str, unit: str, area: str = "", questionnaire: str = "") -> bool:
    """Whether the actor may key in sheets there: what a page offers."""
    try:
        check_keying(office, programme, unit, area, office.actor.collector, questionnaire)
    except NotAllowed:
        return False
    return True


def _reaches_again(office: Office, leave: Leave, programme: str, unit: str, whole: str) -> bool:
    """Of a questionnaire that is asked by area, the short form belongs to whoever has an area of the unit."""
    declared = office.declarations
    if leave.areas is None or not declared.programme(programme).questionnaire(whole).needs_area:
        return True
    return any(area.unit == unit for id, area in declared.areas.items() if id in leave.areas)

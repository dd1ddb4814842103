"""Whether unit, area, person and collector go together, for one questionnaire."""

from survey.domain.asking.programme import Declarations
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.errors import SurveyError
from survey.locale import _


def accept_place(
    declarations: Declarations, questionnaire: Questionnaire,
    unit: str = "", area: str = "", person: str = "", collector: str = "",
) -> str:
    """The unit the response is about: the one named, or else the area's.

    Raises SurveyError for an unknown id, and for ids that do not belong together.
    """
    where = _accept_unit(declarations, questionnaire, unit, area)
    if person and declarations.person(person).unit != where:
        raise SurveyError(
            _("被考核人"),
            _("{person} 不在 {unit}。").format(
                person=declarations.person(person).name, unit=declarations.unit(where).name
            ),
            _("请换人，或留空。"),
        )
    if collector and declarations.collector(collector).programme != questionnaire.programme:
        raise SurveyError(_("访员"), _("这位访员不属于本板块。"), _("请重新选择访员。"))
    return where


def _accept_unit(declarations: Declarations, questionnaire: Questionnaire, named: str, area: str) -> str:
    if questionnaire.needs_area and not area:
        raise SurveyError(_("片区"), _("还没有选片区。"), _("请选择居民区。"))
    lived_in = declarations.area(area) if area else None
    if not (named or lived_in):
        raise SurveyError(_("责任单位"), _("还没有选单位。"), _("请选择单位。"))
    unit = declarations.unit(named or (lived_in.unit if lived_in else ""))
    if unit.kind not in questionnaire.unit_kinds:
        raise SurveyError(_("责任单位"), _("{unit} 不用这份问卷。").format(unit=unit.name), _("请换一份问卷或单位。"))
    if lived_in and lived_in.unit != unit.id:
        raise SurveyError(
            _("片区"), _("{area} 不归 {unit}。").format(area=lived_in.name, unit=unit.name), _("请重新选择。")
        )
    return unit.id

"""What a page is about: a questionnaire over a period, of some units and modes, within the actor's reach."""

from dataclasses import dataclass, replace

from survey.actions.office import Office
from survey.domain.counting.period import Period
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.store.tallies import responses_by_month


@dataclass(frozen=True)
class Selection:
    """What a page is about; empty units or modes mean all of them."""

    programme: str
    questionnaire: str
    period: Period
    units: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()


def within_reach(office: Office, selection: Selection) -> Selection:
    """The selection, its units cut down to those that the actor may see; NotAllowed when there are none.

    Whoever keeps what was read keeps it by this, not by what was asked for.
    """
    return replace(selection, units=office.units_in_reach("read_dashboard", selection.programme, selection.units))


def check_selection(office: Office, selection: Selection) -> None:
    """SurveyError for a unit or mode that is not declared, or a unit that is not the programme's."""
    programme = office.declarations.programme(selection.programme)
    for mode in selection.modes:
        office.declarations.mode(mode)
    for unit in map(office.declarations.unit, selection.units):
        if unit.kind not in programme.unit_kinds:
            raise SurveyError(_("责任单位"), _("{unit} 不属于本板块。").format(unit=unit.name), _("请重新选择。"))


def months_with_responses(office: Office, programme: str, questionnaire: str) -> dict[str, int]:
    """How many whole responses each month has, in order, leaving out those whose day is unknown."""
    units = office.units_in_reach("read_dashboard", programme)
    months = responses_by_month(office.database, programme, questionnaire, units=units)
    return {month: count for month, count in months.items() if month}


def responses_in(office: Office, selection: Selection) -> int:
    """How many whole responses a selection holds, of the units that the actor may see."""
    selection = within_reach(office, selection)
    months = responses_by_month(
        office.database, selection.programme, selection.questionnaire, selection.period, selection.units, selection.modes
    )
    return sum(months.values())

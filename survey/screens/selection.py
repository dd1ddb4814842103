"""What a page is about: period, units and modes, chosen from what there is."""

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from survey.actions.office import Office
from survey.actions.selecting import Selection, months_with_responses, within_reach
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.counting.period import Period, parse_period
from survey.domain.counting.small_numbers import MINIMUM
from survey.locale import _
from survey.screens.choosing import choose_one, choose_some

EVERY = "all"


def choose_selection(office: Office, questionnaire: Questionnaire) -> Selection:
    """One row of filters for one questionnaire; without a choice: the latest year with
    enough responses, all units, all modes."""
    months = months_with_responses(office, questionnaire.programme, questionnaire.id)
    usual = latest_full_year(months)
    left, middle, right = st.columns([2, 3, 3])
    with left:
        period = choose_period(list(months), usual)
    with middle:
        units = choose_units(office, "read_dashboard", questionnaire.programme, questionnaire.unit_kinds)
    with right:
        modes = choose_modes(office)
    return within_reach(office, Selection(questionnaire.programme, questionnaire.id, period, units, modes))


def latest_full_year(months: Mapping[str, int]) -> str | None:
    """The latest year with enough responses to be shown: in January that is the old one."""
    years = Counter()
    for month, responses in months.items():
        years[month[:4]] += responses
    return max((year for year, responses in years.items() if responses >= MINIMUM), default=None)


def choose_period(months: Sequence[str], usual: str | None = None, key: str = "period", **look) -> Period:
    """A year, quarter or month that has rows, or all of time; `usual` is chosen beforehand."""
    return parse_period(choose_one(_("时间"), period_choices(months), period_name, key=key, default=usual, **look))


def choose_units(office: Office, action: str, programme: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Some of the units within the actor's reach; () for all of them."""
    reach = office.units_in_reach(action, programme)
    units = {unit.id: unit.name for unit in office.declarations.units_of(kinds) if not reach or unit.id in reach}
    return choose_some(_("单位"), list(units), lambda id: units[id], key="units", placeholder=_("全部单位"))


def choose_modes(office: Office) -> tuple[str, ...]:
    modes = office.declarations.modes
    return choose_some(
        _("填写方式"), list(modes), lambda id: modes[id].name, key="modes", placeholder=_("全部方式")
    )


def period_choices(months: Sequence[str]) -> list[str]:
    """As `parse_period` reads them, the latest first: each year, then its quarters, then its months."""
    choices = []
    for year in sorted({month[:4] for month in months}, reverse=True):
        own = sorted((month for month in months if month[:4] == year), reverse=True)
        quarters = sorted({f"{year}-Q{(int(month[5:]) + 2) // 3}" for month in own}, reverse=True)
        choices += [year, *quarters, *own]
    return [*choices, EVERY]


def period_name(choice: str) -> str:
    year, _dash, part = choice.partition("-")
    if choice == EVERY:
        return _("全部时间")
    if not part:
        return _("{year} 年").format(year=year)
    if part.startswith("Q"):
        return _("{year} 年第 {quarter} 季度").format(year=year, quarter=part[1])
    return _("{year} 年 {month} 月").format(year=year, month=int(part))

"""The way from a figure of cases to the register, filtered the same way."""

from collections.abc import Iterable

import streamlit as st

from survey.actions.office import Office
from survey.actions.registering import kinds_in_sight
from survey.domain.counting.period import ALL, Period
from survey.screens.selection import EVERY
from survey.screens.work_rows import CASE_PAGE

OWN = ("kinds", "units", "topics", "states")


def register_address(programme: str, period: Period = ALL, **filters: Iterable[str]) -> dict[str, str | list[str]]:
    """What the address of the register says; `filters` by name (kinds, units, topics, states), none means all."""
    kept = {name: list(filters[name]) for name in OWN if filters.get(name)}
    return {"programme": programme, "period": period_choice(period), **kept}


def period_choice(period: Period) -> str:
    """A period as `choose_period` offers it; one that it doesn't offer is all of time."""
    year, first, last = period.first[:4], period.first[5:], period.last[5:]
    if period == ALL or year != period.last[:4]:
        return EVERY
    if first == last:
        return period.first
    quarter = {("01", "03"): "Q1", ("04", "06"): "Q2", ("07", "09"): "Q3", ("10", "12"): "Q4"}.get((first, last))
    return year if (first, last) == ("01", "12") else f"{year}-{quarter}" if quarter else EVERY


def may_open_register(office: Office, programme: str, kinds: Iterable[str] = ()) -> bool:
    """Whether the actor has to do with cases of the programme, and with one of these kinds where some are named."""
    if not office.may("list_cases"):
        return False
    seen = {kind.id for kind in kinds_in_sight(office, programme)}
    return bool(seen & set(kinds)) if kinds else bool(seen)


def open_register(office: Office, programme: str, period: Period = ALL, **filters: Iterable[str]) -> None:
    """Go there now; nothing for whoever may not."""
    if may_open_register(office, programme, filters.get("kinds", ())):
        st.switch_page(CASE_PAGE, query_params=register_address(programme, period, **filters))


def show_register_link(office: Office, label: str, programme: str, period: Period = ALL, **filters: Iterable[str]) -> None:
    """A link to it; nothing for whoever may not."""
    if may_open_register(office, programme, filters.get("kinds", ())):
        st.page_link(
            CASE_PAGE, label=label, icon=":material/list_alt:", query_params=register_address(programme, period, **filters)
        )

"""The issues of a page, found once for each reader."""

from datetime import datetime

import streamlit as st

from survey.actions.issues import Issues, find_issues
from survey.actions.office import Office
from survey.actions.selecting import months_with_responses
from survey.domain.counting.period import Period
from survey.locale import current_language
from survey.screens.clock import now


def read(office: Office, programme: str, period: Period, units: tuple[str, ...]) -> Issues:
    """Kept for one reader and reach, until a response comes or something is said of a word, for a minute at most."""
    reader = (office.actor.id, office.actor.grants, office.units_in_reach("read_dashboard", programme, units))
    counted = sum(
        sum(months_with_responses(office, programme, asked.id).values())
        for asked in office.declarations.programme(programme).current_questionnaires
    )
    return _read(office, office.database.name, programme, period, units, reader, counted, current_language(), now())


@st.cache_resource(ttl=60, max_entries=100, show_spinner=False)
def _read(
    _office: Office, database: str, programme: str, period: Period, units: tuple, reader: tuple, counted: int, language: str,
    _now: datetime,
) -> Issues:
    return find_issues(_office, programme, period, _now, units)


def forget() -> None:
    """Something was said of a word, or worked out: the next look finds them anew."""
    _read.clear()

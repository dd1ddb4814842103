"""The head's page, for one minute: what changed, what to do first, who owes what; three charts for whoever stays."""

from datetime import datetime

import streamlit as st

from survey.actions.minute import Noticed, asked_in_reach, months_in_reach, read_minute, read_noticed, responses_in_reach
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.counting.period import Period
from survey.domain.counting.small_numbers import TENTATIVE
from survey.domain.keeping.actor import NotAllowed
from survey.locale import _, current_language
from survey.screens import identity
from survey.screens.choosing import choose_one
from survey.screens.clock import now as clock_now
from survey.screens.empty import show_empty_store
from survey.screens.heading import show_heading
from survey.screens.minute_charts import show_charts
from survey.screens.minute_issues import show_first
from survey.screens.minute_moved import show_moved
from survey.screens.minute_owed import show_owed
from survey.screens.refusal import plain
from survey.screens.selection import EVERY, choose_period, period_choices

ABOUT = "minute_period"  # not the dashboards' period: there a year is usual


def show_minute() -> None:
    office, now = identity.the_office(), clock_now()
    programme, responses, wanted = choose_what(office)
    if wanted is None:
        show_empty_store()
        return
    minute = read_minute(office, programme.id, wanted, now, noticed=_kept_by(responses))
    noticed = minute.noticed
    if noticed.period is None:
        st.info(_("这里的答卷一共不足 {enough} 份，还看不出什么。请多收一些再看。").format(enough=TENTATIVE))
        return
    show_about(programme, noticed)
    left, middle, right = st.columns([10, 11, 10], gap="medium")
    with left:
        show_moved(office, programme, noticed)
    with middle:
        show_first(office, programme, noticed)
    with right:
        show_owed(office, minute.owed, now)
    show_charts(office, programme, noticed)


def choose_what(office: Office) -> tuple[Programme, int, Period | None]:
    """The heading with the choice of programme and period, and how many responses there are; no period where there are none."""
    named = programmes_to_read(office)
    if not named:
        raise office.not_allowed("read_dashboard", _("这不在您负责的范围里。"))
    with show_heading(_("一页看清"), help=_("只说看得准的：和上期相比超出偶然的变化、证据够的问题、快到期和已超时的事项。每句话都带时期和份数。")):
        id = choose_one(
            _("板块"), list(named), lambda id: named[id].title, key="programme", label_visibility="collapsed", width=220
        )
        responses = responses_in_reach(office, id)
        wanted = choose_when(list(months_in_reach(office, id))) if responses else None
    return named[id], responses, wanted


def choose_when(months: list[str]) -> Period:
    """The latest quarter unless somebody chooses otherwise: surveys are held quarterly (our default, decision 0016).

    All of time where no response has a day.
    """
    usual = next((choice for choice in period_choices(months) if "Q" in choice), EVERY)
    return choose_period(months, usual, key=ABOUT, label_visibility="collapsed", width=220)


def programmes_to_read(office: Office) -> dict[str, Programme]:
    """By id, those with a questionnaire about units within reach."""
    found = {}
    for id, programme in office.declarations.programmes.items():
        try:
            found |= {id: programme} if asked_in_reach(office, id) else {}
        except NotAllowed:  # of this programme the actor sees nothing
            continue
    return found


def _kept_by(responses: int):
    """How to read the first half: shared by those who may see the same, until a response comes or a minute is over."""

    def read(office: Office, programme: str, period: Period, now: datetime) -> Noticed:
        reach = office.units_in_reach("read_dashboard", programme), office.actor.grants, office.actor.person
        return _read(office, now, office.database.name, programme, period, reach, responses, current_language())

    return read


# As on the dashboards; sentences are in the reader's language, and of cases each counts what his grants let him list.
@st.cache_resource(ttl=60, max_entries=200, show_spinner=False)
def _read(
    _office: Office, _now: datetime, database: str, programme: str, period: Period, reach: tuple, responses: int, language: str
) -> Noticed:
    return read_noticed(_office, programme, period, _now)


def show_about(programme: Programme, noticed: Noticed) -> None:
    """Of what everything here speaks: the period, against which, and how many answered."""
    if noticed.period != noticed.wanted:
        words = _("{wanted} 的答卷不足 {enough} 份，说不准什么；这里说的是最近够份数的 {period}。")
        st.info(words.format(wanted=noticed.wanted, enough=TENTATIVE, period=noticed.period))
    titles = {one.id: str(one.title) for one in programme.current_questionnaires}
    counts = _("、").join(f"{titles[id]} n = {n:,}" for id, n in noticed.responses.items())
    parts = [_("{period}，与 {against} 比").format(period=noticed.period, against=noticed.against) if noticed.against else str(noticed.period)]
    parts.append(counts)
    if noticed.few:
        few = _("、").join(titles[id] for id in noticed.few)
        parts.append(_("{names} 不足 {enough} 份，不看").format(names=few, enough=TENTATIVE))
    st.caption(plain(" · ".join(parts)))

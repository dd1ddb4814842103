"""The roster on the board: when nobody is on duty, and who was not reached."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import pandas as pd
import streamlit as st

from survey.actions.board import may_see_persons
from survey.actions.due import Waiting
from survey.actions.duty_gaps import Roster, read_rosters, span_of
from survey.actions.in_words import moment_in_words
from survey.actions.office import Office
from survey.actions.taking import About
from survey.domain.handling.coverage import Span
from survey.locale import _
from survey.screens.taking_away import offer_table
from survey.screens.work_words import moment

AT_MOST = 10


def show_rosters(office: Office, now: datetime) -> None:
    for roster in read_rosters(office, now):
        st.markdown(f"##### {roster.kind.title} · {roster.kind.coverage.clause}")
        show_gaps(office, roster, now)
        show_unreached(office, roster.unanswered, _("试拨没有打通"), now)
        show_unreached(office, roster.untried, _("还没有试拨"), now)
        if roster.gaps or roster.unanswered or roster.untried:
            about = About(moment_in_words(office, now), str(roster.kind.title), definition=str(roster.kind.coverage.clause))
            rows = partial(roster_in_words, office, roster)
            offer_table(office, _("值班：{kind}").format(kind=roster.kind.title), about, rows, f"roster_{roster.kind.id}", "see_board")


def roster_in_words(office: Office, roster: Roster) -> pd.DataFrame:
    """Every gap and every shift that was not reached, in rows; who it is only for whoever sees persons there."""
    rows = [(_("没有人值班"), *_hours(office, gap), None, None) for gap in roster.gaps]
    for what, duties in ((_("试拨没有打通"), roster.unanswered), (_("还没有试拨"), roster.untried)):
        rows += [
            (what, *_hours(office, span_of(item)), str(office.declarations.unit(item.case.unit).name), _who(office, item) or None)
            for item in duties
        ]
    return pd.DataFrame(rows, columns=[_("情况"), _("开始"), _("结束"), _("单位"), _("人员")])


def _hours(office: Office, span: Span) -> tuple[str, str]:
    first, last = (moment_in_words(office, end) for end in span)
    return first, last


def _who(office: Office, item: Waiting) -> str:
    """"" for whoever does not see persons there."""
    return _name(office, item) if may_see_persons(office, item.case.programme, item.case.unit) else ""


def show_gaps(office: Office, roster: Roster, now: datetime) -> None:
    days = roster.kind.coverage.days_ahead
    if not roster.gaps:
        st.success(_("今后 {days} 天每个时段都有人值班。").format(days=days), icon=":material/check_circle:")
        return
    lines = [
        ":material/warning: " + _("{first} 到 {last} 没有人值班").format(first=moment(office, a, now), last=moment(office, b, now))
        for a, b in roster.gaps[:AT_MOST]
    ]
    if len(roster.gaps) > AT_MOST:
        lines.append(_("另有 {n} 段").format(n=len(roster.gaps) - AT_MOST))
    st.warning(_("今后 {days} 天：").format(days=days) + "\n\n" + "\n\n".join(lines))


def show_unreached(office: Office, duties: Sequence[Waiting], what: str, now: datetime) -> None:
    for item in duties[:AT_MOST]:
        starts, ends = span_of(item)
        place = office.declarations.unit(item.case.unit).name
        who = f" · {name}" if (name := _who(office, item)) else ""
        hours = _("{first} 到 {last}").format(first=moment(office, starts, now), last=moment(office, ends, now))
        st.markdown(f":material/phone_disabled: **{what}** · {hours} · {place}{who}")
    if len(duties) > AT_MOST:
        st.caption(f"{what} · " + _("另有 {n} 个班次").format(n=len(duties) - AT_MOST))


def _name(office: Office, item: Waiting) -> str:
    person = office.declarations.persons.get(item.case.handler)
    return str(person.name) if person else item.case.handler

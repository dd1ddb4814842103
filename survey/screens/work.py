"""My work today: how much there is, in words, and then each case with what it waits for."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from survey.actions.due import Waiting, list_work
from survey.actions.office import Office
from survey.domain.handling.due import LATER, OVERDUE, TODAY, UNTIMED
from survey.locale import _
from survey.screens import identity
from survey.screens.clock import now as clock_now
from survey.screens.heading import show_heading
from survey.screens.work_rows import show_row
from survey.screens.work_words import moment, when_names

FIRST, NOTICE = "first", "notice"
AT_ONCE = 20


def show_work() -> None:
    office, now = identity.the_office(), clock_now()
    show_heading(_("今日工作"))
    work = list_work(office, now)
    st.markdown(f"#### {count_words(work)}")
    st.caption(_("以{at} 为准，时间都是本单位所在地的时间。").format(at=moment(office, now, now)))
    if not work:
        st.success(_("没有等您办的事项。"), icon=":material/check_circle:")
    names = {FIRST: _("先办"), NOTICE: _("要改期的，今天下班前告知")} | when_names()
    for section in (FIRST, OVERDUE, TODAY, NOTICE, LATER, UNTIMED):
        own = [item for item in work if section_of(item) == section]
        if own:
            show_section(office, section, names[section], own, now)


def count_words(work: Sequence[Waiting]) -> str:
    """What there is, by what presses most; overdue and due today are said even where there is none."""
    counts = {when: sum(item.when == when for item in work) for when in when_names()}
    said = [
        _("{what} {n} 件").format(what=name, n=counts[when])
        for when, name in when_names().items() if counts[when] or when in (OVERDUE, TODAY)
    ]
    first = sum(item.is_first_in_line for item in work)
    return _("，").join(said) + (_("；其中先办 {n} 件").format(n=first) if first else "")


def section_of(item: Waiting) -> str:
    """Each case stands in one place."""
    if item.is_first_in_line:
        return FIRST
    return NOTICE if item.notices and item.when not in (OVERDUE, TODAY) else item.when


def show_section(office: Office, section: str, name: str, work: Sequence[Waiting], now: datetime) -> None:
    st.markdown(f"##### {name} · {len(work)}")
    shown = st.session_state.setdefault(f"shown_{section}", AT_ONCE)
    for item in work[:shown]:
        show_row(office, item, now)
    if len(work) > shown:
        more = min(AT_ONCE, len(work) - shown)
        st.button(_("再看 {n} 件").format(n=more), key=f"more_{section}", on_click=_show_more, args=(section,))


def _show_more(section: str) -> None:
    st.session_state[f"shown_{section}"] += AT_ONCE

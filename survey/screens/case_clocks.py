"""The clocks of a case in words: until when, and whether it was in time."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from survey.actions.office import Office
from survey.domain.handling.clock import Clock, RunningClock, standing
from survey.domain.handling.kind import CaseKind
from survey.locale import _
from survey.screens.case_words import moment_word, verdict_word
from survey.screens.clock import now
from survey.screens.refusal import plain
from survey.screens.work_words import span

# The verdict's ground; its sign and words say the same.
GROUNDS = {"in_time": "green", "late": "red", "running": "blue", "paused": "orange"}


def show_clocks(office: Office, kind: CaseKind, runs: Sequence[RunningClock]) -> None:
    """What runs comes first, the next due at the top; what has ended below."""
    known = [(clock, run) for run in runs if (clock := kind.clock(run.clock))]
    if not known:
        return
    moment = now()
    known.sort(key=lambda pair: (pair[1].ended_at is not None, pair[1].due_at is None, pair[1].due_at or moment))
    with st.container(border=True, key="the_clocks"):
        st.markdown("  \n".join(clock_words(office, clock, run, moment) for clock, run in known))


def clock_words(office: Office, clock: Clock, run: RunningClock, moment: datetime) -> str:
    """One line of Markdown: the verdict, the clock, when it is due, and what else is to be known of it."""
    found = standing(clock, run, moment)
    ground = GROUNDS.get(found, "gray")
    name = plain(clock.name) + (f" {run.number}" if run.number > 1 else "")
    words = f":{ground}-badge[{verdict_word(found)}] **{name}**"
    return "　".join([words, *details(office, clock, run, moment)])


def details(office: Office, clock: Clock, run: RunningClock, moment: datetime) -> list[str]:
    parts = [due_words(office, clock, run)]
    if run.ended_at and not run.is_dropped:
        parts.append(_("{when} 完成").format(when=moment_word(office, run.ended_at)))
    elif run.paused_at:
        parts.append(_("{when} 起暂停").format(when=moment_word(office, run.paused_at)))
    elif run.due_at and not run.ended_at:
        parts.append(left_words(clock, run.due_at, moment))
    parts += [_("暂按周一至周五计算")] if run.is_provisional else []
    parts += [f":gray[:small[{plain(clock.source)}]]"] if clock.source else []
    return [part for part in parts if part]


def due_words(office: Office, clock: Clock, run: RunningClock) -> str:
    if not run.due_at:
        return _("还算不出期限")
    words = _("最迟 {when} 告知") if clock.is_before else _("期限 {when}")
    return words.format(when=moment_word(office, run.due_at))


def left_words(clock: Clock, due_at: datetime, moment: datetime) -> str:
    if due_at >= moment:
        return _("还有 {span}").format(span=span(due_at - moment))
    return "" if clock.is_before else _("已超时 {span}").format(span=span(moment - due_at))

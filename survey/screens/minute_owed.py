"""Who owes what: overdue and soon due by unit and by person, and issues being mended; each opens its case."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from survey.actions.office import Office
from survey.actions.owing import Debt, Load, Owed
from survey.domain.handling.light import GREEN, RED, YELLOW, light_name
from survey.locale import _
from survey.screens.board import person_name
from survey.screens.case_measured import LIGHTS
from survey.screens.figures import unit_name
from survey.screens.refusal import plain
from survey.screens.work_rows import CASE_PAGE, address_of
from survey.screens.work_words import case_name, deadline_words, moment

AT_ONCE, LOADS, ISSUES = 3, 4, 3


def show_owed(office: Office, owed: Owed | None, now: datetime) -> None:
    st.markdown("##### " + _("谁欠什么"), help=_("现在没有办结的事项，不分时期。快到期：今天到期，或只剩期限的最后五分之一（默认值）。"))
    if owed is None:
        st.caption(_("您的岗位不查看事项。"))
        return
    st.markdown(counts_words(owed, moment(office, now, now)))
    named = ((_("单位"), owed.units, unit_name(office)), (_("人员"), owed.persons, lambda id: person_name(office, id)))
    st.markdown("  \n".join(_("{whose}：{loads}").format(whose=whose, loads=loads_words(loads, name)) for whose, loads, name in named if loads))
    for debt in owed.debts[:AT_ONCE]:
        show_debt(office, debt, now)
    if owed.debts[AT_ONCE:]:
        with st.expander(_("再看 {n} 件").format(n=len(owed.debts) - AT_ONCE)):
            for debt in owed.debts[AT_ONCE:]:
                show_debt(office, debt, now)
    show_issues(office, owed.issues, now)


def counts_words(owed: Owed, at: str) -> str:
    counts = {colour: sum(debt.light == colour for debt in owed.debts) for colour in (RED, YELLOW)}
    if not owed.debts:
        return _("**没有已超时或快到期的事项**（以{at} 为准）。").format(at=at)
    told = _("、").join(f"{light_mark(colour)} **{n}**" for colour, n in counts.items() if n)
    return _("{told} 件（以{at} 为准）").format(told=told, at=at)


def light_mark(colour: str) -> str:
    """The colour, its sign and its word."""
    ground, sign = LIGHTS[colour]
    return f":{ground}[{sign} {light_name(colour)}]"


def loads_words(loads: Sequence[Load], name) -> str:
    """So many each, those with most overdue first."""
    told = []
    for load in loads[:LOADS]:
        counts = [(RED, load.red), (YELLOW, load.yellow)]
        marks = " ".join(f":{LIGHTS[colour][0]}[{LIGHTS[colour][1]} {n}]" for colour, n in counts if n)
        told.append(f"{plain(name(load.id))} {marks}")
    more = _("，另有 {n} 个").format(n=len(loads) - LOADS) if len(loads) > LOADS else ""
    return _("、").join(told) + more


def show_debt(office: Office, debt: Debt, now: datetime) -> None:
    with st.container(gap=None):
        st.page_link(
            CASE_PAGE, label=f"{LIGHTS[debt.light][1]} **{plain(case_name(office, debt.item))}**",
            query_params=address_of(debt.item.case.programme, debt.item.case.id),
        )
        who = _("、").join(person_name(office, id) for id in debt.persons)
        by = " · " + plain(_("经办：{who}").format(who=who)) if who else ""
        st.markdown(f":small[{deadline_words(office, debt.item.deadlines[0], now)}{by}]")


def show_issues(office: Office, issues: pd.DataFrame, now: datetime) -> None:
    """Issues that somebody mends, by the colour of what is due next."""
    if issues.empty:
        st.caption(_("没有在整改期限里的焦点、难点。"))
        return
    counts = issues["light"].value_counts()
    told = _("、").join(f"{light_mark(colour)} {counts[colour]}" for colour in (RED, YELLOW, GREEN) if colour in counts)
    st.markdown("**" + _("整改中的问题") + f"** {told}")
    for row in issues.head(ISSUES).itertuples():
        show_issue(office, row, now)


def show_issue(office: Office, row, now: datetime) -> None:
    topics = {topic.id: topic.name for topic in office.declarations.programme(row.programme).topics}
    what = _("{unit}“{topic}”").format(unit=unit_name(office)(row.unit), topic=topics.get(row.topic, row.topic))
    with st.container(gap=None):
        st.page_link(
            CASE_PAGE, label=f"{LIGHTS[row.light][1]} **{plain(what)}**", query_params=address_of(row.programme, row.id)
        )
        until = _("到 {at} 为止").format(at=moment(office, row.due_at, now))
        again = " · " + _("退回重新整改 {n} 次").format(n=row.reopened) if row.reopened else ""
        st.markdown(f":small[{light_mark(row.light)} · {until}{again}]")

"""Low readings on the board, beside what people complain of."""

from datetime import datetime
from functools import partial

import pandas as pd
import streamlit as st

from survey.actions.in_words import moment_in_words
from survey.actions.joins import DAYS, Joined, read_joins
from survey.actions.office import Office
from survey.actions.taking import About
from survey.domain.handling.join import Complaint
from survey.locale import _
from survey.screens.figures import unit_name
from survey.screens.taking_away import offer_table
from survey.screens.work_words import moment


def show_joins(office: Office, now: datetime) -> None:
    for joined in read_joins(office, now):
        join = joined.join
        about = _(
            "最近 {days} 天低于 {below:g} {measure} 的读数，旁边是同一单位的片区前后 {hours:g} 小时内的投诉。只列您能看的事项，不含问卷里的意见。"
        ).format(days=DAYS, below=join.below, measure=joined.measure, hours=join.hours)
        st.markdown(f"##### {join.name}", help=about + (f" {join.source}" if join.source else ""))
        beside = sum(bool(those) for _low, those in joined.low)
        st.write(
            _("低读数 {low} 次，其中 {beside} 次旁边有投诉；没有低读数的投诉 {alone} 件。").format(
                low=len(joined.low), beside=beside, alone=len(joined.alone)
            )
        )
        if joined.low:
            show_low(office, joined, now)
            at, n = moment_in_words(office, now), _("低读数 {n} 次").format(n=len(joined.low))
            offer_table(
                office, str(join.name), About(at, n=n, definition=about), partial(low_in_words, office, joined), f"low_{join.id}",
                "see_board",
            )
        if joined.alone:
            show_alone(office, joined, now)


def show_low(office: Office, joined: Joined, now: datetime) -> None:
    table = pd.DataFrame([
        {
            "unit": str(unit_name(office)(low.unit)), "at": moment(office, low.at, now), "value": low.value,
            "count": len(those), "those": _("；").join(complaint_words(office, joined, one, now) for one in those) or "—",
        }
        for low, those in joined.low
    ])  # fmt: skip
    st.dataframe(
        table, hide_index=True,
        column_config={
            "unit": st.column_config.TextColumn(_("单位")),
            "at": st.column_config.TextColumn(_("读数时间")),
            "value": st.column_config.NumberColumn(joined.measure or _("读数")),
            "count": st.column_config.NumberColumn(_("投诉（件）")),
            "those": st.column_config.TextColumn(_("片区和时间"), width="large"),
        },
    )  # fmt: skip


def low_in_words(office: Office, joined: Joined) -> pd.DataFrame:
    """The low readings with how many complaints stand beside each; which these are stays on the page."""
    rows = [(str(unit_name(office)(low.unit)), moment_in_words(office, low.at), low.value, len(those)) for low, those in joined.low]
    return pd.DataFrame(rows, columns=[_("单位"), _("读数时间"), joined.measure or _("读数"), _("投诉（件）")])


def show_alone(office: Office, joined: Joined, now: datetime) -> None:
    with st.expander(_("没有低读数的投诉 {n} 件").format(n=len(joined.alone))):
        for one in joined.alone:
            st.markdown(complaint_words(office, joined, one, now))


def complaint_words(office: Office, joined: Joined, one: Complaint, now: datetime) -> str:
    row = joined.events[one.id]
    known = office.declarations.areas
    areas = [str(known[value].name) for value in row["coded"].values() if isinstance(value, str) and value in known]
    place = _("、").join(areas) or str(unit_name(office)(row["unit"]))
    return f"{place} {moment(office, one.at, now)} {row['code']}"

"""The entries of a book, filtered, one of them chosen."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from survey.actions.handling import list_cases
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.locale import _
from survey.screens.book_words import state_of, topic_name
from survey.screens.choosing import choose_some
from survey.screens.figures import labelled, unit_name
from survey.screens.selection import choose_period, choose_units

CHOSEN, TABLE = "case", "book_table"


def show_list(office: Office, programme: Programme) -> pd.Series | None:
    """The filters and the table; the row that was chosen, None while there is none."""
    everything = list_cases(office, programme.id)
    first, second = st.columns([2, 3])
    with first:
        period = choose_period(sorted({f"{day:%Y-%m}" for day in everything["opened_on"]}))
        states = choose_states(programme)
    with second:
        units = choose_units(office, "list_cases", programme.id, programme.unit_kinds)
        topics = choose_topics(programme)
    found = list_cases(office, programme.id, period, units, states)
    found = found[found["topic"].isin(topics)] if topics else found
    st.caption(_("{count} 件，最新的在前；点一行查看和办理。").format(count=f"{len(found):,}"))
    if found.empty:
        st.info(_("没有符合条件的事项。"))
    else:
        show_table(office, programme, found)
    chosen = everything[everything["id"] == st.session_state.get(CHOSEN)]
    return None if chosen.empty else chosen.iloc[0]


def choose_states(programme: Programme) -> tuple[str, ...]:
    states = {state.id: state.name for kind in programme.case_kinds for state in kind.states}
    return choose_some(_("状态"), list(states), lambda id: states[id], key="states", placeholder=_("全部状态"))


def choose_topics(programme: Programme) -> tuple[str, ...]:
    topics = {topic.id: topic.name for topic in programme.topics}
    return choose_some(_("主题"), list(topics), lambda id: topics[id], key="topics", placeholder=_("全部主题"))


def show_table(office: Office, programme: Programme, found: pd.DataFrame) -> None:
    named = labelled(found, "unit", unit_name(office), label="unit_label")
    named = labelled(named, "topic", lambda id: topic_name(programme, id), label="topic_label")
    table = named.assign(now=[str(state_of(programme, row.kind, row.state).name) for row in found.itertuples()])
    st.dataframe(
        table[["code", "opened_on", "unit_label", "topic_label", "now", "wants_answer", "text"]],
        key=TABLE,
        hide_index=True,
        height=430,
        selection_mode="single-row",
        on_select=partial(choose, list(found["id"])),
        column_config={
            "code": st.column_config.TextColumn(_("编号"), width=125),
            "opened_on": st.column_config.DateColumn(_("登记日期"), format="YYYY-MM-DD"),
            "unit_label": st.column_config.TextColumn(_("单位")),
            "topic_label": st.column_config.TextColumn(_("主题")),
            "now": st.column_config.TextColumn(_("状态")),
            "wants_answer": st.column_config.CheckboxColumn(_("要答复")),
            "text": st.column_config.TextColumn(_("内容"), width="large"),
        },
    )


def choose(ids: Sequence[str]) -> None:
    """Remember the case, not the row: the same row is another case once the filter changes."""
    rows = st.session_state[TABLE]["selection"]["rows"]
    st.session_state[CHOSEN] = ids[rows[0]] if rows else None

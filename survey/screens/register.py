"""The register of a programme: its cases, filtered, and a way into each."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from survey.actions.handling import list_cases
from survey.actions.office import Office
from survey.actions.registering import kinds_in_sight, list_register
from survey.actions.taking import About
from survey.domain.asking.programme import Programme
from survey.domain.asking.response import tidy_code
from survey.domain.counting.period import parse_period
from survey.domain.handling.kind import CaseKind
from survey.locale import _
from survey.screens.case_page import open_the_case
from survey.screens.case_words import kind_of, moment_word, state_of, topic_name, verdict_word
from survey.screens.choosing import choose_some, choose_whether
from survey.screens.clock import now
from survey.screens.figures import labelled, unit_name
from survey.screens.ledger import show_ledger_download
from survey.screens.selection import choose_period, choose_units
from survey.screens.taking_away import offer_cases

TABLE = "book_table"
ROW = 35  # pixels


def show_register(office: Office, programme: Programme) -> None:
    """The filters and the table; a press on a row opens the case."""
    found = filtered(office, programme)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(_("{count} 件，最新的在前；点一行查看和办理。").format(count=f"{len(found):,}"), width="content")
        show_download(office, programme)
    if found.empty:
        st.info(_("没有符合条件的事项。"))
    else:
        show_table(office, programme, found)


def show_download(office: Office, programme: Programme) -> None:
    """A register is of one kind: it is offered where one is chosen, or where there is but one."""
    kinds = kinds_in_sight(office, programme.id)
    chosen = [kind for kind in kinds if kind.id in st.session_state["kinds"]] or kinds
    if len(chosen) == 1:
        show_ledger_download(office, programme, chosen[0], parse_period(st.session_state["period"]))


def filtered(office: Office, programme: Programme) -> pd.DataFrame:
    """What is left of the cases; only what there is something to choose from is asked."""
    kinds = kinds_in_sight(office, programme.id)
    first = st.columns([3, 3, 4, 3], gap="small")
    with first[0]:
        chosen = choose_kinds(kinds)
    with first[1]:
        period = choose_period(sorted({f"{day:%Y-%m}" for day in list_cases(office, programme.id)["opened_on"]}))
    with first[2]:
        units = choose_units(office, "list_cases", programme.id, programme.unit_kinds)
    code = first[3].text_input(_("编号"), key="code", placeholder=_("开头几位也可以"), autocomplete="off", max_chars=12)
    second = st.columns([6, 4, 3], gap="small", vertical_alignment="bottom")
    with second[0]:
        states = choose_states([kind for kind in kinds if not chosen or kind.id in chosen])
    with second[1]:
        topics = choose_topics(programme)
    with second[2]:
        overdue = choose_whether(_("只看已超时的"), key="overdue")
    found = list_register(office, programme.id, now(), period, units, chosen)
    keeps = [("state", states), ("topic", topics), ("verdict", ("late",) if overdue else ())]
    for column, wanted in keeps:
        found = found[found[column].isin(wanted)] if wanted else found
    return found[found["code"].str.startswith(tidy_code(code))] if code else found


def choose_kinds(kinds: Sequence[CaseKind]) -> tuple[str, ...]:
    names = {kind.id: kind.title for kind in kinds}
    return choose_some(_("事项类型"), list(names), lambda id: names[id], key="kinds", placeholder=_("全部类型"))


def choose_states(kinds: Sequence[CaseKind]) -> tuple[str, ...]:
    states = {state.id: state.name for kind in kinds for state in kind.states}
    return choose_some(_("状态"), list(states), lambda id: states[id], key="states", placeholder=_("全部状态"))


def choose_topics(programme: Programme) -> tuple[str, ...]:
    topics = {topic.id: topic.name for topic in programme.topics}
    return choose_some(_("主题"), list(topics), lambda id: topics[id], key="topics", placeholder=_("全部主题"))


def show_table(office: Office, programme: Programme, found: pd.DataFrame) -> None:
    named = labelled(found, "unit", unit_name(office), label="unit_label")
    named = labelled(named, "topic", lambda id: topic_name(programme, id), label="topic_label")
    named = labelled(named, "kind", lambda id: kind_of(programme, id).title, label="kind_label")
    table = named.assign(
        now=[str(state_of(programme, row.kind, row.state).name) for row in found.itertuples()],
        due=[due_words(office, programme, row) for row in found.itertuples()],
        text=[row.text or next(iter(row.words.values()), "") for row in found.itertuples()],
    )
    words = column_words()
    shown = [*words, "text"]
    st.dataframe(
        table[shown],
        key=TABLE,
        hide_index=True,
        height=min(ROW * (len(found) + 1) + 3, 15 * ROW),
        selection_mode="single-row",
        on_select=partial(choose, programme.id, list(found["id"])),
        column_config={
            "code": st.column_config.TextColumn(words["code"], width=122),
            "opened_on": st.column_config.DateColumn(words["opened_on"], format="YYYY-MM-DD", width=96),
            "kind_label": st.column_config.TextColumn(words["kind_label"], width=130),
            "unit_label": st.column_config.TextColumn(words["unit_label"], width=120),
            "topic_label": st.column_config.TextColumn(words["topic_label"], width=90),
            "now": st.column_config.TextColumn(words["now"], width=112),
            "due": st.column_config.TextColumn(words["due"], width=250),
            "text": st.column_config.TextColumn(_("内容"), width="large"),
        },
    )
    title, period = _("事项清单：{of}").format(of=programme.title), str(parse_period(st.session_state["period"]))
    rows = table[["programme", "id", *words]].rename(columns=words)
    offer_cases(office, title, About(period, str(programme.title)), lambda: rows, "register")


def column_words() -> dict[str, str]:
    """What goes out of the list; not what anybody wrote."""
    return {
        "code": _("编号"), "opened_on": _("登记日期"), "kind_label": _("类型"), "unit_label": _("单位"), "topic_label": _("主题"),
        "now": _("状态"), "due": _("下一个期限"),
    }  # fmt: skip


def due_words(office: Office, programme: Programme, row) -> str:
    """The verdict in words, then until when and of what; "" where nothing runs."""
    if not row.verdict:
        return ""
    clock = kind_of(programme, row.kind).clock(row.clock)
    until = moment_word(office, row.due_at) if row.due_at else _("还算不出期限")
    return f"{verdict_word(row.verdict)}　{until}　{clock.name if clock else row.clock}"


def choose(programme: str, ids: Sequence[str]) -> None:
    """The case, not the row: the same row is another case once the filter changes."""
    if rows := st.session_state[TABLE]["selection"]["rows"]:
        open_the_case(programme, ids[rows[0]])

"""The cases behind a figure: those of the question's topic at the place, each a way to its page."""

import streamlit as st

from survey.actions.behind import Behind
from survey.actions.office import Office
from survey.domain.asking.response import receipt_code
from survey.locale import _
from survey.screens.case_words import kind_of, state_of
from survey.screens.figures import unit_name
from survey.screens.register_link import show_register_link
from survey.screens.work_rows import CASE_PAGE, address_of

MOST = 8


def show_topic_cases(office: Office, found: Behind) -> None:
    """Nothing for whoever may list no cases; where no topic gathers the question, that."""
    if found.topic is None:
        if office.may("list_cases"):
            st.caption(_("没有主题归集这道题，所以没有对应的事项。"))
        return
    if found.cases is None:
        return
    st.markdown("##### " + _("这里的事项：{topic}，{n} 件").format(topic=found.topic.name, n=f"{len(found.cases):,}"))
    if found.cases.empty:
        st.caption(_("这段时间这里没有这个主题的事项。"))
    for row in found.cases.sort_values("opened_on", ascending=False, kind="stable").head(MOST).itertuples():
        show_case_row(office, row)
    for programme in dict.fromkeys(found.cases["programme"]):
        own = found.cases[found.cases["programme"] == programme]
        title = office.declarations.programme(programme).title
        show_register_link(
            office, _("{programme}：在登记簿里看这 {n} 件").format(programme=title, n=len(own)), programme,
            found.selection.period, units=found.selection.units, topics=dict.fromkeys(own["topic"]),
        )


def show_case_row(office: Office, row) -> None:
    programme = office.declarations.programme(row.programme)
    kind, state = kind_of(programme, row.kind), state_of(programme, row.kind, row.state)
    parts = (f"{row.opened_on}", kind.title, receipt_code(row.id), unit_name(office)(row.unit), state.name)
    label = " · ".join(str(part) for part in parts)
    st.page_link(CASE_PAGE, label=label, icon=":material/description:", query_params=address_of(row.programme, row.id))

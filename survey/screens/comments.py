"""The latest comments: text as it was written, never as markup."""

import streamlit as st

from survey.actions.noticing import Dashboard
from survey.actions.office import Office
from survey.locale import _

MOST = 20


def show_comments(office: Office, found: Dashboard) -> None:
    st.markdown("##### " + _("最新意见"))
    if found.comments.empty:
        st.caption(_("这一范围内没有人写意见。"))
        return
    st.caption(_("原文照录，最新的在前；请不要据此猜测是谁写的。"))
    for row in found.comments.head(MOST).itertuples():
        with st.container(border=True, gap="xxsmall"):
            unit, question = office.declarations.units.get(row.unit), found.questionnaire.by_key.get(row.question)
            day = f"{row.happened_on}" if row.happened_on else _("日期不详")
            st.caption(f"{day} · {unit.name if unit else row.unit} · {question.short if question else row.question}")
            st.text(row.text)

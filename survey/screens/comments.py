"""The latest comments: text as it was written, never as markup."""

import pandas as pd
import streamlit as st

from survey.actions.noticing import Dashboard
from survey.actions.office import Office
from survey.domain.asking.questionnaire import Questionnaire
from survey.locale import _

MOST = 20


def show_comments(office: Office, found: Dashboard) -> None:
    st.markdown("##### " + _("最新意见"))
    show_rows(office, found.questionnaire, found.comments, MOST)


def show_rows(office: Office, questionnaire: Questionnaire, comments: pd.DataFrame, most: int) -> None:
    """The first `most` of them, each with its day, its unit and its question."""
    if comments.empty:
        st.caption(_("这一范围内没有人写意见。"))
        return
    st.caption(_("原文照录，最新的在前；请不要据此猜测是谁写的。"))
    for row in comments.head(most).itertuples():
        with st.container(border=True, gap="xxsmall"):
            unit, question = office.declarations.units.get(row.unit), questionnaire.by_key.get(row.question)
            day = f"{row.happened_on}" if row.happened_on else _("日期不详")
            st.caption(f"{day} · {unit.name if unit else row.unit} · {question.short if question else row.question}")
            st.text(row.text)

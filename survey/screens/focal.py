"""Questions over the line, each with one plain sentence why it is here; what makes them focal stands on the page of issues."""

from pathlib import Path

import pandas as pd
import streamlit as st

from survey.actions.noticing import Dashboard
from survey.actions.office import Office
from survey.domain.judging.evaluation import FocalRule
from survey.domain.noticing.focal_issue import FOCAL
from survey.domain.noticing.wording import why_listed
from survey.locale import _
from survey.screens.figures import unit_name
from survey.screens.refusal import plain

MOST, MOST_LISTED = 5, 20
ISSUES_PAGE = Path(__file__).parents[2] / "pages" / "issues.py"


def show_focal(office: Office, found: Dashboard, rule: FocalRule) -> None:
    st.markdown("##### " + _("越线的题"), help=about_focal(rule))
    st.page_link(ISSUES_PAGE, label=_("哪些是焦点、难点和亮点"), icon=":material/flag:", query_params={"programme": found.questionnaire.programme})
    if found.focal.empty:
        st.success(_("没有哪道题在哪个单位的不满意比例超过 {line:.0%}。").format(line=rule.line))
        return
    st.markdown(listed(office, found, found.focal.head(MOST), rule))
    rest = found.focal.iloc[MOST:]
    if len(rest):
        with st.expander(_("还有 {count} 条").format(count=len(rest))):
            st.markdown(listed(office, found, rest.head(MOST_LISTED), rule))
            if len(rest) > MOST_LISTED:
                st.caption(_("其余的请筛选单位后再看。"))


def about_focal(rule: FocalRule) -> str:
    return _(
        "越线：不满意比例的 95% 区间下限超过 {line:.0%}，并且至少 {least} 人回答。"
        "线索：比例超过了，但人数不够或区间还跨着这条线。越线的在前，最有把握的在前。是不是焦点，还要看对总体满意的影响，见“焦点难点”。"
    ).format(line=rule.line, least=rule.least_answers)


def listed(office: Office, found: Dashboard, issues: pd.DataFrame, rule: FocalRule) -> str:
    """The issues as one piece of Markdown, a paragraph each."""
    return "\n\n".join(issue_line(office, found, row, rule) for _place, row in issues.iterrows())


def issue_line(office: Office, found: Dashboard, row: pd.Series, rule: FocalRule) -> str:
    ground, word = ("red", _("越线")) if row["kind"] == FOCAL else ("gray", _("线索"))
    question = found.questionnaire.by_key[row["question"]].short
    return f":{ground}-badge[{word}] {plain(why_listed(unit_name(office)(row['unit']), question, row, rule))}"

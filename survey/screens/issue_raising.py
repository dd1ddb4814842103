"""立项: the figures before are shown first; then the issue becomes a case, and its page comes next."""

from collections.abc import Mapping

import streamlit as st

from survey.actions.mending import Before, list_issue_cases, raise_issue
from survey.domain.counting.period import Period
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.screens import identity
from survey.screens.clock import now
from survey.screens.language import speak
from survey.screens.refusal import plain, show_refusal
from survey.screens.work_rows import CASE_PAGE, address_of

REFUSAL, RAISED = "issue_refusal", "issue_raised"


def go_to_raised() -> None:
    """To the page of the case that was just opened."""
    if raised := st.session_state.pop(RAISED, None):
        st.switch_page(CASE_PAGE, query_params=address_of(*raised))


def show_outcome() -> None:
    if refusal := st.session_state.pop(REFUSAL, None):
        show_refusal(refusal)


def show_raising(programme: str, period: Period, row: Mapping, key: str) -> None:
    if row["n"] < MINIMUM:
        st.info(_("这里没有满 {n} 份回答的题，整改后没法再测一次；请到“登记与答复”里按事项办理。").format(n=MINIMUM))
        return
    before = Before(round(row["dissatisfied"] * row["n"]), int(row["n"]), str(period))
    st.markdown(plain(_("整改前：{n} 人回答，{count} 人不满意（{share:.1%}，95% 区间 {low:.1%}–{high:.1%}），{period}。责任：{owner}。").format(
        n=before.n, count=before.count, share=row["dissatisfied"], low=row["dissatisfied_low"], high=row["dissatisfied_high"],
        period=before.period, owner=row["owner"],
    )))  # fmt: skip
    st.caption(_("立项后这几个数记进事项，不再变；整改验收后，请同一个地方的人再答同一道题，前后相比。"))
    st.button(
        _("确认立项"), key=f"do_confirm_{key}", type="primary", on_click=take_up,
        args=(programme, row["unit"], row["topic"], row["question"], before, row["why"]),
    )


def take_up(programme: str, unit: str, topic: str, question: str, before: Before, why: str) -> None:
    speak()
    office = identity.the_office()
    try:
        receipt = raise_issue(office, programme, unit, topic, question, before, now(), why)
        found = list_issue_cases(office, now())
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal
        return
    mine = found.loc[found["code"] == receipt.code, "id"]
    if len(mine):
        st.session_state[RAISED] = (programme, mine.iloc[0])

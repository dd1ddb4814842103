"""What is behind a figure (背后是什么): opened by a press on a point, or by a button for keyboard and phone."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from survey.actions.behind import Behind, read_behind
from survey.actions.office import Office
from survey.charts.distribution import draw_distribution
from survey.charts.measure import measure
from survey.charts.trend import draw_trend
from survey.domain.counting.small_numbers import MINIMUM, TENTATIVE
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.screens import identity
from survey.screens.behind_cases import show_topic_cases
from survey.screens.choosing import choose_one
from survey.screens.clock import now
from survey.screens.comments import show_rows
from survey.screens.figures import View, figure_key, show_shared, worded_answers
from survey.screens.language import speak
from survey.screens.refusal import plain
from survey.screens.taking_away import readings_in_words, shares_in_words

OPEN, LAST, UNIT, QUESTION = "behind_open", "behind_last", "behind_unit", "behind_question"
MOST_COMMENTS = 5


def press(view: View, name: str) -> None:
    """A point was pressed: the next run opens what is behind it. The same one pressed again is no longer selected."""
    points = st.session_state[figure_key(name)]["selection"]["points"]
    places = [point["customdata"] for point in points if point.get("customdata")]
    unit, question = places[0] if places else st.session_state.get(LAST, ("", ""))
    look_behind(view, unit, question)


def look_behind(view: View, unit: str = "", question: str = "") -> None:
    """Open it in the next run; without a unit at all those chosen, without a question at the headline."""
    st.session_state[LAST] = unit, question
    st.session_state[UNIT], st.session_state[QUESTION] = unit, question or view.found.questionnaire.headline
    st.session_state[OPEN] = True


def offer_behind(view: View, key: str) -> None:
    """For the keyboard and the phone, where a point is hard to press."""
    st.button(
        _("背后是什么"), key=f"behind_{key}", icon=":material/search:", type="tertiary", on_click=look_behind, args=(view,),
        help=_("某个单位某道题的答案、逐月、意见和事项；也可以直接点图上的点。"),
    )


def show_behind_if_asked(view: View) -> None:
    if st.session_state.pop(OPEN, False):
        st.dialog(_("背后是什么"), width="large")(partial(show_behind, view))()


def show_behind(view: View) -> None:
    """A window of its own, run anew by itself when a choice in it changes: so it says its language and who asks."""
    speak()
    questionnaire = view.found.questionnaire
    asked = {question.key: str(question.short) for question in questionnaire.questions if question.scale}
    left, right = st.columns([2, 3])
    with left:
        units = units_of(view)
        unit = choose_one(_("单位"), list(units), units.__getitem__, key=UNIT, in_address=False)
    with right:
        question = choose_one(_("题目"), list(asked), asked.__getitem__, key=QUESTION, in_address=False)
    try:
        office = identity.the_office()
        found = read_behind(office, view.selection, unit, question, now())
    except SurveyError as refusal:
        st.info(f"**{plain(refusal.where)}**　{plain(refusal.what)}{plain(refusal.instead)}")
        return
    show_found(office, View(office, found.selection, replace(view.found, responses=found.responses)), found)


def units_of(view: View) -> dict[str, str]:
    """Those that the page's figures speak of, after all of them together."""
    names = {unit: str(view.unit(unit)) for unit in view.found.units["unit"] if unit in view.office.declarations.units}
    return {"": _("所选单位合计"), **names}


def show_found(office: Office, view: View, found: Behind) -> None:
    st.caption(found.questionnaire.by_key[found.question].text)
    st.markdown(in_words(found))
    if not found.figure["shown"].any():
        return
    show_answers(view, found)
    show_months(view, found)
    if found.comments is not None:
        st.markdown("##### " + _("这里最新的意见"))
        show_rows(office, found.questionnaire, found.comments, MOST_COMMENTS)
    show_topic_cases(office, found)


def in_words(found: Behind) -> str:
    """The figure in a sentence, with n and intervals."""
    if not found.figure["shown"].any():
        return _("这道题在这里的回答不足 {minimum} 份，不显示。").format(minimum=MINIMUM)
    row = found.figure.iloc[0]
    told = [_("{period}，{n} 人回答").format(period=found.selection.period, n=f"{row['n']:,}")]
    told += [_figure(row, name) for name in ("score", "dissatisfied") if not pd.isna(row[name])]
    told += [_("没接触/不清楚 {n}").format(n=f"{row['outside']:,}")] if row["outside"] else []
    told += [_("仅供参考")] if row["n"] < TENTATIVE else []
    return plain(_("；").join(told))


def _figure(row: pd.Series, name: str) -> str:
    measured = measure(name)
    low, high = row[f"{name}_low"] * measured.factor, row[f"{name}_high"] * measured.factor
    return _("{name} {value}（95% 区间 {interval}）").format(
        name=measured.name, value=measured.text(row[name] * measured.factor), interval=measured.interval_text(low, high)
    )


def show_answers(view: View, found: Behind) -> None:
    answers = worded_answers(found.questionnaire, found.answers)
    seen = answers[answers["shown"]]
    if len(seen) == len(answers):
        told = _("{answer} {n} 人（{share:.1%}）")
        each = [told.format(answer=row.answer_label, n=f"{row.count:,.0f}", share=row.share) for row in seen.itertuples()]
        st.markdown(plain(_("、").join(each)))
    name = f"behind_answers_{found.selection.units}_{found.question}"
    show_shared(
        view, name, _("答案分布"), lambda theme: draw_distribution(answers, theme), rows=lambda: shares_in_words(answers),
    )


def show_months(view: View, found: Behind) -> None:
    name = f"behind_months_{found.selection.units}_{found.question}"
    show_shared(
        view, name, _("逐月走势"), lambda theme: draw_trend(found.months, theme),
        rows=lambda: readings_in_words(found.months, {"month": _("月份")}),
    )

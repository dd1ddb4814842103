"""What pulls overall satisfaction: in words and as a chart, with its date; studied at a press where it takes longer."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from survey.actions.studying import AT_ONCE, read_importance, study_importance
from survey.charts.importance import draw_importance
from survey.domain.noticing.importance_study import ImportanceStudy
from survey.domain.noticing.penalty_reward import BASIC, EXCITEMENT, PERFORMANCE
from survey.domain.noticing.quadrants import KEEP_UP, LOW_PRIORITY, MEND_FIRST, OVERDONE
from survey.domain.noticing.study import NotStudied
from survey.locale import _
from survey.screens.clock import now
from survey.screens.figure_methods import importance_definition, importance_interval
from survey.screens.figure_tables import importance_in_words
from survey.screens.figures import View, about_view, labelled, show_shared
from survey.screens.refusal import plain


def show_importance(view: View) -> None:
    try:
        study = read_importance(view.office, view.selection, now())
    except NotStudied as refusal:
        st.info(f"{plain(refusal.what)}{plain(refusal.instead)}")
        if view.found.responses >= AT_ONCE:
            offer_study(view)
        return
    table = labelled(study.table, "question", short(view))
    about = replace(
        about_view(view, importance_definition()), n=_("每题都答了的 {n} 份，共 {responses} 份").format(n=f"{study.n:,}", responses=f"{study.responses:,}"),
        interval=importance_interval(), says=about_study(view, study),
    )
    show_shared(
        view, f"importance {study.made_at}", _("什么最影响“{question}”").format(question=view.headline),
        lambda theme: draw_importance(table, theme), words="\n".join(sentences(view, study)), help=about_importance(),
        rows=lambda: importance_in_words(table, study), about=about,
    )
    st.caption(about_study(view, study))
    if study.newer:
        offer_study(view)


def short(view: View) -> object:
    return lambda key: view.found.questionnaire.by_key[key].short


def offer_study(view: View) -> None:
    """A button; while it works, how far it is."""
    if not st.button(_("现在计算"), key="study"):
        return
    bar = st.progress(0.0, _("正在读答卷……"))
    try:
        study_importance(view.office, view.selection, now(), lambda done, total: bar.progress(done / max(total, 1)))
    except NotStudied as refusal:
        bar.empty()
        st.info(f"{plain(refusal.what)}{plain(refusal.instead)}")
        return
    st.rerun()


def sentences(view: View, study: ImportanceStudy) -> list[str]:
    """Whether anything pulls at all, the items of each quadrant, and what failing and delighting do."""
    if not study.is_tied:
        return [plain(_("这些题和总体满意看不出关联，下面的位置都说不准。"))]
    return [*quadrant_lines(view, study.table), "", *kind_lines(view, study.penalties)]


def quadrant_lines(view: View, table: pd.DataFrame) -> list[str]:
    patterns = {
        MEND_FIRST: _("**优先改进**（影响大、得分低）：{names}"), KEEP_UP: _("**继续保持**（影响大、得分高）：{names}"),
        LOW_PRIORITY: _("**其次改进**（影响小、得分低）：{names}"), OVERDONE: _("**不必再加力**（影响小、得分高）：{names}"),
    }
    lines = []
    for quadrant, pattern in patterns.items():
        own = labelled(table[table["quadrant"] == quadrant], "question", short(view)).sort_values("importance", ascending=False)
        names = [row.label + (_("（边界）") if row.is_borderline else "") for row in own.itertuples()]
        lines += [f"- {pattern.format(names=listed(names))}"] if names else []
    return lines


def kind_lines(view: View, penalties: pd.DataFrame) -> list[str]:
    patterns = {
        BASIC: _("**基本型**（做不好很扣分，做好了加分少）：{names}"),
        PERFORMANCE: _("**期望型**（好坏都按比例加减分）：{names}"),
        EXCITEMENT: _("**魅力型**（做好了很加分，做不好扣分少）：{names}"),
    }
    lines = [
        f"- {pattern.format(names=listed(labelled(own, 'question', short(view))['label']))}"
        for kind, pattern in patterns.items() if len(own := penalties[penalties["kind"] == kind])
    ]
    unclear = int((~penalties["kind"].isin(list(patterns))).sum())
    return [*lines, _("- 另有 {count} 题归哪一类说不准").format(count=unclear)] if unclear else lines


def listed(names: Sequence[str]) -> str:
    return plain(_("、").join(str(name) for name in names))


def about_study(view: View, study: ImportanceStudy) -> str:
    """How much is explained, of how many, when, and what is not in it."""
    parts = [
        _("这些题合起来解释了总体满意的 {share:.0%}（R²，95% 区间 {low:.0%}–{high:.0%}）").format(
            share=study.r_squared, low=study.r_squared_low, high=study.r_squared_high
        ),
        _("n = {n}（每题都答了的），共 {responses} 份，{period}").format(n=f"{study.n:,}", responses=f"{study.responses:,}", period=view.selection.period),
        _("计算于 {day}").format(day=view.office.day_of(study.made_at)),
    ]
    parts += [_("之后又有 {count} 份，没有算进去").format(count=f"{study.newer:,}")] if study.newer > 0 else []
    left = [str(short(view)(key)) for key in study.left_out if key in view.found.questionnaire.by_key]
    parts += [_("答的人太少、没有算：{names}").format(names=_("、").join(left))] if left else []
    outcomes = [str(question.short) for question in view.found.questionnaire.rated if question.is_outcome]
    parts += [_("也是结果、不算原因：{names}").format(names=_("、").join(outcomes))] if outcomes else []
    return " · ".join(parts)


def about_importance() -> str:
    return _(
        "影响：每道题在解释总体满意时分到的份额（LMG，Lindeman、Merenda、Gold 1980）；得分：做得怎样。"
        "离均线太近、区间跨着均线的标为边界。惩罚—奖励：答得低扣多少分，答得高加多少分（Brandt 1987）。相关不等于因果。"
    )

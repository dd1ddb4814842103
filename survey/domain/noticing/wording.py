"""What is noticed, in words: why an issue is listed (measures.md 7), what kind of item a question is (6)."""

import pandas as pd

from survey.domain.judging.evaluation import FocalRule
from survey.domain.noticing.penalty_reward import BASIC, EXCITEMENT, PERFORMANCE, UNCLEAR
from survey.domain.noticing.quadrants import KEEP_UP, LOW_PRIORITY, MEND_FIRST, OVERDONE
from survey.locale import _


def why_listed(unit: object, question: object, issue: pd.Series, rule: FocalRule) -> str:
    """The sentence for a row of `find_focal_issues`: who, what, how many, how sure, and which line it passes."""
    sentence = _(
        "{unit}“{question}”：{n} 人回答，{share:.1%} 不满意（95% 区间 {low:.1%}–{high:.1%}），超过警戒线 {line:.0%}"
    ).format(
        unit=unit, question=question, n=int(issue["n"]), share=issue["dissatisfied"],
        low=issue["dissatisfied_low"], high=issue["dissatisfied_high"], line=rule.line,
    )
    if issue["n"] < rule.least_answers:
        return sentence + _("；回答不足 {least} 份，先作线索").format(least=rule.least_answers)
    if issue["dissatisfied_low"] <= rule.line:
        return sentence + _("；区间还跨着警戒线，先作线索")
    return sentence


def quadrant_in_words(quadrant: str, is_borderline: bool) -> str:
    """What the place of an item in the importance-performance chart is called."""
    words = {
        MEND_FIRST: _("优先改进"), KEEP_UP: _("继续保持"), LOW_PRIORITY: _("其次改进"), OVERDONE: _("不必再加力"),
    }[quadrant]
    return _("{quadrant}（边界）").format(quadrant=words) if is_borderline else words


def kind_in_words(kind: str) -> str:
    """What the kind of an item by penalty and reward is called."""
    return {BASIC: _("基本型"), PERFORMANCE: _("期望型"), EXCITEMENT: _("魅力型"), UNCLEAR: _("说不清")}[kind]

"""Why an issue is listed, in one plain sentence (measures.md 7)."""

import pandas as pd

from survey.domain.judging.evaluation import FocalRule
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

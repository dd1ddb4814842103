"""Why an issue is listed, in one plain sentence (measures.md 7)."""

from survey.domain.judging.evaluation import FocalRule
from survey.locale import _


def why_listed(unit: str, question: str, n: int, share: float, low: float, rule: FocalRule) -> str:
    """The sentence for a row of `find_focal_issues`: what was said, by how many, and how certain it is."""
    said = _("{unit}：{n} 份回答中 {share:.1%} 对“{question}”不满意，").format(
        unit=unit, n=n, share=share, question=question
    )
    if n < rule.least_answers:
        return said + _("高于 {line:.0%}，但回答不足 {least} 份，只作线索。").format(line=rule.line, least=rule.least_answers)
    if low <= rule.line:
        return said + _("高于 {line:.0%}，但区间下限 {low:.1%} 没有越线，只作线索。").format(line=rule.line, low=low)
    return said + _("区间下限 {low:.1%} 也高于 {line:.0%}，人多而且确实。").format(line=rule.line, low=low)

"""A fair score in plain words: how far it holds, whose severity was taken out, and why not."""

from survey.domain.judging.fair_score import ADDITIVE, FORMAL, FOR_REFERENCE, NOT_JUDGED, RAW, FairScore
from survey.locale import _


def grade_words(grade: str) -> str:
    return {FORMAL: _("可以使用"), FOR_REFERENCE: _("仅供参考"), NOT_JUDGED: _("不足以评价")}[grade]


def why_adjusted(score: FairScore, collector: object) -> str:
    """What was done and what for; `collector` is the name of the score's collector."""
    notes = [_severity(score, collector)] if score.method != RAW else []
    if score.method == RAW:
        notes.append(_("代表之间没有可比的（只有一种收集方式，或各走各的），没有校正"))
    if score.method == ADDITIVE:
        notes.append(_("代表与人员交叉太少，改用双因素加法模型"))
    if score.is_capped:
        notes.append(_("校正以 0.5 分（5 分制）为限"))
    if score.grade == NOT_JUDGED:
        notes.append(_("份数太少，或人与人的差别太小，校正后的分不列"))
    return _("；").join(notes)


def _severity(score: FairScore, collector: object) -> str:
    if score.collector is None:
        return _("各代表宽严无明显差异，份数少的向平均靠拢")
    pattern = _("{who}平均偏严 {points:.1f} 分，已校正") if score.severity < 0 else _("{who}平均偏宽 {points:.1f} 分，已校正")
    who = _("代表{name}").format(name=collector) if score.collector else _("本人填写的答卷")
    return pattern.format(who=who, points=abs(score.severity))


def fair_words(score: FairScore, collector: object) -> str:
    """Raw and adjusted side by side, in one sentence."""
    raw = _("原始 {value:.1f}（{low:.1f}–{high:.1f}，n = {n}）").format(value=score.raw, low=score.raw_low, high=score.raw_high, n=score.n)
    if score.adjusted is None:
        return _("{raw}；{why}。").format(raw=raw, why=why_adjusted(score, collector))
    return _("{raw} → 校正后 {value:.1f}（{low:.1f}–{high:.1f}），{grade}（信度 {reliability:.2f}）；{why}。").format(
        raw=raw, value=score.adjusted, low=score.low, high=score.high, grade=grade_words(score.grade),
        reliability=score.reliability, why=why_adjusted(score, collector),
    )

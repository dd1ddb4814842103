"""Why an issue or a bright spot is listed, in one plain sentence (measures.md 7)."""

from collections.abc import Mapping

import pandas as pd

from survey.domain.counting.period import Period
from survey.domain.judging.evaluation import FocalRule
from survey.domain.noticing.difficult_issue import ROUNDS_RUNNING
from survey.domain.noticing.topic import Topic
from survey.locale import _


def why_issue(
    row: pd.Series, unit: object, topic: Topic, asked: Mapping[str, object], period: Period, rule: FocalRule, is_mentioned: bool
) -> str:
    """The sentence for a row of FOUND_ISSUES: where, what, when, how many, how sure, and by which rule.

    asked         what questions are called, by questionnaire.question.
    is_mentioned  whether the topic is among the three most mentioned.
    """
    parts = []
    if row["is_focal"] or row["is_clue"] or row["is_difficult"]:
        parts += [*_seen(row, asked, rule), *_pulls(row, rule, is_mentioned), *_lasts(row, topic)]
    if row["is_bright"]:
        parts += _shines(row, asked)
    head = _("{unit}“{topic}”（{period}）：").format(unit=unit, topic=topic.name, period=period)
    return head + _("；").join(parts) + _("。")


def _seen(row: pd.Series, asked: Mapping[str, object], rule: FocalRule) -> list[str]:
    """What the doors say."""
    found = []
    if row["n"]:
        found.append(_scored(row, asked, rule))
    if row["confirmed"]:
        found.append(_("{count} 份答卷写到它（已有人确认，共 {n} 份）").format(count=row["confirmed"], n=row["responses"]))
    cases = (("book", _("意见簿 {count} 条")), ("requests", _("来电来信来访 {count} 件")), ("notes", _("登记记录 {count} 条")))
    return [*found, *(text.format(count=row[door]) for door, text in cases if row[door])]


def _scored(row: pd.Series, asked: Mapping[str, object], rule: FocalRule) -> str:
    sentence = _("“{question}”{n} 人回答，{share:.1%} 不满意（95% 区间 {low:.1%}–{high:.1%}），警戒线 {line:.0%}").format(
        question=asked[row["question"]], n=row["n"], share=row["dissatisfied"], low=row["dissatisfied_low"],
        high=row["dissatisfied_high"], line=rule.line,
    )
    return sentence if row["dissatisfied"] > rule.line else sentence + _("，没有越线")


def _pulls(row: pd.Series, rule: FocalRule, is_mentioned: bool) -> list[str]:
    """Why it is a focal issue, or what it lacks to be one."""
    pulls = [text for holds, text in (
        (row["importance"] > row["mean_importance"], _("对总体满意的影响高于各题平均")),
        (is_mentioned, _("在提得最多的三件事里")),
    ) if holds]  # fmt: skip
    worse = [_("比上期明显变差")] if row["is_worse"] else []
    if row["is_focal"]:
        return [*pulls, *worse]
    if not row["is_clue"]:
        return worse
    if (row["n"] or row["responses"]) < rule.least_answers:
        return [_("回答不足 {least} 份，先作线索").format(least=rule.least_answers)]
    if not row["dissatisfied_low"] > rule.line:
        return [_("区间还跨着警戒线，先作线索")]
    return [_("还看不出它对总体满意影响大，先作线索")]


def _lasts(row: pd.Series, topic: Topic) -> list[str]:
    return [text.format(count=row.get(name, 0)) for holds, name, text in (
        (row["rounds"] >= ROUNDS_RUNNING, "rounds", _("连续 {count} 轮越线")),
        (row["reopened"] > 0, "reopened", _("重新办理 {count} 次")),
        (row["overdue"] > 0, "overdue", _("{count} 件已超时")),
        (topic.needs_others and row["is_difficult"], "", _("要靠别的部门一起解决")),
    ) if holds]  # fmt: skip


def _shines(row: pd.Series, asked: Mapping[str, object]) -> list[str]:
    if not (row["is_better"] or row["is_above"]) or not row["top1_low"] > row["mean_top1"]:
        return [_("表扬在提得最多的三件事里")]
    found = [_("“{question}”{n} 人回答，{share:.1%} 最满意（95% 区间 {low:.1%}–{high:.1%}），高于各处平均 {mean:.1%}").format(
        question=asked[row["best_question"]], n=row["best_n"], share=row["top1"], low=row["top1_low"],
        high=row["top1_high"], mean=row["mean_top1"],
    )]  # fmt: skip
    reasons = ((row["is_better"], _("比上期明显变好")), (row["is_above"], _("明显好过其他地方")))
    return [*found, *(text for holds, text in reasons if holds)]


def worth_words(row: Mapping) -> str:
    """What mending it would be worth, in words: by how much its score lies behind, and how much the question weighs.

    The product puts issues in order; it is no forecast of what the overall score would gain.
    """
    if not row["n"]:
        return _("值多少：没有评分，排不出。")
    if not row["gap"] > 0:
        return _("值多少：得分已在最好的四分之一单位里，差距为 0。")
    behind = _("值多少：比最好的四分之一单位低 {gap:.1f} 分").format(gap=row["gap"])
    if pd.isna(row["importance"]):
        return behind + _("；这道题对总体满意的影响还没有算过，排不出先后。")
    return behind + _("，这道题占总体满意影响的 {share:.0%}，相乘得 {worth:.1f}（只用来排先后，不是预测）。").format(
        share=row["importance"], worth=row["worth"]
    )

"""Figures, lines, methods, flags and indicators as definitions."""

from collections.abc import Iterator, Mapping

from survey.actions.defined_asking import subject_name
from survey.domain.asking.flag_words import flag_meanings, flag_names
from survey.domain.asking.flags import BURST, IDENTICAL, IDENTICAL_FORMS, STRAIGHT, TOO_FAST
from survey.domain.asking.programme import Programme
from survey.domain.asking.radar import Radar
from survey.domain.counting.ceiling import CEILING, PER
from survey.domain.counting.small_numbers import MINIMUM, TENTATIVE
from survey.domain.definition import Definition
from survey.domain.handling.kind import CaseKind
from survey.domain.judging.case_wording import base_words, counted_words
from survey.domain.judging.evaluation import Evaluation
from survey.domain.judging.indicator import MEASURES, VERIFIED, Indicator
from survey.domain.judging.wording import measure_name, measure_words
from survey.domain.methods import methods
from survey.domain.noticing.difficult_issue import ROUNDS_RUNNING
from survey.domain.noticing.event import MIDDLE
from survey.locale import _


def define_figures() -> Iterator[Definition]:
    """Every measure there is, and the bad grades of the ceiling."""
    when = {"top3": _("几乎处处接近满分，不用来给人排先后"), "dissatisfied": _("焦点问题看它")}
    for measure in MEASURES:
        yield Definition(
            measure, measure_name(measure), ((_("怎么算"), measure_words(measure)), (_("区间"), _interval(measure)), (_("用处"), when.get(measure, "")))
        )
    yield Definition(
        "bad_per_thousand", _("每 {per} 份差评数").format(per=PER),
        (
            (_("怎么算"), _("不满意率 × {per}").format(per=PER)),
            (_("什么时候用"), _("前三级满意率的区间下限超过 {share:.0%} 时，与非常满意率一起排在最前").format(share=CEILING)),
            (_("为什么"), _("前三级满意率封了顶，再也分不出高低；少数不满意的人才看得出差别")),
        ),
    )  # fmt: skip


def _interval(measure: str) -> str:
    if measure == "score":
        return _("95%，平均分的正态区间")
    return _("整件数没有区间；每百件的用件数的区间（Byar）") if measure == VERIFIED else _("95%，威尔逊区间（Wilson）")


def define_lines(evaluations: Mapping[int, Evaluation]) -> Iterator[Definition]:
    """Where something begins to be hidden, only for orientation, or an issue."""
    ours = _("本系统默认值，非制度规定")
    yield Definition("minimum", _("不显示"), ((_("界线"), _("不足 {n} 人或 {n} 件").format(n=MINIMUM)), (_("来源"), ours)))
    yield Definition("tentative", _("仅供参考"), ((_("界线"), _("{least} 到 {most}").format(least=MINIMUM, most=TENTATIVE - 1)), (_("来源"), ours)))
    for year, evaluation in sorted(evaluations.items(), reverse=True):
        yield Definition(
            f"focal.{year}", _("焦点问题（{year} 年）").format(year=year),
            (
                (_("界线"), _("不满意比例或提到的比例，区间下限超过 {line:.0%}，或明显变差").format(line=evaluation.focal.line)),
                (_("至少回答"), _("{n} 人；不到的只是线索").format(n=evaluation.focal.least_answers)),
                (_("还要"), _("重要度高于平均，或主题是提到最多的三个之一")),
                (_("考核最少"), _("{n} 份或 {n} 件，不到的缺项").format(n=evaluation.minimum)),
                (_("来源"), str(evaluation.source)),
            ),
        )  # fmt: skip
    yield Definition(
        "difficult", _("难点问题"),
        ((_("界线"), _("连续 {n} 轮过线，或重新办理过，或已超时，或要别的部门配合（并已过线）").format(n=ROUNDS_RUNNING)), (_("来源"), ours)),
    )
    yield Definition("event_month", _("大事从哪个月算起"), ((_("界线"), _("{day} 日以前的从当月，以后的从下月").format(day=MIDDLE)), (_("来源"), ours)))


def define_methods() -> Iterator[Definition]:
    for method in methods():
        yield Definition(
            method.id, method.name,
            (
                (_("回答"), method.answers), (_("怎么判"), method.how),
                (_("出处"), "; ".join(method.sources) or _("本系统默认值，非制度规定")),
            ),
        )  # fmt: skip


def define_flags(radar: Radar) -> Iterator[Definition]:
    """The flags of a sheet, and what else the radar looks at, each with who wants its numbers so."""
    lines = {
        STRAIGHT: (radar.straight_questions,), IDENTICAL: (radar.identical_questions, radar.identical_chance),
        IDENTICAL_FORMS: (radar.identical_questions, radar.identical_chance), BURST: (radar.burst_sheets, radar.seconds_a_question),
        TOO_FAST: (radar.seconds_a_question,),
    }  # fmt: skip
    meanings = flag_meanings(radar)
    for flag, name in flag_names().items():
        yield Definition(flag, name, ((_("什么时候"), meanings[flag]), (_("来源"), _sources(*lines.get(flag, ())))))
    spread = _("答卷之间的差别，明显不到同片区其他访员的 {share:.0%}；双方各满 {n} 份才比").format(
        share=radar.spread_share.number, n=int(radar.spread_sheets.number)
    )
    yield Definition("spread", _("访员的答卷过于整齐"), ((_("什么时候"), spread), (_("来源"), _sources(radar.spread_sheets, radar.spread_share))))
    drawn = _("每个访员每轮抽 {share:.0%}，至少一份；没有写明轮次的板块，一轮 {months} 个月").format(
        share=radar.call_back_share.number, months=int(radar.round_months.number)
    )
    yield Definition("call_backs", _("回访名单"), ((_("怎么抽"), drawn), (_("来源"), _sources(radar.call_back_share, radar.round_months))))


def _sources(*lines) -> str:
    return _("；").join(dict.fromkeys(str(line.source) for line in lines))


def define_indicators(programme: Programme) -> Iterator[Definition]:
    kinds = {kind.id: kind for kind in programme.case_kinds}
    return (_indicator(programme, kinds, indicator) for indicator in programme.indicators)


def _indicator(programme: Programme, kinds: Mapping[str, CaseKind], indicator: Indicator) -> Definition:
    asked = programme.questionnaire(indicator.questionnaire) if indicator.questionnaire else None
    questions = [str(asked.by_key[key].short) for key in indicator.questions] if asked else []
    return Definition(
        indicator.id, str(indicator.name),
        (
            (_("读数"), measure_name(indicator.measure)),
            (_("条款"), _("、").join(indicator.clauses)),
            (_("方向"), _("越高越好") if indicator.is_higher_better else _("越低越好")),
            (_("关于"), _("、").join(subject_name(subject) for subject in sorted(indicator.subjects))),
            (_("怎么算"), measure_words(indicator.measure)),
            (_("题目"), _("{title}：{questions}").format(title=asked.title, questions=_("、").join(questions)) if asked else ""),
            (_("数什么"), counted_words(indicator, kinds) if indicator.is_of_cases else ""),
            (_("只算"), base_words(indicator, kinds) if indicator.is_of_cases else ""),
            (_("为什么看它"), str(indicator.why_it_matters)),
            (_("谁负责"), str(indicator.owner)),
            (_("下次复核"), f"{indicator.next_review}"),
            (_("来源"), str(indicator.source)),
        ),
    )  # fmt: skip

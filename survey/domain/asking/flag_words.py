"""Flags in words: what each kind means, and why a sheet carries it, with its numbers and never its answers."""

from survey.domain.asking.flags import BURST, IDENTICAL, IDENTICAL_FORMS, STAFF, STRAIGHT, TOO_FAST
from survey.domain.asking.radar import Radar
from survey.locale import _


def flag_names() -> dict[str, str]:
    return {
        STRAIGHT: _("一路同一个答案"),
        IDENTICAL: _("同一访员同一天的相同答卷"),
        IDENTICAL_FORMS: _("同一单位同一天的相同答卷（没有访员）"),
        BURST: _("连续录得太快"),
        TOO_FAST: _("录得太快"),
        STAFF: _("被考核人录入"),
    }


def flag_meanings(limits: Radar) -> dict[str, str]:
    """When a sheet carries the flag, and what honest reason there may be for it."""
    alike = _("至少 {n} 道题答得完全一样，份数多得不像巧合（概率低于 {chance:g}）。").format(
        n=int(limits.identical_questions.number), chance=limits.identical_chance.number
    )
    seconds = limits.seconds_a_question.number
    return {
        STRAIGHT: _("至少 {n} 道计分题选了同一个代码，而它在有的题里是好、在有的题里不是。").format(n=int(limits.straight_questions.number)),
        IDENTICAL: alike,
        IDENTICAL_FORMS: alike + _("不记录手机和网络地址，分不出是不是同一个人。"),
        BURST: _("连续 {n} 份以上，每份用时不到每题 {seconds:g} 秒。也可能是当面记在纸上、回来才录。").format(
            n=int(limits.burst_sheets.number), seconds=seconds
        ),
        TOO_FAST: _("离前一份不到每题 {seconds:g} 秒。也可能是当面记在纸上、回来才录。").format(seconds=seconds),
        STAFF: _("录入的账号是被考核的人。也可能只是帮忙录入。"),
    }


def why_flagged(flag: str, count: int, extent: float) -> str:
    """One sentence for a row of FLAGS.

    count and extent are: of a straight line its questions and all that were answered; of identical ones the others
    and the questions; of a burst the sheets and the seconds; of one too fast the questions and the seconds; of one
    by staff whether it is the own unit.
    """
    if flag == STRAIGHT:
        return _("{n} 道题全部是同一个代码").format(n=count)
    if flag == IDENTICAL:
        return _("与同一访员当天另外 {n} 份完全相同（{questions} 道题）").format(n=count, questions=int(extent))
    if flag == IDENTICAL_FORMS:
        return _("与同一单位当天另外 {n} 份完全相同（{questions} 道题）").format(n=count, questions=int(extent))
    if flag == BURST:
        return _("{time}录了 {n} 份").format(time=_time(extent), n=count)
    if flag == TOO_FAST:
        return _("离前一份只有 {seconds} 秒，有 {n} 道题").format(seconds=int(extent), n=count)
    return _("由本单位被考核人的账号录入") if count else _("由被考核人的账号录入")


def _time(seconds: float) -> str:
    if seconds < 100:
        return _("{n} 秒").format(n=int(seconds))
    return _("{n} 分钟").format(n=round(seconds / 60))

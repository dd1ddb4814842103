"""Marks, bands and measures in plain words, for a screen, a printout and an Excel cell."""

from collections.abc import Sequence

from survey.domain.counting.small_numbers import MINIMUM, TENTATIVE
from survey.domain.judging.against_others import AgainstOthers
from survey.domain.judging.band import Band
from survey.domain.judging.bar import Bar
from survey.domain.judging.case_wording import beside, show_bar
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.mark import Mark, ScoreCard
from survey.domain.noticing.verdict import BETTER, FEW, WORSE
from survey.locale import _


def explain_mark(mark: Mark, indicator: Indicator, minimum: int = MINIMUM) -> str:
    """Why a mark has its points, in one or two sentences."""
    if mark.is_missing:
        return explain_missing(mark, indicator, minimum)
    reading, item = mark.reading, mark.item
    value, low, high, floor, target = (
        show_value(indicator, number) for number in (reading.value, reading.low, reading.high, item.floor, item.target)
    )
    pattern = _("{name}：查实 {value} 件。") if reading.is_whole else _("{name}：读数 {value}（区间 {low}～{high}，n={n}）。")
    sentences = [
        pattern.format(name=indicator.name, value=value, low=low, high=high, n=reading.n),
        _("{floor} 得 0 分，{target} 得满分；这里得 {weight} 分中的 {points} 分。").format(
            floor=floor, target=target, weight=plain(mark.weight), points=f"{mark.points:.2f}"
        ),
    ]
    if mark.weight - item.weight > 1e-9:
        own, more = plain(item.weight), plain(mark.weight - item.weight)
        sentences.append(_("权重原为 {own}，缺项转来 {more}。").format(own=own, more=more))
    if reading.is_tentative:
        sentences.append(_("不足 {n} 份，仅供参考。").format(n=TENTATIVE))
    return " ".join([*sentences, *filter(None, [beside(reading)])])


def explain_missing(mark: Mark, indicator: Indicator, minimum: int = MINIMUM) -> str:
    """Why a mark is missing, and where its weight went."""
    pattern = _("{name}：少于 {minimum} 份，不足以评价；它的 {weight} 分权重按比例转给其余各项。")
    if indicator.is_of_cases:
        pattern = _("{name}：少于 {minimum} 件，不足以评价；它的 {weight} 分权重按比例转给其余各项。")
    if indicator.is_of_events:
        pattern = _("{name}：没有别的读数说明在岗，不单独计；它的 {weight} 分权重按比例转给其余各项。")
    return pattern.format(name=indicator.name, minimum=minimum, weight=plain(mark.item.weight))


def explain_card(card: ScoreCard, bars: Sequence[Bar] = ()) -> str:
    """What stands beside a total: bars to awards, 不足以评价, 仅供参考 or which weight is missing; "" for a full card."""
    return _("；").join([*map(show_bar, bars), *_reservations(card)])


def _reservations(card: ScoreCard) -> list[str]:
    if card.total is None:
        return [_("不足以评价")]
    notes = [_("仅供参考")] if card.is_tentative else []
    whole = sum(mark.item.weight for mark in card.marks)
    if card.counted_weight < whole:
        notes.append(_("{weight} 分权重无读数，已转给其余各项").format(weight=plain(whole - card.counted_weight)))
    return notes


def show_band(band: Band | None) -> str:
    """第3–9名，共14个; one place where nothing else is open; a dash without a total."""
    if band is None:
        return "—"
    if band.best == band.worst:
        return place_pattern().format(place=band.best, count=band.count)
    return band_pattern().format(best=band.best, worst=band.worst, count=band.count)


def place_pattern() -> str:
    """Of a place that nothing leaves open; a workbook fills it from its own cells."""
    return _("第{place}名，共{count}个")


def band_pattern() -> str:
    return _("第{best}–{worst}名，共{count}个")


def show_against(against: AgainstOthers | None) -> str:
    """A total's difference from the mean of the others with its verdict, in one sentence; "" without a total."""
    if against is None:
        return ""
    if against.verdict == FEW:
        return _("能比的太少，不与其余的比")
    pattern = {
        BETTER: _("高于其余 {others} 个的平均：{difference:+.1f} 分（区间 {low:+.1f} 至 {high:+.1f}）"),
        WORSE: _("低于其余 {others} 个的平均：{difference:+.1f} 分（区间 {low:+.1f} 至 {high:+.1f}）"),
    }.get(against.verdict, _("与其余 {others} 个的平均无明显差异：{difference:+.1f} 分（区间 {low:+.1f} 至 {high:+.1f}）"))
    return pattern.format(others=against.others, difference=against.difference, low=against.low, high=against.high)


def against_word(against: AgainstOthers | None) -> str:
    """The verdict alone, for a cell of a table; the sign says it in grey print."""
    if against is None:
        return "—"
    return {BETTER: _("▲ 高于"), WORSE: _("▼ 低于"), FEW: _("说不准")}.get(against.verdict, _("无明显差异"))


def show_value(indicator: Indicator, value: float) -> str:
    """A reading as a person reads it: 86.3 of a score, 93.5% of a rate, 2 of events."""
    return f"{value:.1f}" if indicator.measure == "score" else f"{value:.3g}" if indicator.is_of_events else f"{value:.1%}"


def plain(number: float) -> str:
    """A weight without needless zeros: 12.5, 60."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def measure_words(measure: str) -> str:
    """How a measure is counted."""
    return {
        "score": _("各答案的分值（0–100，按问卷的量表）之和 ÷ 有分值的答案数"),
        "top1": _("最好一级的答案数（五级量表为非常满意） ÷ 计入比例的答案数"),
        "top2": _("最好两级的答案数（五级量表为非常满意、满意） ÷ 计入比例的答案数"),
        "top3": _("最好三级的答案数（五级量表为非常满意、满意、基本满意） ÷ 计入比例的答案数"),
        "dissatisfied": _("最差两级的答案数（五级量表为不满意、非常不满意） ÷ 计入比例的答案数"),
        "answered": _("要求答复且已答复的意见数 ÷ 要求答复的意见数"),
        "in_time": _("按时的次数 ÷ 已有定论的次数（按起算日归年；未到期、暂停的和撤回、放弃的另列）"),
        "recorded": _("各栏都填了的事项数 ÷ 到了这一步的事项数（文字保存期满已删的另列）"),
        "share": _("符合的事项数 ÷ 事项总数"),
        "verified": _("查实的件数，按发生日归年，一件算一次；写明“每百件”的再除以事项数。由它引出另一件查实的，只在后者计"),
    }[measure]


def measure_name(measure: str) -> str:
    return {
        "score": _("得分（0–100）"),
        "top1": _("非常满意率"),
        "top2": _("满意率（前两级）"),
        "top3": _("满意率（前三级）"),
        "dissatisfied": _("不满意率"),
        "answered": _("答复率"),
        "in_time": _("按时率"),
        "recorded": _("完整率"),
        "share": _("占比"),
        "verified": _("查实件数"),
    }[measure]

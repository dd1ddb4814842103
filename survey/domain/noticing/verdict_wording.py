"""Whether a difference is real, in one plain sentence: a change, a unit, a cross table."""

import numpy as np
import pandas as pd

from survey.domain.noticing.cross_table import FISHER, RELATED, SHUFFLED, CrossTable
from survey.domain.noticing.funnel import ALARM, WATCH
from survey.domain.noticing.rate_change import RateChange
from survey.domain.noticing.verdict import BETTER, FEW, SAME, WORSE
from survey.locale import _

SURELY = 0.001  # below it units are said to differ, though none stands out. Ours


def change_words(verdict: str, difference: float, low: float, high: float, n_before: int, n: int, is_rate: bool = False) -> str:
    """What became of a figure since the period before; a rate's difference comes as a share, a score's in points."""
    if verdict == FEW:
        return _("答卷太少，说不准")
    found = {
        SAME: _("与上期无明显差异：{difference}（95% 区间 {low} 至 {high}；上期 {n_before} 份，本期 {n} 份）"),
        BETTER: _("比上期好：{difference}（95% 区间 {low} 至 {high}；上期 {n_before} 份，本期 {n} 份）"),
        WORSE: _("比上期差：{difference}（95% 区间 {low} 至 {high}；上期 {n_before} 份，本期 {n} 份）"),
    }[verdict]
    show = show_rate_difference if is_rate else show_score_difference
    return found.format(difference=show(difference), low=show(low), high=show(high), n_before=n_before, n=n)


def rate_change_words(change: RateChange, days: int) -> str:
    """Whether what was done in time lately differs from the `days` just before."""
    if change.verdict == FEW:
        return _("件数太少，说不准")
    found = {
        SAME: _("与之前 {days} 天无明显差异：{difference}（95% 区间 {low} 至 {high}；之前 n = {n_before}）"),
        BETTER: _("▲ 比之前 {days} 天好：{difference}（95% 区间 {low} 至 {high}；之前 n = {n_before}）"),
        WORSE: _("▼ 比之前 {days} 天差：{difference}（95% 区间 {low} 至 {high}；之前 n = {n_before}）"),
    }[change.verdict]
    difference, low, high = map(show_rate_difference, (change.difference, change.low, change.high))
    return found.format(days=days, difference=difference, low=low, high=high, n_before=change.n_before)


def grade_word(grade: str, side: str) -> str:
    """Where a unit stands against the whole, for a cell of a table; the sign says it in grey print. "" where nothing is compared."""
    return {
        (ALARM, BETTER): _("▲ 异常，明显好"), (ALARM, WORSE): _("▼ 异常，明显差"),
        (WATCH, BETTER): _("▲ 值得关注，偏好"), (WATCH, WORSE): _("▼ 值得关注，偏差"),
        (SAME, ""): _("无明显差异"), (FEW, ""): _("说不准"),
    }.get((grade, side), "")


def show_score_difference(points: float) -> str:
    return _("{points:+.1f} 分").format(points=points)


def show_rate_difference(share: float) -> str:
    return _("{points:+.1f} 个百分点").format(points=share * 100)


def unit_words(unit: object, row: pd.Series) -> str:
    """A row of FUNNEL: where the unit stands against the mean; of a unit inside the funnel no more than that."""
    if not row["shown"]:
        return _("{unit}：答卷太少，说不准").format(unit=unit)
    found = {
        (ALARM, BETTER): _("{unit}：异常，明显好于平均水平（z = {z:+.1f}，n = {n}）"),
        (ALARM, WORSE): _("{unit}：异常，明显差于平均水平（z = {z:+.1f}，n = {n}）"),
        (WATCH, BETTER): _("{unit}：值得关注，偏好（z = {z:+.1f}，n = {n}）"),
        (WATCH, WORSE): _("{unit}：值得关注，偏差（z = {z:+.1f}，n = {n}）"),
    }.get((row["grade"], row["side"]), _("{unit}：与平均水平无明显差异（n = {n}）"))
    return found.format(unit=unit, z=row["z"], n=int(row["n"]))


def standing_words(row: pd.Series) -> str:
    """The same for a table that names the unit, and its n, beside."""
    found = {
        (ALARM, BETTER): _("异常：明显好于平均水平（z = {z:+.1f}）"), (ALARM, WORSE): _("异常：明显差于平均水平（z = {z:+.1f}）"),
        (WATCH, BETTER): _("值得关注：偏好（z = {z:+.1f}）"), (WATCH, WORSE): _("值得关注：偏差（z = {z:+.1f}）"),
    }.get((row["grade"], row["side"]), _("与平均水平无明显差异"))
    return found.format(z=row["z"])


def funnel_words(units: pd.DataFrame, p: float = np.nan) -> str:
    """Columns FUNNEL in one sentence: how many stand out, and that the others have no order.

    p  of all units being alike; where they surely are not and yet none stands out, it is said: few units that all
       differ widely have no usual spread that one could leave.
    """
    seen = units[units["shown"]]
    if len(seen) < 2:
        return _("能看的单位不足两个，没有可比的。")
    alarms, watched = ((seen["grade"] == grade).sum() for grade in (ALARM, WATCH))
    if not alarms + watched:
        alike = _("{count} 个单位与平均水平都无明显差异，不分先后。").format(count=len(seen))
        return alike + _("各单位之间的差别比偶然的大（p < 0.001），只是没有哪一个特别突出。") if p < SURELY else alike
    return _("{count} 个单位中，{alarms} 个异常，{watched} 个值得关注；其余与平均水平无明显差异，不分先后。").format(
        count=len(seen), alarms=alarms, watched=watched
    )


def cross_words(cross: CrossTable, row: object, column: object) -> str:
    """Whether the two fields, by their names, go together, how closely, and how that was found."""
    if cross.verdict == FEW:
        return _("“{row}”与“{column}”：答卷太少或只有一类，说不准").format(row=row, column=column)
    pattern = _("“{row}”与“{column}”有关联") if cross.verdict == RELATED else _("“{row}”与“{column}”看不出关联")
    return pattern.format(row=row, column=column) + _how_found(cross)


def _how_found(cross: CrossTable) -> str:
    if not cross.is_whole:
        return _("（n = {n}；有的格子人数太少，连同统计量一起不显示）").format(n=cross.n)
    p = "p < 0.001" if cross.p < 0.001 else f"p = {cross.p:.3f}"
    if cross.method == FISHER:
        return _("（费希尔精确检验，{p}，克莱姆 V = {v:.2f}，n = {n}）").format(p=p, v=cross.cramers_v, n=cross.n)
    pattern = _("（卡方 {statistic:.1f}，自由度 {freedom:.0f}，{p}，克莱姆 V = {v:.2f}，n = {n}）")
    if cross.method == SHUFFLED:
        pattern = _("（卡方 {statistic:.1f}，自由度 {freedom:.0f}，按随机表计 {p}，克莱姆 V = {v:.2f}，n = {n}）")
    return pattern.format(statistic=cross.statistic, freedom=cross.freedom, p=p, v=cross.cramers_v, n=cross.n)

"""The figures of a dashboard's charts under words, as they are taken away."""

from collections.abc import Mapping

import pandas as pd

from survey.actions.comparing import Changes
from survey.charts.measure import Measure
from survey.charts.verdict import change_of
from survey.domain.counting.mode_adjusted import why_not_adjusted
from survey.domain.counting.year_on_year import YearOnYear
from survey.domain.noticing.chart_wording import signal_words
from survey.domain.noticing.cross_table import CrossTable
from survey.domain.noticing.importance_study import ImportanceStudy
from survey.domain.noticing.verdict_wording import grade_word
from survey.domain.noticing.wording import kind_in_words, quadrant_in_words
from survey.locale import _
from survey.screens.taking_away import named


def control_in_words(points: pd.DataFrame, measured: Measure, places: Mapping[str, str]) -> pd.DataFrame:
    """Columns CONTROL: each point with its limits and which rule it breaks; first the columns of `places`."""
    scaled = {name: (points[name].astype(float) * measured.factor).round(2) for name in ("value", "middle", "low", "high")}
    told = points.assign(
        **scaled,
        limits=[_("暂定") if is_provisional else _("正式") for is_provisional in points["is_provisional"]],
        signal=[signal_words(*row) if shown else "" for *row, shown in zip(
            points["rule"].fillna(""), points["side"], points["is_provisional"], points["shown"].astype(bool)
        )],
    )  # fmt: skip
    return named(told, dict(places) | {
        "n": _("回答数 n"), "value": measured.name, "middle": _("均值线"), "low": _("下界限"), "high": _("上界限"),
        "phase": _("第几段"), "limits": _("界限"), "signal": _("信号"),
    })  # fmt: skip


def funnel_in_words(units: pd.DataFrame) -> pd.DataFrame:
    """Columns FUNNEL of a score with `label`: where each unit stands against the mean of all."""
    told = units.assign(
        value=units["value"].astype(float).round(2), z=units["z"].astype(float).round(2),
        standing=[grade_word(*row) for row in zip(units["grade"], units["side"])],
    )
    return named(told, {"label": _("单位"), "n": _("回答数 n"), "value": _("得分（满分 100）"), "z": "z", "standing": _("结论")})


def importance_in_words(table: pd.DataFrame, study: ImportanceStudy) -> pd.DataFrame:
    """Columns IMPORTANCE with `label`, and beside each question what failing costs and delighting gains."""
    both = table.merge(study.penalties, on="question", how="left")
    shares = {name: (both[name].astype(float) * 100).round(2) for name in ("importance", "importance_low", "importance_high")}
    points = {name: both[name].astype(float).round(2) for name in ("score", "penalty", "penalty_low", "penalty_high", "reward", "reward_low", "reward_high")}
    told = both.assign(
        **shares, **points, kind=[kind_in_words(kind) for kind in both["kind"]],
        quadrant=[quadrant_in_words(*row) for row in zip(both["quadrant"], both["is_borderline"])],
    )
    return named(told, {
        "label": _("题目"), "n": _("回答数 n"), "score": _("得分（满分 100）"), "importance": _("影响：占 R² 的份额（%）"),
        "importance_low": _("影响，95% 区间下限"), "importance_high": _("影响，95% 区间上限"), "quadrant": _("归类"),
        "penalty": _("答得低扣的分"), "penalty_low": _("扣分，95% 区间下限"), "penalty_high": _("扣分，95% 区间上限"),
        "reward": _("答得高加的分"), "reward_low": _("加分，95% 区间下限"), "reward_high": _("加分，95% 区间上限"), "kind": _("哪一类项目"),
    })  # fmt: skip


def cross_in_words(cells: pd.DataFrame, cross: CrossTable, row: str, column: str) -> pd.DataFrame:
    """Columns CROSS with words, under the names of both fields."""
    told = cells.assign(share=(cells["share"].astype(float) * 100).round(2), residual=cells["residual"].astype(float).round(2))
    words = {"row_label": row, "column_label": column, "count": _("人数"), "share": _("占本行（%）")}
    return named(told, words | ({"residual": _("调整残差（±2 以外明显）")} if cross.is_whole else {}))


def changes_in_words(places: pd.DataFrame, changed: Changes, measured: Measure) -> pd.DataFrame:
    """Columns CHANGES with the words of unit (`where`) and question (`asked`): both figures, their difference, its verdict."""
    scaled = {name: (places[name].astype(float) * measured.factor).round(2) for name in ("before", "now", "difference", "low", "high")}
    told = places.assign(**scaled, q=places["q"].astype(float).round(4), verdict=[change_of(verdict) for verdict in places["verdict"]])
    return named(told, {
        "where": _("单位"), "asked": _("题目"), "before": f"{measured.name} {changed.against}", "n_before": f"n {changed.against}",
        "now": f"{measured.name} {changed.period}", "n": f"n {changed.period}", "difference": _("变化"), "low": _("变化，95% 区间下限"),
        "high": _("变化，95% 区间上限"), "q": _("q（Benjamini-Hochberg）"), "verdict": _("结论"),
    })  # fmt: skip


def adjusted_in_words(figures: pd.DataFrame) -> pd.DataFrame:
    """Unit (`label`) and columns MODE_ADJUSTED in points: raw and at the mode mix of the whole, and where it is not adjusted, why."""
    points = {name: figures[name].astype(float).round(2) for name in ("raw", "adjusted", "low", "high")}
    told = figures.assign(**points, why=[why_not_adjusted(reason) for reason in figures["reason"]])
    return named(told, {
        "label": _("单位"), "n": _("回答数 n"), "raw": _("原始得分"), "adjusted": _("校正后得分"),
        "low": _("校正后得分，95% 区间下限"), "high": _("校正后得分，95% 区间上限"), "why": _("说明"),
    })  # fmt: skip


def year_in_words(found: YearOnYear) -> pd.DataFrame:
    """The parts of a year's change, which add up to it."""
    parts = {
        _("去年同期得分"): (found.before, found.n_before), _("单位构成"): (found.unit_mix, None), _("填写方式构成"): (found.mode_mix, None),
        _("真实变化"): (found.real, None), _("真实变化，95% 区间下限"): (found.low, None), _("真实变化，95% 区间上限"): (found.high, None),
        _("今年得分"): (found.now, found.n),
    }  # fmt: skip
    rows = [(name, round(points, 2), n) for name, (points, n) in parts.items()]
    return pd.DataFrame(rows, columns=[_("部分"), _("分"), "n"])

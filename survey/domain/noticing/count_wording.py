"""What a chart of entries a month, of days between rare ones, and a change of the answered share say, in plain sentences."""

import pandas as pd

from survey.domain.counting.period import Period
from survey.domain.noticing.chart_rules import ENOUGH
from survey.domain.noticing.chart_wording import rule_words
from survey.domain.noticing.count_chart import MORE
from survey.domain.noticing.rate_change import RateChange
from survey.domain.noticing.verdict import BETTER, FEW, SAME
from survey.domain.noticing.verdict_wording import show_rate_difference
from survey.locale import _


def count_words(chart: pd.DataFrame) -> str:
    """A `count_chart` -> its newest month: how many, and whether that is more than chance, by which rule."""
    if chart.empty:
        return _("还没有一个过完的月份。")
    newest = chart.iloc[-1]
    verdict = _("这一段只有一个完整的月，还没有界限")
    if not pd.isna(newest["low"]):
        verdict = _verdict(newest, _("▲ 比以往多") if newest["side"] == MORE else _("▼ 比以往少"))
    return _("{month} 登记 {count:.0f} 件，{verdict}").format(month=newest["month"], count=newest["value"], verdict=verdict)


def usual_count_words(chart: pd.DataFrame) -> str:
    """What is usual in a month, "" where there are no limits yet."""
    return _usual(chart, _("平均 {middle:.0f} 件，正常 {low:.0f}–{high:.0f} 件"))


def gap_words(chart: pd.DataFrame) -> str:
    """A `days_between_chart` -> its newest gap, in the same way."""
    if chart.empty:
        return gap_verdict(chart)
    newest = chart.iloc[-1]
    return _("{day} 的与前一件相隔 {days:.0f} 天，{verdict}").format(
        day=newest["month"], days=newest["value"], verdict=gap_verdict(chart)
    )


def gap_verdict(chart: pd.DataFrame) -> str:
    """The newest gap against those before it, for a cell of a table."""
    if chart.empty:
        return _("只有一件，还没有间隔")
    newest = chart.iloc[-1]
    if pd.isna(newest["low"]):
        return _("只有一个间隔，还没有界限")
    return _verdict(newest, _("▲ 比以往隔得久") if newest["side"] == BETTER else _("▼ 比以往来得密"))


def usual_gap_words(chart: pd.DataFrame) -> str:
    return _usual(chart, _("平常约 {middle:.0f} 天，正常 {low:.0f}–{high:.0f} 天"))


def _verdict(newest: pd.Series, direction: str) -> str:
    told = _("与以往无明显差异")
    if newest["rule"]:
        told = _("{direction}：{signal}").format(direction=direction, signal=rule_words(newest["rule"]))
    return told + (_("（界限暂定）") if newest["is_provisional"] else "")


def _usual(chart: pd.DataFrame, pattern: str) -> str:
    if chart.empty or pd.isna(chart["low"].iloc[-1]):
        return ""
    newest = chart.iloc[-1]
    usual = pattern.format(middle=newest["middle"], low=newest["low"], high=newest["high"])
    return usual + (_("；这一段不足 {enough} 个点，界限暂定").format(enough=ENOUGH) if newest["is_provisional"] else "")


def answered_change_words(change: RateChange, before: Period) -> str:
    """Whether the share answered in time differs from that of the period before."""
    if change.verdict == FEW:
        return _("与上期（{before}）比：有一期的件数太少，说不准").format(before=before)
    found = {
        SAME: _("与上期（{before}）无明显差异：{difference}（95% 区间 {low} 至 {high}；上期 n = {n_before}）"),
        BETTER: _("▲ 比上期（{before}）好：{difference}（95% 区间 {low} 至 {high}；上期 n = {n_before}）"),
    }.get(change.verdict, _("▼ 比上期（{before}）差：{difference}（95% 区间 {low} 至 {high}；上期 n = {n_before}）"))
    difference, low, high = map(show_rate_difference, (change.difference, change.low, change.high))
    return found.format(before=before, difference=difference, low=low, high=high, n_before=change.n_before)

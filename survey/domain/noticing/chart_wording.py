"""What a control chart says of its newest point, in one plain sentence."""

import numpy as np
import pandas as pd

from survey.domain.noticing.chart_rules import CLOSE_RUN, ENOUGH, OUTSIDE, SHIFT, TREND, TWO_OF_THREE
from survey.domain.noticing.verdict import BETTER, WORSE
from survey.locale import _


def newest_point_words(chart: pd.DataFrame) -> str:
    """Columns CONTROL -> which rule the newest shown point breaks, for better or worse, since when, by how many points."""
    seen = chart[chart["shown"].astype(bool)]
    if seen.empty:
        return _("还没有可以看的点。")
    newest = seen.iloc[-1]
    of_phase = seen[seen["phase"] == newest["phase"]].reset_index(drop=True)
    sentence = _said(newest, of_phase)
    return sentence + _("（这一段不足 {enough} 个点，界限暂定）").format(enough=ENOUGH) if newest["is_provisional"] else sentence


def signal_words(rule: str, side: str, is_provisional: bool) -> str:
    """One point in a few words, for a table; "" for one within the usual."""
    if not rule:
        return ""
    told = _("变好：{signal}") if side == BETTER else _("变差：{signal}")
    return told.format(signal=rule_words(rule)) + (_("（界限暂定）") if is_provisional else "")


def rule_words(rule: str) -> str:
    return {
        OUTSIDE: _("超出控制界限"), TREND: _("连续 7 个点朝一个方向"), TWO_OF_THREE: _("3 个点中有 2 个接近控制界限"),
        SHIFT: _("连续 7 个点在平均线一侧"),
    }[rule]  # fmt: skip


def _said(newest: pd.Series, of_phase: pd.DataFrame) -> str:
    if len(of_phase) < 2:
        return _("{month}：这一段只有一个点，还没有界限").format(month=newest["month"])
    if not newest["rule"]:
        return _("{month}：在正常波动之内，没有信号").format(month=newest["month"])
    count = _run_length(newest["rule"], of_phase)
    return _patterns()[newest["rule"], newest["side"]].format(
        month=newest["month"], since=of_phase["month"].iloc[-count], count=count
    )


def _patterns() -> dict[tuple[str, str], str]:
    return {
        (OUTSIDE, BETTER): _("{month}：变好了，超出控制界限"),
        (OUTSIDE, WORSE): _("{month}：变差了，超出控制界限"),
        (TREND, BETTER): _("{month}：在变好，自 {since} 起连续 {count} 个点朝一个方向"),
        (TREND, WORSE): _("{month}：在变差，自 {since} 起连续 {count} 个点朝一个方向"),
        (TWO_OF_THREE, BETTER): _("{month}：可能变好了，自 {since} 起 {count} 个点中至少两个接近控制界限"),
        (TWO_OF_THREE, WORSE): _("{month}：可能变差了，自 {since} 起 {count} 个点中至少两个接近控制界限"),
        (SHIFT, BETTER): _("{month}：变好了，自 {since} 起连续 {count} 个点在平均线较好的一侧"),
        (SHIFT, WORSE): _("{month}：变差了，自 {since} 起连续 {count} 个点在平均线较差的一侧"),
    }


def _run_length(rule: str, of_phase: pd.DataFrame) -> int:
    """How many points back, the newest included, the sign that the rule is about holds."""
    if rule == TREND:
        return 1 + _back(np.sign(np.diff(of_phase["value"].to_numpy(dtype=float))))
    if rule == SHIFT:
        return _back(np.sign((of_phase["value"] - of_phase["middle"]).to_numpy(dtype=float)))
    return min(CLOSE_RUN, len(of_phase)) if rule == TWO_OF_THREE else 1


def _back(signs: np.ndarray) -> int:
    """Length of the run of equal signs at the end."""
    other = np.flatnonzero(signs != signs[-1])
    return len(signs) - (other[-1] + 1 if len(other) else 0)

"""What an item does when it fails and when it delights: basic, performance and excitement items (measures.md 6)."""

import numpy as np
import pandas as pd

from survey.domain.columns import PENALTIES, shaped
from survey.domain.counting.interval import Z_95
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.noticing.lmg_importance import least_rows
from survey.domain.noticing.study import NotStudied
from survey.locale import _

BASIC, PERFORMANCE, EXCITEMENT, UNCLEAR = "basic", "performance", "excitement", "unclear"
LOW, HIGH = 25.0, 100.0  # default: points at or below which an answer is low, at or above which it is high
EVEN = 0.5               # default: penalty and reward are even when they surely differ by less than half of their sum


def penalty_reward(items: pd.DataFrame, overall: pd.Series, low: float = LOW, high: float = HIGH) -> pd.DataFrame:
    """Penalty-reward contrast (Brandt 1987; Mikulić & Prebežac 2011), one row an item, columns PENALTIES.

    overall ~ Σ (is low, is high) by least squares over the rows that answer everything, items in points 0-100.
    n_low, n_high   rows with a low and with a high answer; under ten the effect is left out: NaN.
    penalty         points of overall lost by a low answer, against one between; reward: gained by a high one.
    ..._low, _high  95 % intervals with standard errors robust to unequal spread (HC3, Long & Ervin 2000).
    kind            basic: the penalty is there and surely larger than the reward; excitement: the reverse;
                    performance: both are there and surely about even (EVEN); else unclear.
    Of a question with two answers a low one is no high one: what each does cannot be told apart, nor of items that
    repeat each other: NaN, unclear.
    Refused with NotStudied under max(100, 10 × items) whole rows, or none of the items.
    """
    whole = items.notna().all(axis=1) & overall.notna()
    n, least = int(whole.sum()), least_rows(items.shape[1])
    if n < least or not items.shape[1]:
        raise NotStudied(
            _("惩罚—奖励分析"), _("每题都答了的只有 {n} 份，至少要 {least} 份。").format(n=n, least=least),
            _("请放宽时间或单位，或少选几道题；得分照常可看。"),
        )
    points = items[whole].to_numpy(dtype=float)
    ends = np.stack([points <= low, points >= high], axis=2)
    counts = ends.sum(axis=0)
    asked = np.flatnonzero((counts >= MINIMUM).ravel() & (counts <= n - MINIMUM).ravel())
    effects, covariance = _robust_effects(ends.reshape(n, -1)[:, asked].astype(float), overall[whole].to_numpy(dtype=float))
    value, shared = np.full(counts.size, np.nan), np.full((counts.size, counts.size), np.nan)
    value[asked], shared[np.ix_(asked, asked)] = effects, covariance
    value[::2] *= -1  # a penalty is a loss
    shared[::2] *= -1
    shared[:, ::2] *= -1
    rows = [_row(value[at : at + 2], shared[at : at + 2, at : at + 2]) for at in range(0, counts.size, 2)]
    table = pd.DataFrame(rows).assign(question=list(items.columns), n_low=counts[:, 0], n_high=counts[:, 1])
    return shaped(table, PENALTIES)


def _robust_effects(ends: np.ndarray, overall: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients of the columns and their HC3 covariance; NaN for those that other columns make up."""
    design = np.column_stack([np.ones(len(ends)), ends])
    cross = design.T @ design
    inverse = np.linalg.pinv(cross, hermitian=True)
    effects = inverse @ (design.T @ overall)
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design, optimize=True)
    outer = (overall - design @ effects) / np.maximum(1 - leverage, 1e-9)
    covariance = inverse @ ((design * (outer**2)[:, None]).T @ design) @ inverse
    is_own = np.isclose(np.diag(inverse @ cross), 1, atol=1e-6)
    effects = np.where(is_own, effects, np.nan)
    return effects[1:], covariance[1:, 1:]


def _row(effects: np.ndarray, covariance: np.ndarray) -> dict:
    (penalty, reward), halves = effects, Z_95 * np.sqrt(np.diag(covariance))
    difference = penalty - reward
    half = Z_95 * np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    return {
        "penalty": penalty, "penalty_low": penalty - halves[0], "penalty_high": penalty + halves[0],
        "reward": reward, "reward_low": reward - halves[1], "reward_high": reward + halves[1],
        "kind": _kind(effects - halves, difference - half, difference + half, penalty + reward),
    }


def _kind(lows: np.ndarray, low: float, high: float, together: float) -> str:
    """By the lower bounds of penalty and reward, the interval of their difference, and their sum; NaN tells nothing."""
    if lows[0] > 0 and low > 0:
        return BASIC
    if lows[1] > 0 and high < 0:
        return EXCITEMENT
    is_even = -EVEN * together < low and high < EVEN * together
    return PERFORMANCE if (lows > 0).all() and is_even else UNCLEAR

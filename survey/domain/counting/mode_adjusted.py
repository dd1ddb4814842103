"""Figures by unit as if everywhere the same share had answered by each mode."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from survey.domain.columns import MODE_ADJUSTED, MODE_EFFECTS, shaped
from survey.domain.counting.cell import pooled_variance
from survey.domain.counting.interval import Z_95
from survey.locale import _

APART, FEW = "apart", "few"


@dataclass(frozen=True)
class ModeAdjusted:
    """`figures` by group: `by`, then MODE_ADJUSTED; `effects` by mode, the most used first: MODE_EFFECTS.

    Values are in the cells' own unit. A figure that is not adjusted is NaN, and `reason` says why:
    APART (it shares no mode with the others) or FEW (nowhere two answers to see a spread in).
    An effect is the difference to the most used mode, whose own is 0 without an interval.
    """

    figures: pd.DataFrame
    effects: pd.DataFrame


def mode_adjusted(cells: pd.DataFrame, by: str = "unit", top: float = 100.0) -> ModeAdjusted:
    """Cells of `by` × mode (n, mean, variance) -> each group's figure at the mode mix of the whole.

    mean = group + mode, fitted by least squares weighted with n; a group's figure is its fitted mean
    over the modes, each with its share of all answers (direct standardisation). The errors are those
    of the variance within cells, pooled, times Pearson's X² by its degrees of freedom where that is
    above 1 (McCullagh & Nelder 1989, 4.5): where a mode works here so and there otherwise, the
    intervals are wider. Nothing is capped. Modes and groups hang together by the cells that hold
    answers; outside of the largest such part nothing can be adjusted. The group may be a period.
    """
    cells = cells[cells["n"] > 0].reset_index(drop=True)
    groups, modes = _raw(cells, by), _raw(cells, "mode").sort_values("n", ascending=False, kind="stable")
    variance = pooled_variance(cells, top)
    reason = FEW if np.isnan(variance) else APART
    within = cells[_in_largest_part(cells, by)] if reason == APART else cells.head(0)
    modes_within = modes[modes["mode"].isin(within["mode"])]
    adjusted, effects = _fit(within, by, modes_within, variance)
    found = adjusted.set_index(by).reindex(groups[by])
    figures = groups.assign(**{name: found[name].to_numpy() for name in found})
    figures = figures.assign(reason=np.where(figures["adjusted"].isna(), reason, ""))
    told = modes_within.reset_index(drop=True).assign(**{name: effects[name] for name in ("difference", "low", "high")})
    return ModeAdjusted(shaped(figures, (by, *MODE_ADJUSTED)), shaped(told, MODE_EFFECTS))


def why_not_adjusted(reason: str) -> str:
    """The sentence for a figure that stands as it is; "" for one that is adjusted."""
    return {
        APART: _("和其他单位没有共同的填写方式，无法校正，只显示原始得分。"),
        FEW: _("答卷太少，看不出离散程度，无法校正。"),
    }.get(reason, "")


def mode_words(mode: object, reference: object, difference: float, low: float, high: float) -> str:
    """What a mode does to a score, against the most used one, in one sentence."""
    told = {"mode": mode, "reference": reference, "points": abs(difference), "low": low, "high": high}
    if low <= 0 <= high:
        return _("{mode}和{reference}没有明显差别（差 95% 区间 {low:+.1f} 至 {high:+.1f} 分）").format(**told)
    if difference > 0:
        return _("{mode}比{reference}平均高 {points:.1f} 分（95% 区间 {low:+.1f} 至 {high:+.1f} 分）").format(**told)
    return _("{mode}比{reference}平均低 {points:.1f} 分（95% 区间 {low:+.1f} 至 {high:+.1f} 分）").format(**told)


def _raw(cells: pd.DataFrame, by: str) -> pd.DataFrame:
    """Columns by, n, raw: what was answered, as it stands."""
    sums = cells.assign(total=cells["n"] * cells["mean"]).groupby(by, as_index=False)[["n", "total"]].sum()
    return pd.DataFrame({by: sums[by], "n": sums["n"].astype(int), "raw": sums["total"] / sums["n"]})


def _in_largest_part(cells: pd.DataFrame, by: str) -> np.ndarray:
    """Which cells belong to the part of the table, connected by shared modes, that holds most answers."""
    (group, groups), (mode, modes) = pd.factorize(cells[by]), pd.factorize(cells["mode"])
    size = len(groups) + len(modes)
    links = coo_array((np.ones(len(cells)), (group, len(groups) + mode)), shape=(size, size))
    part = connected_components(links, directed=False)[1][group]
    return part == np.bincount(part, weights=cells["n"]).argmax()


def _fit(within: pd.DataFrame, by: str, modes: pd.DataFrame, variance: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The adjusted figure of each group (by, adjusted, low, high) and the effect of each mode (mode, difference, low, high)."""
    groups, shares = sorted(set(within[by])), (modes["n"] / modes["n"].sum()).to_numpy()
    design = np.hstack([
        np.equal.outer(within[by].to_numpy(), np.array(groups, dtype=object)),
        np.equal.outer(within["mode"].to_numpy(), modes["mode"].to_numpy()[1:]),
    ]).astype(float)
    n, mean = within["n"].to_numpy(dtype=float), within["mean"].to_numpy(dtype=float)
    inverse = np.linalg.inv(design.T @ (n[:, None] * design))
    fitted = inverse @ design.T @ (n * mean)
    covariance = inverse * variance * _dispersion(n, mean - design @ fitted, design.shape[1], variance)
    of_groups = np.hstack([np.eye(len(groups)), np.tile(shares[1:], (len(groups), 1))])
    of_modes = np.hstack([np.zeros((len(shares), len(groups))), np.eye(len(shares))[:, 1:]])
    return (
        _with_interval(pd.DataFrame({by: groups}), "adjusted", of_groups, fitted, covariance),
        _with_interval(modes[["mode"]].reset_index(drop=True), "difference", of_modes, fitted, covariance),
    )


def _dispersion(n: np.ndarray, residual: np.ndarray, parameters: int, variance: float) -> float:
    freedom = len(n) - parameters
    return max(1.0, float((n * residual**2).sum() / variance / freedom)) if freedom > 0 else 1.0


def _with_interval(
    frame: pd.DataFrame, name: str, contrasts: np.ndarray, fitted: np.ndarray, covariance: np.ndarray
) -> pd.DataFrame:
    """The frame with the contrasts of what was fitted, and the ends of their intervals; none where nothing varies."""
    value, error = contrasts @ fitted, np.sqrt(np.einsum("ij,jk,ik->i", contrasts, covariance, contrasts))
    half = np.where(contrasts.any(axis=1), Z_95 * error, np.nan)
    return frame.assign(**{name: value, "low": value - half, "high": value + half})

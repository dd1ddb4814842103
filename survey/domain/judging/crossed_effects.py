"""Crossed random effects by REML: what of a score is the person's, what the collector's, and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import linalg, optimize, sparse

START, LOWEST, HIGHEST = 0.5, 0.0, 50.0  # of a factor's standard deviation, in residual ones
TOLERANCE = 1e-9


@dataclass(frozen=True)
class CrossedEffects:
    """intercept, residual and the standard deviation of each factor's effects (`spreads`), in the score's own unit.

    effects  for each factor the BLUP of every level; errors: the standard error of intercept + effect.
    """

    intercept: float
    residual: float
    spreads: tuple[float, ...]
    effects: tuple[np.ndarray, ...]
    errors: tuple[np.ndarray, ...]
    n: int


@dataclass(frozen=True)
class _Sums:
    """What the likelihood needs of the data; the factor with the most levels stands first and is never made dense.

    first, rest   which factor that is, and the others; levels: how many each of the others has.
    own, own_y    counts and sums of scores by level of the first; across: first × (rest, 1); inner, inner_y: of (rest, 1).
    """

    first: int
    rest: tuple[int, ...]
    levels: tuple[int, ...]
    own: np.ndarray
    own_y: np.ndarray
    across: sparse.csr_array
    inner: np.ndarray
    inner_y: np.ndarray
    squares: float
    n: int


@dataclass(frozen=True)
class _Solved:
    deviance: float
    variance: float
    first: np.ndarray
    others: np.ndarray
    scale: np.ndarray
    diagonal: np.ndarray
    schur: tuple


def crossed_effects(score: np.ndarray, factors: Sequence[np.ndarray]) -> CrossedEffects:
    """Fit score = μ + Σ effect of each factor's level + rest, by REML.

    score    any unit, length n; factors: for each the level of every score, numbered from 0 without gaps.
    ValueError for no factor, for lengths that differ, and where scores are no more than levels of some factor.
    Source: Bates, Mächler, Bolker & Walker 2015 (J. Stat. Softw. 67), the profiled REML criterion, here with the largest
    factor eliminated by its Schur complement; the errors are those of Henderson's mixed model equations (1975).
    """
    score = np.asarray(score, dtype=float)
    if not factors or any(len(levels) != len(score) for levels in factors):
        raise ValueError("factors and scores must have one length")
    if any(len(score) <= np.max(levels) + 1 for levels in factors):
        raise ValueError("more levels than scores")
    middle = float(score.mean())  # centred, so that sums of squares keep their digits
    sums = _sums(score - middle, [np.asarray(levels, dtype=int) for levels in factors])
    found = optimize.minimize(
        lambda ratios: _solve(sums, ratios).deviance, np.full(len(factors), START), method="L-BFGS-B",
        bounds=[(LOWEST, HIGHEST)] * len(factors), options={"ftol": TOLERANCE, "gtol": 1e-4 * np.sqrt(len(score))},
    )
    return _told(sums, found.x, middle)


def _sums(score: np.ndarray, factors: list[np.ndarray]) -> _Sums:
    n, sizes = len(score), [int(levels.max()) + 1 for levels in factors]
    first = int(np.argmax(sizes))
    rest = tuple(place for place in range(len(factors)) if place != first)
    columns = [_indicators(factors[place], sizes[place]) for place in rest] + [sparse.csr_array(np.ones((n, 1)))]
    others, own = sparse.hstack(columns, format="csr"), _indicators(factors[first], sizes[first])
    return _Sums(
        first, rest, tuple(sizes[place] for place in rest), own.sum(axis=0), own.T @ score, (own.T @ others).tocsr(),
        (others.T @ others).toarray(), others.T @ score, float(score @ score), n,
    )


def _indicators(levels: np.ndarray, size: int) -> sparse.csr_array:
    n = len(levels)
    return sparse.csr_array((np.ones(n), (np.arange(n), levels)), shape=(n, size))


def _solve(sums: _Sums, ratios: np.ndarray) -> _Solved:
    """The mixed model equations for ratios of standard deviations, factor to residual; the first factor's block is diagonal."""
    ratio = ratios[sums.first]
    scale = np.concatenate([*(np.full(size, ratios[place]) for place, size in zip(sums.rest, sums.levels)), [1.0]])
    diagonal = ratio**2 * sums.own + 1
    inner = scale[:, None] * sums.inner * scale
    inner[np.arange(len(scale) - 1), np.arange(len(scale) - 1)] += 1
    weighted = sparse.diags_array(ratio**2 / diagonal) @ sums.across
    schur = inner - scale[:, None] * (sums.across.T @ weighted).toarray() * scale
    factor = linalg.cho_factor(schur, lower=True)
    right = scale * (sums.inner_y - weighted.T @ sums.own_y)
    others = linalg.cho_solve(factor, right)
    first = ratio * (sums.own_y - sums.across @ (scale * others)) / diagonal
    rest = sums.squares - ratio * first @ sums.own_y - others @ (scale * sums.inner_y)
    degrees = sums.n - 1
    determinant = np.log(diagonal).sum() + 2 * np.log(np.diag(factor[0])).sum()
    deviance = determinant + degrees * (1 + np.log(2 * np.pi * rest / degrees))
    return _Solved(float(deviance), rest / degrees, first, others, scale, diagonal, factor)


def _told(sums: _Sums, ratios: np.ndarray, middle: float) -> CrossedEffects:
    solved, ratio = _solve(sums, ratios), ratios[sums.first]
    residual = float(np.sqrt(solved.variance))
    inverse = linalg.cho_solve(solved.schur, np.eye(len(solved.scale)))
    effects, errors = [np.empty(0)] * len(ratios), [np.empty(0)] * len(ratios)
    begin = 0
    for place, size in zip(sums.rest, sums.levels):
        at = np.arange(begin, begin + size)
        effects[place] = ratios[place] * solved.others[at]
        errors[place] = residual * np.sqrt(
            inverse[-1, -1] + 2 * ratios[place] * inverse[at, -1] + ratios[place] ** 2 * inverse[at, at]
        )
        begin += size
    link = sparse.diags_array(ratio / solved.diagonal) @ sums.across @ sparse.diags_array(solved.scale)
    through = link @ inverse
    own = 1 / solved.diagonal + np.asarray(link.multiply(through).sum(axis=1)).ravel()
    effects[sums.first] = ratio * solved.first
    errors[sums.first] = residual * np.sqrt(inverse[-1, -1] - 2 * ratio * through[:, -1] + ratio**2 * own)
    return CrossedEffects(
        middle + float(solved.others[-1]), residual, tuple(float(r * residual) for r in ratios), tuple(effects), tuple(errors), sums.n
    )

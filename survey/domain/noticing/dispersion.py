"""How far each unit lies from a target, with the usual spread of units taken into account (measures.md 5)."""

from dataclasses import dataclass

import numpy as np

TAILS = (0.1, 0.9)  # where z is winsorised


@dataclass(frozen=True)
class OverDispersion:
    """z: as chance alone would have it; z_adjusted: with the usual spread of the units besides."""

    z: np.ndarray
    phi: float
    tau2: float
    z_adjusted: np.ndarray


def over_dispersion(y, s, target: float) -> OverDispersion:
    """Values y with standard errors s against the target, by the method of moments; arrays of one length.

    Source: Spiegelhalter 2005 (Statistics in Medicine 24, 1185-1202), additive random effects; z is winsorised
    at its 10th and 90th percentile, so that a true outlier does not widen the limits that should show it.
    Of units that differ by chance alone or normally, winsorising keeps but two thirds of φ: τ² is taken too small, and
    more than 0.2 % of them lie beyond 3.09 (bench/simulated_places.py counts 1.7-1.9 % at a spread of 3 points).
    Of fewer than two units τ² is 0.
    """
    y, s = np.asarray(y, dtype=float), np.asarray(s, dtype=float)
    z, weights, units = (y - target) / s, 1 / s**2, len(y)
    phi = float(np.mean(np.clip(z, *np.quantile(z, TAILS)) ** 2)) if units else np.nan
    if units < 2 or units * phi < units - 1:
        tau2 = 0.0
    else:
        room = weights.sum() - (weights**2).sum() / weights.sum()
        tau2 = float(max(0.0, (units * phi - (units - 1)) / room))
    return OverDispersion(z, phi, tau2, (y - target) / np.sqrt(s**2 + tau2))


def arcsine(share) -> np.ndarray:
    return np.arcsin(np.sqrt(np.clip(share, 0, 1)))

"""Each of a few units against all the others, where a funnel over all of them could call none."""

import numpy as np

from survey.domain.noticing.dispersion import arcsine, over_dispersion

# Of fewer units none can reach the funnel's alarm, however far away it lies (z at most 0.88 of two, 2.83 of five, 3.73 of
# six), because it widens the usual spread that it is judged by. Our own default.
FEW_UNITS = 6


def z_of_units(y, s, weight, target: float) -> np.ndarray:
    """z of every unit's value y with its standard error s: on the target with the usual spread of all (the funnel), or,
    of two units or more but under FEW_UNITS, against the others. Arrays of one length.
    """
    if 1 < len(y) < FEW_UNITS:
        return against_the_others(y, s, weight)
    return over_dispersion(y, s, target).z_adjusted


def z_of_shares(count, n) -> np.ndarray:
    """The same of shares count/n, on the arcsine scale; arrays of one length, every n above 0."""
    count, n = np.asarray(count, dtype=float), np.asarray(n, dtype=float)
    middle = count.sum() / n.sum() if len(n) else np.nan
    return z_of_units(arcsine(count / n), 1 / (2 * np.sqrt(n)), n, float(arcsine(middle)))


def against_the_others(y, s, weight) -> np.ndarray:
    """z of every unit's value y with its standard error s; arrays of one length, two units or more, for under FEW_UNITS.

    Each is set against the weighted mean of the others, with the usual spread of these others alone:
    (y − m) / √(s² + τ² + var m). Of two units, whose others are one, that is the z of their difference.
    Leaving out the unit that is judged: Marshall & Spiegelhalter 2003 (Statistics in Medicine 22, 1649-1660), here
    with the moments of measures.md 5.
    """
    y, s, weight = (np.asarray(numbers, dtype=float) for numbers in (y, s, weight))
    return np.array([_of_one(y, s, weight, place) for place in range(len(y))])


def _of_one(y: np.ndarray, s: np.ndarray, weight: np.ndarray, place: int) -> float:
    others = np.arange(len(y)) != place
    share = weight[others] / weight[others].sum()
    mean = (share * y[others]).sum()
    tau2 = over_dispersion(y[others], s[others], mean).tau2
    variance = s[place] ** 2 + tau2 + (share**2 * (s[others] ** 2 + tau2)).sum()
    return float((y[place] - mean) / np.sqrt(variance))

"""Whether shares changed since the period before, over many places and questions at once."""

import numpy as np
from scipy.stats import false_discovery_control, norm

FALSE_DISCOVERIES = 0.10  # measures.md 7


def is_changed(count, n, count_before, n_before, least: int, direction: int) -> np.ndarray:
    """For each pair of shares whether it rose (direction 1) or fell (-1), at a false discovery rate of 10 %.

    Two-sided test of two proportions with the pooled variance; Benjamini & Hochberg 1995 over all pairs of which
    both n are at least `least`; the others did not change as far as anybody can tell. Arrays of one length.
    """
    count, n, count_before, n_before = (np.asarray(a, dtype=float) for a in (count, n, count_before, n_before))
    known = (n >= least) & (n_before >= least)
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (count + count_before) / (n + n_before)
        z = (count / n - count_before / n_before) / np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / n_before))
    found = np.zeros(len(n), dtype=bool)
    if known.any():
        p = 2 * norm.sf(np.abs(np.nan_to_num(z[known])))
        found[known] = (false_discovery_control(p) <= FALSE_DISCOVERIES) & (np.sign(np.nan_to_num(z[known])) == direction)
    return found

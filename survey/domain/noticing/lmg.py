"""LMG shares of R² from covariance matrices: exact, over every subset of the items, many matrices at once."""

from math import factorial

import numpy as np

FLAT = 1e-10             # of an item's own variance: what is left below it is rounding, and the item adds nothing
NUMBERS_AT_ONCE = 2**22  # 32 MB


def lmg_of(covariances: np.ndarray) -> np.ndarray:
    """LMG of each item: matrices × items, whose sum is R². The last variable of each square matrix is the overall one.

    An item without spread, or one that repeats others, is given what it adds to those before it: nothing.
    """
    items = covariances.shape[-1] - 1
    together = max(1, NUMBERS_AT_ONCE // 2 ** (items + 2))
    parts = [covariances[start : start + together] for start in range(0, len(covariances), together)]
    return np.concatenate([_averaged(r_squared_of_subsets(part)) for part in parts])


def r_squared_of_subsets(covariances: np.ndarray) -> np.ndarray:
    """R² of overall on every subset of the items: subsets × matrices; bit i of a subset's number says that item i is in it.

    Item by item, each subset so far goes on without it and, by one elimination step of Gauss, with it: what subsets
    share is done once, and half of them cost one step on a matrix of 2 × 2.
    """
    variances = np.diagonal(covariances, axis1=1, axis2=2)
    scale = np.sqrt(np.where(variances > 0, variances, 1.0))
    # Axes: variable, variable, subset, matrix. The long ones stand last, where numpy is fast.
    left = (covariances / scale[:, :, None] / scale[:, None, :]).transpose(1, 2, 0)[:, :, None, :]
    for _item in range(len(left) - 1):
        pivot, column, without = left[0, 0], left[1:, 0], left[1:, 1:]
        slope = np.divide(column, pivot, out=np.zeros_like(column), where=pivot > FLAT)
        left = np.concatenate([without, without - column[:, None] * slope[None, :]], axis=2)
    has_spread = variances[:, -1] > 0
    return np.where(has_spread, np.clip(1 - left[0, 0], 0, 1), 0.0)


def _averaged(r_squared: np.ndarray) -> np.ndarray:
    """The Shapley value of each item: its rise of R² over all subsets without it, weighed by how many orders have each."""
    subsets = np.arange(len(r_squared))
    items = len(r_squared).bit_length() - 1
    sizes = np.bitwise_count(subsets).astype(int)
    orders = np.array([factorial(size) * factorial(items - 1 - size) / factorial(items) for size in range(items)])
    found = np.empty((r_squared.shape[1], items))
    for item in range(items):
        is_in = (subsets >> item & 1).astype(bool)
        weights = np.where(is_in, orders[sizes - 1], -orders[np.minimum(sizes, items - 1)])
        found[:, item] = weights @ r_squared
    return found

"""Drawing lots for the sample year."""

from collections.abc import Mapping, Sequence

import numpy as np


def pick(rng: np.random.Generator, weights: Mapping[str, float]) -> str:
    """One of the names, by weight. (The generator's own `choice` is slow on short lists.)"""
    left = rng.random() * sum(weights.values())
    for name, weight in weights.items():
        left -= weight
        if left < 0:
            break
    return name


def one_of(rng: np.random.Generator, things: Sequence):
    """One of the things, all alike."""
    return things[int(rng.integers(len(things)))]

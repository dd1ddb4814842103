"""Groups that are told: looking at what changed alone finds what looking at everything finds."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from survey.domain.counting import differencing, outsider


def counts_of(seed: int) -> pd.DataFrame:
    """Six units, three modes and a year, most of them with few people."""
    random = np.random.default_rng(seed)
    cells = list(product("abcdef", ("qr", "paper", "phone"), [f"2025-{month:02}" for month in range(1, 13)]))
    table = pd.DataFrame(cells, columns=["unit", "mode", "month"])
    return table.assign(count=random.poisson(random.choice([2, 12, 40], len(table))))


def shown_with(few: int, counts: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> frozenset:
    monkeypatch.setattr(outsider, "FEW", few)
    differencing._shown.cache_clear()
    return differencing.guard_of(counts).shown


@pytest.mark.parametrize("seed", range(6))
def test_looking_at_the_changed_groups_alone_hides_the_same_as_looking_at_all(seed, monkeypatch):
    counts = counts_of(seed)

    alone, all_of_them = (shown_with(few, counts, monkeypatch) for few in (10**9, 0))

    assert alone == all_of_them
    assert 0 < len(alone)


def test_where_every_cell_has_ten_people_nothing_is_hidden():
    counts = counts_of(1).assign(count=10)

    guard = differencing.guard_of(counts)

    assert guard.shown == frozenset(guard.people)

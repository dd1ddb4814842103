"""Small numbers are hidden, and cannot be had back by subtraction (measures.md 8)."""

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from scipy.linalg import null_space

from survey.domain.counting.small_numbers import hide_small, is_tentative, shown_beside


def a_table(**n_by_unit: int) -> pd.DataFrame:
    return pd.DataFrame({"unit": list(n_by_unit), "n": list(n_by_unit.values()), "score": 80.0})


def shown(table: pd.DataFrame) -> dict[str, bool]:
    return dict(zip(table["unit"], table["shown"]))


def test_nine_answers_are_hidden_and_ten_are_shown():
    found = hide_small(a_table(a=9, b=10))

    assert shown(found) == {"a": False, "b": True}
    assert pd.isna(found.loc[0, "score"]) and found.loc[0, "n"] == 0


def test_one_hidden_row_of_a_total_hides_the_next_smallest():
    assert shown(hide_small(a_table(a=9, b=40, c=20, d=30), totals=[()])) == {"a": False, "b": True, "c": False, "d": True}


def test_hidden_rows_are_joined_until_they_make_ten_together():
    # 45 less 40 would speak of five people
    assert shown(hide_small(a_table(a=2, b=3, c=11, d=29), totals=[()])) == {"a": False, "b": False, "c": False, "d": True}


def test_a_row_may_be_needed_for_either_of_two_totals():
    table = pd.DataFrame({
        "unit": ["a", "a", "b", "b"], "mode": ["x", "y", "x", "y"], "n": [5, 20, 30, 40], "score": 80.0,
    })

    found = hide_small(table, totals=[["unit"], ["mode"]])

    # with any of the four shown, the totals would give the others, and so the five
    assert not found["shown"].any()


def test_a_cell_is_not_had_through_the_partner_that_hides_it():
    # a: 3 is hidden with 12; were 12 alone hidden in its column, the column would give it, and the row the 3
    table = a_cross([[3, 12, 40], [30, 50, 60], [20, 70, 80]])

    found = hide_small(table, totals=[["row"], ["column"]])

    hidden = found[~found["shown"]]
    assert not groups_told(table, [["row"], ["column"]])
    assert len(hidden) == 4 and set(hidden["row"]) == {0, 2} and set(hidden["column"]) == {0, 1}


def a_cross(counts) -> pd.DataFrame:
    counts = np.array(counts)
    names = ("row", "column", "depth")[: counts.ndim]
    places = np.indices(counts.shape).reshape(counts.ndim, -1)
    return pd.DataFrame(dict(zip(names, places)) | {"n": counts.ravel(), "score": 80.0})


def groups_told(table: pd.DataFrame, totals: list, most: int = 3) -> list[tuple[int, ...]]:
    """Which one to three cells, of fewer than ten people together, are told by what may be shown of rows and totals.

    By the null space of the system: a group is told when no solution of its homogeneous form changes its sum.
    """
    cells = table[table["n"] > 0].reset_index(drop=True)
    numbers = {tuple(names): cells.groupby(names).ngroup().to_numpy() if names else np.zeros(len(cells), int) for names in totals}
    facts = np.vstack([np.eye(len(cells)), *(np.eye(groups.max() + 1)[:, groups] for groups in numbers.values())])
    is_shown = shown_beside(cells["n"].to_numpy(), numbers)
    free = null_space(facts[is_shown]) if is_shown.any() else np.eye(len(cells))
    return [
        group
        for size in range(1, most + 1)
        for group in combinations(np.flatnonzero(cells["n"] < 10), size)
        if cells["n"][list(group)].sum() < 10 and np.abs(free[list(group)].sum(axis=0)).max(initial=0) < 1e-8
    ]


@pytest.mark.parametrize("seed", range(60))
def test_totals_of_two_and_three_ways_tell_no_group_below_ten(seed):
    """Over these tables 47 % of the rows of ten and more stay; a third to a half of all rows are small."""
    dice = np.random.default_rng(seed)
    shape = [(4, 4), (3, 6), (5, 5), (3, 3, 3), (2, 3, 4)][seed % 5]
    table = a_cross(dice.choice([0, 1, 4, 9, 12, 30, 80], shape, p=[0.1, 0.1, 0.1, 0.1, 0.2, 0.2, 0.2]))
    names = ("row", "column", "depth")[: len(shape)]
    totals = [list(some) for size in range(len(names)) for some in combinations(names, size)]

    found = hide_small(table, totals=totals)

    assert not groups_told(table, totals)
    assert not (found["shown"] & (table["n"] < 10)).any()


def test_where_no_row_is_small_none_is_hidden():
    assert hide_small(a_cross(np.full((4, 5, 6), 10)), totals=[["row", "column"], ["depth"], []])["shown"].all()


def test_a_large_table_loses_little():
    # twelve questions of fifty units over twenty-four months
    dice = np.random.default_rng(1)
    n = dice.poisson(dice.lognormal(3, 0.7, (1, 50, 1)) * np.ones((12, 50, 24)))
    table = pd.DataFrame([(*place, n[place], 80.0) for place in product(*map(range, n.shape))], columns=["question", "unit", "month", "n", "score"])

    found = hide_small(table, totals=[["question", "unit"], ["question", "month"]])

    assert found["shown"].sum() > 0.95 * (n >= 10).sum()


def test_a_score_of_few_is_hidden_where_the_rates_of_many_are_shown():
    # thirty answers in the base of the rates, nine of them with points
    table = pd.DataFrame({"n": [30], "scored": [9], "score": [80.0], "top2": [0.7]})

    found = hide_small(table).iloc[0]

    assert found["shown"] and found["top2"] == 0.7 and pd.isna(found["score"])


def test_two_hidden_rows_of_ten_need_no_third():
    assert shown(hide_small(a_table(a=9, b=8, c=20), totals=[()])) == {"a": False, "b": False, "c": True}


def test_a_row_without_answers_gives_nothing_away():
    assert shown(hide_small(a_table(a=0, b=20, c=30), totals=[()])) == {"a": False, "b": True, "c": True}


def test_complements_are_sought_within_each_group():
    table = a_table(a=9, b=20, c=50, d=60).assign(question=["x", "x", "y", "y"])

    assert shown(hide_small(table, totals=[["question"]])) == {"a": False, "b": False, "c": True, "d": True}


def test_ten_to_twenty_nine_are_tentative():
    assert is_tentative([9, 10, 29, 30]).tolist() == [False, True, True, False]

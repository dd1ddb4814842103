"""Small numbers are hidden, and cannot be had back by subtraction (measures.md 8)."""

import pandas as pd

from survey.domain.counting.small_numbers import hide_small, is_tentative


def a_table(**n_by_unit: int) -> pd.DataFrame:
    return pd.DataFrame({"unit": list(n_by_unit), "n": list(n_by_unit.values()), "score": 80.0})


def shown(table: pd.DataFrame) -> dict[str, bool]:
    return dict(zip(table["unit"], table["shown"]))


def test_nine_answers_are_hidden_and_ten_are_shown():
    found = hide_small(a_table(a=9, b=10))

    assert shown(found) == {"a": False, "b": True}
    assert pd.isna(found.loc[0, "score"]) and found.loc[0, "n"] == 0


def test_one_hidden_row_of_a_total_hides_the_next_smallest():
    assert shown(hide_small(a_table(a=9, b=40, c=20, d=30), within=())) == {"a": False, "b": True, "c": False, "d": True}


def test_two_hidden_rows_need_no_third():
    assert shown(hide_small(a_table(a=9, b=8, c=20), within=())) == {"a": False, "b": False, "c": True}


def test_a_row_without_answers_gives_nothing_away():
    assert shown(hide_small(a_table(a=0, b=20, c=30), within=())) == {"a": False, "b": True, "c": True}


def test_complements_are_sought_within_each_group():
    table = a_table(a=9, b=20, c=50, d=60).assign(question=["x", "x", "y", "y"])

    assert shown(hide_small(table, within=["question"])) == {"a": False, "b": False, "c": True, "d": True}


def test_ten_to_twenty_nine_are_tentative():
    assert is_tentative([9, 10, 29, 30]).tolist() == [False, True, True, False]

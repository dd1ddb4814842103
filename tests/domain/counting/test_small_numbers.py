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
    assert shown(hide_small(a_table(a=9, b=40, c=20, d=30), totals=[()])) == {"a": False, "b": True, "c": False, "d": True}


def test_hidden_rows_are_joined_until_they_make_ten_together():
    # 45 less 40 would speak of five people
    assert shown(hide_small(a_table(a=2, b=3, c=11, d=29), totals=[()])) == {"a": False, "b": False, "c": False, "d": True}


def test_a_row_may_be_needed_for_either_of_two_totals():
    table = pd.DataFrame({
        "unit": ["a", "a", "b", "b"], "mode": ["x", "y", "x", "y"], "n": [5, 20, 30, 40], "score": 80.0,
    })

    found = hide_small(table, totals=[["unit"], ["mode"]])

    assert found["shown"].tolist() == [False, False, False, True]


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

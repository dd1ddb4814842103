"""What got better or worse: worked figures, the correction for many tests, and what is not told."""

import numpy as np
import pandas as pd
import pytest

from survey.domain.columns import CHANGES
from survey.domain.counting.reading import SUMS
from survey.domain.noticing.change import changes, figure_changes

POINTS = {"5": (100, 1), "4": (75, 2), "3": (50, 3), "2": (25, 4), "1": (0, 5)}


def weighed(*cells: tuple[str, str, dict], segment: int = 1) -> pd.DataFrame:
    """(unit, question, {answer: count}) as weighed tallies."""
    rows = []
    for unit, question, answers in cells:
        for code, count in answers.items():
            points, grade = POINTS[code]
            told = (count, count, 0, points * count, points**2 * count)
            rows.append((unit, question, segment, *told, *((grade <= k) * count for k in (1, 2, 3)), (grade >= 4) * count))
    return pd.DataFrame(rows, columns=["unit", "question", "segment", *SUMS])


def row_of(frame: pd.DataFrame, unit: str = "w1") -> pd.Series:
    return frame.set_index("unit").loc[unit]


def test_a_worse_share_has_newcombes_interval_and_says_worse():
    # Newcombe 1998 (II), method 10: 56/70 − 48/80 -> .2000 (.0524, .3339)
    before = weighed(("w1", "bell", {"5": 32, "1": 48}))
    now = weighed(("w1", "bell", {"5": 14, "1": 56}))

    row = row_of(changes(before, now)["dissatisfied"])

    assert (row["before"], row["n_before"], row["now"], row["n"]) == (48 / 80, 80, 56 / 70, 70)
    assert (row["difference"], row["low"], row["high"]) == pytest.approx((0.2, 0.0524, 0.3339), abs=0.0001)
    assert row["verdict"] == "worse"


def test_a_better_score_has_welchs_interval_and_says_better():
    before = weighed(("w1", "bell", {"5": 20, "1": 20}))
    now = weighed(("w1", "bell", {"5": 36, "1": 4}))

    found = changes(before, now)["score"]

    row, error = row_of(found), np.sqrt(2500 / 39 + 900 / 39)
    assert tuple(found.columns) == CHANGES
    assert (row["before"], row["now"], row["difference"], row["verdict"]) == (50, 90, 40, "better")
    assert (row["high"] - row["low"]) / 2 == pytest.approx(1.9978 * error, rel=0.0001)  # t of 63.86 degrees of freedom


def test_of_many_changes_one_that_is_just_surprising_is_noise():
    # 40 -> 25 of 100 is surprising alone; among twenty that did not move, one such is to be expected.
    quiet = [(f"w{i}", "bell", {"5": 60, "1": 40}) for i in range(2, 22)]
    before = weighed(("w1", "bell", {"5": 60, "1": 40}), *quiet)
    now = weighed(("w1", "bell", {"5": 75, "1": 25}), *quiet)

    alone = row_of(changes(before.head(2), now.head(2))["dissatisfied"])
    among = row_of(changes(before, now)["dissatisfied"])

    assert alone["verdict"] == "better" and alone["q"] < 0.05
    assert among["q"] > 0.10 and among["verdict"] == "same"


def test_under_ten_answers_in_either_period_nothing_is_told_and_nothing_tested():
    before = weighed(("w1", "bell", {"5": 9}), ("w2", "bell", {"5": 40, "1": 10}), ("w3", "bell", {"5": 30, "1": 30}))
    now = weighed(("w1", "bell", {"1": 40}), ("w2", "bell", {"5": 40, "1": 10}), ("w3", "bell", {"5": 50, "1": 10}))

    for found in changes(before, now).values():
        row = row_of(found)

        assert row["verdict"] == "few" and not row["shown"] and row["n"] == 0
        assert row[["before", "now", "difference", "low", "high", "q"]].isna().all()


def test_a_small_unit_cannot_be_worked_out_from_the_others():
    before = weighed(("w1", "bell", {"5": 30}), ("w2", "bell", {"5": 40}), ("w3", "bell", {"5": 50}))
    now = weighed(("w1", "bell", {"5": 3}), ("w2", "bell", {"5": 40}), ("w3", "bell", {"5": 50}))

    shown = changes(before, now)["score"].set_index("unit")["shown"]

    assert shown.to_dict() == {"w1": False, "w2": False, "w3": True}


def test_a_unit_of_one_period_alone_is_too_few():
    found = changes(weighed(("w1", "bell", {"5": 30})), weighed(("w2", "bell", {"5": 30})))["score"]

    assert found["verdict"].tolist() == ["few", "few"]


def test_answers_in_older_words_are_not_compared():
    before = pd.concat([weighed(("w1", "bell", {"1": 50})), weighed(("w1", "bell", {"5": 20}), segment=2)])

    row = row_of(changes(before, weighed(("w1", "bell", {"5": 30}), segment=2))["score"])

    assert (row["n_before"], row["before"], row["verdict"]) == (20, 100, "same")


def test_the_whole_is_compared_figure_by_figure():
    before = weighed(("w1", "bell", {"5": 40, "4": 30, "3": 20, "1": 10}))
    now = weighed(("w1", "bell", {"5": 70, "4": 20, "3": 8, "1": 2}))

    found = figure_changes(before, now).set_index("figure")

    assert found["difference"].to_dict() == pytest.approx(
        {"score": 89 - 72.5, "top1": 0.3, "top2": 0.2, "top3": 0.08, "dissatisfied": -0.08}
    )
    assert set(found["verdict"]) == {"better"}


def test_a_whole_of_nine_is_not_told():
    found = figure_changes(weighed(("w1", "bell", {"5": 9})), weighed(("w1", "bell", {"5": 90})))

    assert not found["shown"].any() and set(found["verdict"]) == {"few"}


def test_nothing_now_gives_no_row():
    empty = weighed()

    assert all(frame.empty for frame in changes(empty, empty).values())

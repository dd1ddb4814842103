"""Fair scores of persons: severity is taken out, few are not judged, and every fallback says so."""

import numpy as np
import pandas as pd
import pytest

from survey.domain.counting.interval import mean_interval
from survey.domain.judging.fair_score import ADDITIVE, CROSSED, FORMAL, NOT_JUDGED, RAW, FairScore, fair_scores, method_for
from survey.domain.judging.fair_wording import why_adjusted


def sheets(counts: dict[tuple[str, str], int], persons: dict[str, float], collectors: dict[str, float], spread: float = 10.0) -> pd.DataFrame:
    """So many sheets by person and collector, whose scores swing evenly around the sum of the two."""
    return pd.DataFrame([
        (person, collector, persons[person] + collectors[collector] + spread * (-1) ** place)
        for (person, collector), count in counts.items() for place in range(count)
    ], columns=["person", "collector", "score"])


PERSONS = {f"n{place}": 50.0 + 5 * place for place in range(6)}
SEVERE = {"a": -10.0, "b": 3.0, "c": 3.0, "d": 4.0}


def uneven(most: int = 40) -> dict[tuple[str, str], int]:
    """Everybody meets everybody; n0's sheets come mostly from a."""
    return {(person, collector): most if (person, collector) == ("n0", "a") else 10 for person in PERSONS for collector in SEVERE}


def score_of(found: pd.DataFrame, person: str) -> pd.Series:
    return found.set_index("person").loc[person]


def test_whoever_met_the_severe_collector_is_raised_by_as_much():
    # measures.md 9
    found = score_of(fair_scores(sheets(uneven(), PERSONS, SEVERE)), "n0")

    assert (found["method"], found["grade"], found["n"]) == (CROSSED, FORMAL, 70)
    assert found["raw"] == pytest.approx(50 + (40 * -10 + 10 * 3 + 10 * 3 + 10 * 4) / 70)
    assert found["adjusted"] == pytest.approx(50, abs=1.5) and found["low"] < 50 < found["high"]
    assert found["collector"] == "a" and found["severity"] == pytest.approx(-0.4, abs=0.05)


def test_it_is_said_in_words():
    score = FairScore(70, 46, 44, 48, 50, 48, 52, 0.9, FORMAL, CROSSED, False, "a", -0.4)

    assert why_adjusted(score, "甲") == "代表甲平均偏严 0.4 分，已校正"


def test_the_adjustment_stops_at_half_a_scale_point():
    harsh = SEVERE | {"a": -40.0}

    found = score_of(fair_scores(sheets(uneven(400), PERSONS, harsh)), "n0")

    assert found["adjusted"] - found["raw"] == pytest.approx(12.5) and found["is_capped"]


@pytest.mark.parametrize("counts, method", [
    (np.ones((4, 3)), CROSSED),
    (np.array([[1, 0], [1, 1], [1, 1], [1, 1]]), ADDITIVE),          # the first person met one collector
    (np.array([[1, 1, 1], [1, 1, 0], [1, 1, 0]]), ADDITIVE),         # the last collector met one person
    (np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1]]), RAW),     # two groups that never meet
    (np.ones((4, 1)), RAW),
])  # fmt: skip
def test_the_method_is_the_first_whose_preconditions_hold(counts, method):
    assert method_for(counts) == method


def test_the_additive_model_takes_severity_out_exactly():
    counts = uneven()
    del counts["n5", "b"], counts["n5", "c"], counts["n5", "d"]

    found = score_of(fair_scores(sheets(counts, PERSONS, SEVERE)), "n0")

    total = sum(counts.values())
    mix = sum(n * SEVERE[collector] for (_person, collector), n in counts.items()) / total
    assert found["method"] == ADDITIVE and found["adjusted"] == pytest.approx(50 + mix)


def test_without_anything_to_compare_the_raw_mean_stands_with_its_interval():
    alone = sheets({(person, "a"): 40 for person in PERSONS}, PERSONS, SEVERE)

    found = score_of(fair_scores(alone), "n2")

    low, high = mean_interval(40, 40 * 50, 40 * (50**2 + 100))
    assert (found["method"], found["adjusted"], found["collector"]) == (RAW, 50, None)
    assert (found["raw_low"], found["raw_high"], found["low"]) == pytest.approx((low, high, low))


def test_persons_who_hardly_differ_are_not_judged_and_never_zero():
    same = dict.fromkeys(PERSONS, 60.0)

    found = fair_scores(sheets({(person, collector): 10 for person in same for collector in SEVERE}, same, SEVERE))

    assert set(found["grade"]) == {NOT_JUDGED} and found["adjusted"].isna().all() and (found["raw"] == 60).all()


def test_persons_of_fewer_than_ten_sheets_are_not_there():
    # measures.md 8
    counts = uneven() | {("n5", collector): 2 for collector in SEVERE}

    assert "n5" not in set(fair_scores(sheets(counts, PERSONS, SEVERE))["person"])

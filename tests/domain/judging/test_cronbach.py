"""Cronbach's alpha, against the analysis of variance and by hand."""

import numpy as np
import pandas as pd
import pytest

from survey.domain.columns import ITEMS
from survey.domain.errors import SurveyError
from survey.domain.judging.cronbach import cronbach_alpha, item_statistics, reversed_items
from survey.domain.judging.intraclass import intraclass_correlation
from tests.domain.judging.test_intraclass import SHROUT_FLEISS

JUDGES = pd.DataFrame(SHROUT_FLEISS, columns=["a", "b", "c", "d"], dtype=float)


def test_alpha_is_the_consistency_of_the_mean_with_its_interval():
    # Alpha equals ICC(3,k) (McGraw & Wong 1996), so Shrout & Fleiss 1979 give .91
    form = intraclass_correlation(SHROUT_FLEISS).set_index("name").loc["ICC(3,k)"]

    alpha = cronbach_alpha(JUDGES)

    assert round(alpha.value, 2) == 0.91 and (alpha.n, alpha.items) == (6, 4)
    assert (alpha.value, alpha.low, alpha.high) == pytest.approx((form["value"], form["low"], form["high"]))


def test_rows_that_lack_an_answer_are_left_out_of_alpha_but_counted_for_their_items():
    lacking = pd.concat([JUDGES, pd.DataFrame({"a": [1.0, 1.0], "b": [10.0, np.nan]})], ignore_index=True)

    statistics = item_statistics(lacking, low=1, high=10).set_index("question")

    assert cronbach_alpha(lacking) == cronbach_alpha(JUDGES)
    assert statistics["n"].to_dict() == {"a": 8, "b": 7, "c": 6, "d": 6}
    assert statistics["missing"].to_dict() == {"a": 0, "b": 1, "c": 2, "d": 2}


def test_items_are_described_as_one_would_by_hand():
    statistics = item_statistics(JUDGES, low=1, high=10).set_index("question")

    b = JUDGES["b"]
    assert list(item_statistics(JUDGES, 1, 10).columns) == list(ITEMS)
    assert statistics.loc["b", "mean"] == pytest.approx((2 + 1 + 4 + 1 + 5 + 2) / 6)
    assert statistics.loc["b", "floor"] == pytest.approx(2 / 6) and statistics.loc["b", "ceiling"] == 0
    assert statistics.loc["a", "ceiling"] == pytest.approx(1 / 6)
    assert statistics.loc["b", "item_total"] == pytest.approx(b.corr(JUDGES["a"] + JUDGES["c"] + JUDGES["d"]))
    assert statistics.loc["b", "alpha_if_dropped"] == pytest.approx(cronbach_alpha(JUDGES.drop(columns="b")).value)


def test_an_item_that_was_asked_the_other_way_round_is_turned_before_it_counts():
    asked_so = JUDGES.assign(b=11 - JUDGES["b"])

    assert cronbach_alpha(asked_so).value < cronbach_alpha(JUDGES).value
    assert cronbach_alpha(reversed_items(asked_so, ["b"], 1, 10)) == cronbach_alpha(JUDGES)


def test_of_two_items_none_can_be_dropped():
    assert item_statistics(JUDGES[["a", "b"]], 1, 10)["alpha_if_dropped"].isna().all()


def test_items_that_never_vary_have_no_alpha():
    assert np.isnan(cronbach_alpha(pd.DataFrame({"a": [5.0] * 4, "b": [5.0] * 4})).value)


@pytest.mark.parametrize("items", [JUDGES[["a"]], JUDGES.head(2), JUDGES.assign(a=np.nan)])
def test_too_little_is_refused_with_what_is_needed(items):
    with pytest.raises(SurveyError, match="至少要两道题"):
        cronbach_alpha(items)


def test_a_reversed_item_that_is_no_item_is_refused():
    with pytest.raises(SurveyError, match="e"):
        reversed_items(JUDGES, ["e"], 1, 10)

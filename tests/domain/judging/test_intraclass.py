"""Published figures of agreement between raters."""

import numpy as np
import pandas as pd
import pytest

from survey.domain.errors import SurveyError
from survey.domain.judging.intraclass import intraclass_correlation
from survey.domain.judging.krippendorff import krippendorff_alpha
from survey.domain.judging.spearman_brown import smallest_n, spearman_brown

# Shrout & Fleiss 1979, table 2: six subjects, four judges
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
NA = np.nan
# Krippendorff 2011, section C: four observers, twelve units
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NA, NA, NA],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NA, 3],
    [NA, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NA],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NA],
]


@pytest.mark.parametrize(
    ("name", "other", "value", "low", "high", "f", "df2"),
    [
        # values: Shrout & Fleiss 1979, table 4; intervals: as R's psych::ICC prints them for the same table
        ("ICC(1,1)", "ICC(1)", 0.17, -0.133, 0.72, 1.8, 18),
        ("ICC(2,1)", "ICC(A,1)", 0.29, 0.019, 0.76, 11.0, 15),
        ("ICC(3,1)", "ICC(C,1)", 0.71, 0.342, 0.95, 11.0, 15),
        ("ICC(1,k)", "ICC(k)", 0.44, -0.884, 0.91, 1.8, 18),
        ("ICC(2,k)", "ICC(A,k)", 0.62, 0.071, 0.93, 11.0, 15),
        ("ICC(3,k)", "ICC(C,k)", 0.91, 0.676, 0.99, 11.0, 15),
    ],
)
def test_the_six_forms_are_those_of_shrout_and_fleiss(name, other, value, low, high, f, df2):
    row = intraclass_correlation(SHROUT_FLEISS).set_index("name").loc[name]

    assert row["mcgraw_wong"] == other
    assert (round(row["value"], 2), round(row["f"], 1), row["df1"], row["df2"]) == (value, f, 5, df2)
    assert row["low"] == pytest.approx(low, abs=0.0005)
    assert row["high"] == pytest.approx(high, abs=0.005)


def test_the_single_forms_agree_to_four_places_with_the_worked_figures():
    # measures.md 9
    values = intraclass_correlation(SHROUT_FLEISS).set_index("name")["value"].round(4)

    assert (values["ICC(2,1)"], values["ICC(3,1)"]) == (0.2898, 0.7148)


def test_the_mean_squares_are_those_of_an_analysis_of_variance():
    from statsmodels.formula.api import ols
    from statsmodels.stats.anova import anova_lm

    random = np.random.default_rng(3)
    ratings = random.normal(0, 1, (15, 4)) + random.normal(0, 1, (15, 1))
    long = pd.DataFrame([(i, j, ratings[i, j]) for i in range(15) for j in range(4)], columns=["who", "by", "score"])

    table = anova_lm(ols("score ~ C(who) + C(by)", long).fit())
    ours = intraclass_correlation(ratings).set_index("name").loc["ICC(3,1)"]

    assert ours["f"] == pytest.approx(table.loc["C(who)", "F"])
    assert ours["p"] == pytest.approx(table.loc["C(who)", "PR(>F)"])


def test_raters_who_agree_but_for_their_severity_are_consistent():
    forms = intraclass_correlation([[1, 2], [2, 3], [3, 4], [5, 6]]).set_index("name")

    assert forms.loc["ICC(3,1)", "value"] == 1.0 and forms.loc["ICC(2,1)", "value"] < 1.0


def test_subjects_whom_every_rater_sees_alike_have_no_consistency():
    forms = intraclass_correlation([[1, 2], [1, 2], [1, 2]]).set_index("name")

    assert np.isnan(forms.loc["ICC(3,1)", "value"]) and forms.loc["ICC(2,1)", "value"] == 0


@pytest.mark.parametrize("ratings", [[[1, 2]], [[1], [2]], [[1, NA], [2, 3]], [[4, 4], [4, 4]]])
def test_ratings_that_cannot_be_compared_are_refused(ratings):
    with pytest.raises(SurveyError, match="评分者一致性"):
        intraclass_correlation(ratings)


@pytest.mark.parametrize(
    ("level", "alpha"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_krippendorffs_example_gives_his_figures(level, alpha):
    # Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"
    assert round(krippendorff_alpha(FOUR_OBSERVERS, level), 3) == alpha


def test_two_observers_and_two_values_give_krippendorffs_first_example():
    # Krippendorff 2011, section A: binary data, alpha .095
    jon = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    meg = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]

    assert round(krippendorff_alpha([jon, meg], "nominal"), 3) == 0.095


@pytest.mark.parametrize(
    ("ratings", "level"),
    [([[1, NA], [NA, 2]], "nominal"), ([[3, 3], [3, 3]], "interval"), ([[-1, 2], [1, 2]], "ratio")],
)
def test_ratings_without_anything_to_compare_are_refused(ratings, level):
    with pytest.raises(SurveyError, match="评分者一致性"):
        krippendorff_alpha(ratings, level)


def test_the_mean_of_several_ratings_is_more_reliable_than_one():
    assert spearman_brown(0.3, 1) == pytest.approx(0.3)
    assert spearman_brown(0.3, 4) == pytest.approx(4 * 0.3 / (1 + 3 * 0.3))
    assert spearman_brown(0.3, 0) == 0


@pytest.mark.parametrize(
    ("one", "wanted", "n"),
    # By the formula at n and at n - 1: 21·.1/3 = .7, 36·.1/4.5 = .8, 81·.1/9 = .9; 21·.3/7 = .9.
    # measures.md 8 prints 37, 82 and 22 for three of these, where the reliability is met by exactly one rating fewer.
    [(0.1, 0.7, 21), (0.1, 0.8, 36), (0.1, 0.9, 81), (0.3, 0.7, 6), (0.3, 0.8, 10), (0.3, 0.9, 21), (0.9, 0.7, 1)],
)
def test_the_smallest_number_of_ratings_reaches_what_is_wanted_and_one_fewer_does_not(one, wanted, n):
    assert smallest_n(one, wanted) == n
    assert spearman_brown(one, n) >= wanted - 1e-12
    assert n == 1 or spearman_brown(one, n - 1) < wanted

"""Which of many tests count, against the published example."""

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from survey.domain.noticing.false_discovery import benjamini_hochberg

# Benjamini & Hochberg 1995, section 4.1: thrombolysis in myocardial infarction
P = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]


def test_four_of_the_fifteen_published_tests_count_at_five_percent():
    assert (benjamini_hochberg(P) <= 0.05).sum() == 4


def test_the_smallest_is_multiplied_by_the_number_of_tests():
    assert benjamini_hochberg(P)[0] == pytest.approx(0.0001 * 15)


def test_what_was_not_tested_stays_out_and_changes_nothing():
    found = benjamini_hochberg([np.nan, *P, np.nan])

    assert np.isnan(found[[0, -1]]).all()
    assert found[1:-1] == pytest.approx(benjamini_hochberg(P))


def test_a_table_of_tests_keeps_its_shape():
    table = np.random.default_rng(1995).random((12, 14))

    found = benjamini_hochberg(table)

    assert found.shape == (12, 14)
    assert found.ravel() == pytest.approx(multipletests(table.ravel(), method="fdr_bh")[1])


def test_no_test_at_all_has_no_q():
    assert np.isnan(benjamini_hochberg([np.nan, np.nan])).all()
    assert benjamini_hochberg([]).size == 0

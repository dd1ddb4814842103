"""Two fields against each other, by published tables, and what of them is shown."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.contingency_tables import Table

from survey.domain.columns import CROSS
from survey.domain.noticing.cross_table import CHI_SQUARE, FISHER, RELATED, SHUFFLED, cross_table, hide_small_cells
from survey.domain.noticing.verdict import FEW, SAME


def counts(*rows: tuple[int, ...]) -> pd.DataFrame:
    return pd.DataFrame([
        {"row": f"r{number}", "column": f"c{place}", "count": count}
        for number, row in enumerate(rows) for place, count in enumerate(row)
    ])


def test_residuals_are_those_of_the_textbook():
    # Agresti 2007, An Introduction to Categorical Data Analysis, tables 2.5 and 2.6: party by gender
    found = cross_table(counts((762, 327, 468), (484, 239, 477)))

    assert tuple(found.cells.columns) == CROSS
    assert (found.statistic, found.freedom) == (pytest.approx(30.07, abs=0.005), 2)
    assert found.cells["residual"].to_numpy() == pytest.approx([4.50, 0.70, -5.32, -4.50, -0.70, 5.32], abs=0.005)
    assert (found.method, found.verdict) == (CHI_SQUARE, RELATED)


def test_chi_square_and_v_are_those_of_hair_and_eyes():
    # R: HairEyeColor over both sexes (Snee 1974): X-squared 138.29, df 9, Cramér's V .279
    found = cross_table(counts((68, 20, 15, 5), (119, 84, 54, 29), (26, 17, 14, 14), (7, 94, 10, 16)))

    assert (found.n, found.statistic, found.freedom) == (592, pytest.approx(138.29, abs=0.005), 9)
    assert found.cramers_v == pytest.approx(0.279, abs=0.0005)


def test_the_lady_tasting_tea_is_tested_exactly():
    # Fisher 1935: 3 of 4 cups right; two-sided p = .4857
    found = cross_table(counts((3, 1), (1, 3)))

    assert (found.method, found.p, found.verdict) == (FISHER, pytest.approx(0.4857, abs=0.00005), SAME)
    assert np.isnan(found.statistic)


def test_random_tables_agree_with_another_program():
    chance = np.random.default_rng(1900)
    for _again in range(30):
        table = chance.integers(5, 60, (int(chance.integers(2, 6)), int(chance.integers(2, 6))))

        found = cross_table(counts(*table.tolist()))

        theirs = Table(table, shift_zeros=False)
        assert (found.statistic, found.p) == pytest.approx((theirs.test_nominal_association().statistic, theirs.test_nominal_association().pvalue))
        assert found.cells["residual"].to_numpy() == pytest.approx(theirs.standardized_resids.ravel())
        assert found.cramers_v == pytest.approx(stats.contingency.association(table, method="cramer"))
        assert found.cells.groupby("row")["share"].sum().to_numpy() == pytest.approx(1)


@pytest.mark.parametrize("rows", [[(9, 0, 1), (0, 9, 1), (1, 1, 9)], [(5, 4, 6), (4, 6, 5), (3, 3, 2)], [(7, 1, 2), (2, 4, 2)]])
def test_a_larger_table_of_small_expectations_is_tested_by_shuffling(rows):
    found = cross_table(counts(*rows))

    shuffled = shuffled_p(np.array(rows))
    assert found.method == SHUFFLED and found.p == pytest.approx(shuffled, abs=0.015)
    assert found.verdict == (RELATED if shuffled < 0.05 else SAME)
    assert cross_table(counts(*rows)).p == found.p


def shuffled_p(table: np.ndarray) -> float:
    """Chance of a chi-square as large, over five thousand shuffles of the single answers."""
    chance = np.random.default_rng(54)
    rows, columns = (np.repeat(np.indices(table.shape)[axis].ravel(), table.ravel()) for axis in (0, 1))
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    found = []
    for _again in range(5_000):
        shuffled = np.zeros(table.shape)
        np.add.at(shuffled, (rows, chance.permutation(columns)), 1)
        found.append(((shuffled - expected) ** 2 / expected).sum())
    return float(np.mean(np.array(found) >= ((table - expected) ** 2 / expected).sum() - 1e-9))


def test_one_row_alone_or_nothing_at_all_cannot_be_tested():
    for given in (counts((40, 30)), counts((0, 0), (0, 0)), counts((40, 0), (30, 0))):
        found = cross_table(given)
        assert (found.method, found.verdict) == ("", FEW)


def test_a_value_that_nobody_has_is_no_row():
    assert set(cross_table(counts((40, 30), (0, 0), (20, 50))).cells["row"]) == {"r0", "r2"}


def test_a_table_of_many_is_shown_whole():
    found = hide_small_cells(cross_table(counts((40, 30), (20, 50))))

    assert found.is_whole and found.cells["shown"].all() and found.statistic > 0


def told(table: np.ndarray, shown: np.ndarray) -> list[int]:
    """Hidden cells that linear algebra gives away (Gusfield 1988): of rows and columns with a shown cell the totals are
    known, and n. A cell is given away when its unit vector lies in the space of what is known.
    """
    hidden = np.argwhere(~shown & (table > 0))
    facts = [np.ones(len(hidden))]
    facts += [(hidden[:, axis] == line).astype(float) for axis in (0, 1) for line in range(table.shape[axis]) if shown.any(axis=1 - axis)[line]]
    rank = np.linalg.matrix_rank(np.array(facts))
    given = [np.linalg.matrix_rank(np.vstack([*facts, unit])) == rank for unit in np.eye(len(hidden))]
    return table[tuple(hidden[given].T)].tolist()


def test_no_small_cell_can_be_worked_out():
    chance = np.random.default_rng(1988)
    spared = 0
    for _again in range(120):
        table = chance.negative_binomial(1, 0.03, (int(chance.integers(2, 6)), int(chance.integers(2, 6)))) + 1
        cells = hide_small_cells(cross_table(counts(*table.tolist()))).cells
        shown = cells["shown"].to_numpy(dtype=bool).reshape(table.shape)

        assert (table[shown] >= 10).all() and min(told(table, shown), default=10) >= 10
        spared += bool(shown.any() and not shown.all())
    assert spared > 60


def test_a_small_cell_takes_others_with_it_and_the_figures_that_would_tell_it():
    # Were only 4, 25 and 30 hidden, the totals of the last row and column would give back 25 and 30, and those the 4.
    found = hide_small_cells(cross_table(counts((40, 30, 60), (4, 50, 30), (25, 70, 80))))

    hidden = found.cells[~found.cells["shown"]]
    assert ("r1", "c0") in set(zip(hidden["row"], hidden["column"])) and 4 <= len(hidden) < 9
    assert hidden[["count", "share", "residual"]].isna().all(axis=None)
    assert not found.is_whole and np.isnan([found.statistic, found.p, found.cramers_v]).all()
    assert found.verdict == RELATED


def test_of_fewer_than_ten_people_nothing_stands():
    found = hide_small_cells(cross_table(counts((3, 1), (1, 3))))

    assert (found.n, found.verdict, len(found.cells)) == (0, FEW, 0)

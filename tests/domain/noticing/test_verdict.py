"""One set of verdicts for every difference (docs/decisions/0014)."""

import numpy as np
import pytest

from survey.domain.noticing.verdict import BETTER, FEW, SAME, WORSE, side_of, verdict_of


@pytest.mark.parametrize(
    ("low", "high", "up", "down"),
    [
        (0.01, 0.3, BETTER, WORSE),
        (-0.3, -0.01, WORSE, BETTER),
        (-0.1, 0.2, SAME, SAME),
        (0.0, 0.2, SAME, SAME),
        (np.nan, np.nan, FEW, FEW),
        (0.1, np.nan, FEW, FEW),
    ],
)
def test_the_interval_decides_and_better_has_a_direction(low, high, up, down):
    assert verdict_of(low, high).item() == up
    assert verdict_of(low, high, higher_is_better=False).item() == down


def test_many_differences_get_their_verdicts_at_once():
    assert verdict_of([1, -2, -1, np.nan], [2, -1, 1, 1], [True, True, False, True]).tolist() == [BETTER, WORSE, SAME, FEW]


def test_a_difference_lies_on_a_side():
    assert side_of([2, -1, 0, np.nan]).tolist() == [BETTER, WORSE, "", ""]
    assert side_of([2, -1], higher_is_better=False).tolist() == [WORSE, BETTER]

"""A move that ends by a measurement is let by the figures alone."""

from datetime import UTC, datetime

import pytest

from survey.domain.handling.rule import Attempt, Rule, broken

NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wanted", "outcome", "is_let"),
    [
        ("verified", "verified", True),
        ("verified", "not_improved", False),
        ("verified", "too_few", False),
        ("not_improved", "verified", False),
        ("too_few", "too_few", True),
        ("too_few", "", False),  # it still goes on, or nothing is measured
    ],
)
def test_only_the_move_of_the_measured_outcome_is_let(wanted, outcome, is_let):
    # E60
    attempt = Attempt(NOW, "head", "", {}, (), {}, lambda _moment: True, outcome=outcome)

    assert (broken(Rule("measured", "E60", values=(wanted,)), attempt) == "") is is_let

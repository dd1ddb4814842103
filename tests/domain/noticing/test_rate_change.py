"""What was in time lately against the time just before."""

import pytest

from survey.domain.handling.in_time import InTime
from survey.domain.noticing.rate_change import rate_change
from survey.domain.noticing.verdict_wording import rate_change_words


def test_the_days_before_are_the_rest_of_the_longer_time():
    # Newcombe 1998 (II): 56/70 against 48/80 -> .2000 (.0524, .3339)
    found = rate_change(InTime(70, 56 / 70), InTime(150, 104 / 150))

    assert (found.difference, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=1e-4)
    assert (found.n, found.n_before, found.verdict) == (70, 80, "better")
    assert rate_change_words(found, 60) == "▲ 比之前 60 天好：+20.0 个百分点（95% 区间 +5.2 个百分点 至 +33.4 个百分点；之前 n = 80）"


@pytest.mark.parametrize(
    ("recent", "longer"), [(InTime(0), InTime(90, 0.9)), (InTime(20, 0.9), InTime(29, 0.9)), (InTime(0), InTime(0))]
)
def test_under_ten_on_either_side_nothing_is_said(recent, longer):
    found = rate_change(recent, longer)

    assert found.verdict == "few" and rate_change_words(found, 60) == "件数太少，说不准"

"""What became of an issue: the share of the dissatisfied before and after it was mended."""

from dataclasses import dataclass

from survey.domain.counting.difference import newcombe_difference
from survey.domain.counting.small_numbers import MINIMUM
from survey.locale import _

VERIFIED, NOT_IMPROVED, TOO_FEW, NOT_COMPARABLE = "verified", "not_improved", "too_few", "not_comparable"
OUTCOMES = (VERIFIED, NOT_IMPROVED, TOO_FEW, NOT_COMPARABLE)
ENOUGH = 30  # answers on either side (docs/decisions/0017)


@dataclass(frozen=True)
class Outcome:
    """difference  share after less share before, -1 to 1: below zero is better; low, high: its 95 % interval.

    None where there are no answers on one side, or so few after that they are hidden, and where before and after were
    asked otherwise.
    """

    verdict: str
    difference: float | None = None
    low: float | None = None
    high: float | None = None


def outcome(before_count: int, before_n: int, after_count: int, after_n: int, is_reworded: bool = False) -> Outcome:
    """Verified where the whole interval of the difference lies below zero, too few under 30 answers on either side.

    Counts are answers of grades 4-5, n those with a grade; ValueError for counts that cannot be.
    after        of those who were asked as before.
    is_reworded  whether others are, or were, asked otherwise: no more can come then, and of too few no comparison is claimed.
    Source: Newcombe 1998 (II), method 10; the limits are docs/decisions/0017.
    """
    if not (0 <= before_count <= before_n and 0 <= after_count <= after_n):
        raise ValueError(f"{before_count} of {before_n}, {after_count} of {after_n}")
    if is_reworded and after_n < ENOUGH:
        return Outcome(NOT_COMPARABLE)
    if before_n == 0 or after_n < MINIMUM:
        return Outcome(TOO_FEW)
    difference, low, high = (float(part) for part in newcombe_difference(after_count, after_n, before_count, before_n))
    if min(before_n, after_n) < ENOUGH:
        return Outcome(TOO_FEW, difference, low, high)
    return Outcome(VERIFIED if high < 0 else NOT_IMPROVED, difference, low, high)


def outcome_name(verdict: str) -> str:
    return {VERIFIED: _("已验证"), NOT_IMPROVED: _("未改善"), TOO_FEW: _("样本不足"), NOT_COMPARABLE: _("无法比较")}[verdict]

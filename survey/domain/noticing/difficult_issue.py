"""Difficult issues (难点): what lasts (measures.md 7)."""

from collections.abc import Iterable, Sequence

import pandas as pd

from survey.domain.counting.period import Period

ROUNDS_RUNNING = 2  # measures.md 7: two or more consecutive rounds


def rounds_until(last: str, months: int, since: str) -> tuple[Period, ...]:
    """The rounds of so many months that a period touches, from `since` to `last` (YYYY-MM), and the one before them.

    Rounds are cut from January on, as quarters are.
    """
    first, end = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (since, last))
    starts = range(first // months * months - months, end // months * months + 1, months)
    return tuple(Period(_month(start), _month(start + months - 1)) for start in starts)


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def rounds_running(is_over: Sequence[bool]) -> int:
    """The longest run of rounds over the line, in the order of time."""
    longest = run = 0
    for over in is_over:
        run = run + 1 if over else 0
        longest = max(longest, run)
    return longest


def is_difficult(evidence: pd.DataFrame, needs_others: Iterable[str], is_listed: pd.Series) -> pd.Series:
    """Whether each row of EVIDENCE lasts: over the line in two rounds running, reopened, overdue, or in need of others.

    needs_others  topics that another department must mend; it makes difficult only what is over the line (`is_listed`).
    """
    lasts = (evidence["rounds"] >= ROUNDS_RUNNING) | (evidence["reopened"] > 0) | (evidence["overdue"] > 0)
    return lasts | (evidence["topic"].isin(list(needs_others)) & is_listed)

"""The ceiling: where nearly everybody is content, grade 1 and bad grades tell more (measures.md 2)."""

from survey.domain.counting.interval import wilson_interval

CEILING = 0.95  # the rate of grades 1-3 above which it tells nothing any more (docs/decisions/0014)
PER = 1000  # bad grades are told for so many answers: the share dissatisfied and its interval, times this


def is_at_ceiling(count, n) -> bool:
    """Whether the rate of grades 1-3, count of n answers, lies above CEILING.

    The whole reading decides, by the lower end of its Wilson interval: a month of 40 content people
    has it at .91 and changes nothing, and 72 who are all content are still too few.
    """
    low, _high = wilson_interval(count, n)
    return bool(low > CEILING)

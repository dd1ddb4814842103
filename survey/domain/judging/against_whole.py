"""Where each unit's reading stands against the whole: the funnel with the usual spread of units (measures.md 5)."""

from collections.abc import Mapping, Sequence

import pandas as pd

from survey.domain.counting.interval import Z_95
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.mark import Reading, ScoreCard
from survey.domain.noticing.funnel import funnel
from survey.domain.noticing.verdict_wording import standing_words

LEAST_UNITS = 3  # default: with two units each would be the other's whole


def against_whole(cards: Sequence[ScoreCard], indicators: Mapping[str, Indicator]) -> dict[tuple[str, str], str]:
    """By unit and indicator where the reading stands among all cards of one sheet, in words.

    Nothing is said of numbers of events, which have no interval, nor where fewer than three units have a reading.
    """
    found: dict[tuple[str, str], str] = {}
    for id in {mark.item.indicator: None for card in cards for mark in card.marks}:
        readings = {card.subject: mark.reading for card in cards for mark in card.marks if mark.item.indicator == id and mark.reading}
        if len(readings) >= LEAST_UNITS and not indicators[id].is_of_events:
            rows = funnel(_table(readings, indicators[id]), indicators[id].is_higher_better).units
            found |= {(row["unit"], id): standing_words(row) for _place, row in rows.iterrows()}
    return found


def _table(readings: Mapping[str, Reading], indicator: Indicator) -> pd.DataFrame:
    """What a funnel asks for: counts of rates, and of scores the variance of one person's answers.

    Variances are read back from the intervals, whose ends lie at mean ± 1.96·√(variance/n) unless the scale cuts one of
    them: then the other one tells.
    """
    rows = []
    for unit, reading in readings.items():
        half = max(reading.value - reading.low, reading.high - reading.value)
        more = {"value": reading.value, "variance": (half / Z_95) ** 2 * reading.n}
        rows.append({"unit": unit, "n": reading.n} | (more if indicator.measure == "score" else {"count": reading.value * reading.n}))
    return pd.DataFrame(rows)

"""Collectors whose sheets hardly differ from each other, compared with the others of the same areas."""

import numpy as np
import pandas as pd

from survey.domain.asking.radar import Radar
from survey.domain.columns import SPREADS, empty, shaped
from survey.domain.counting.interval import mean_interval


def collector_spreads(responses: pd.DataFrame, scores: np.ndarray, limits: Radar) -> pd.DataFrame:
    """One row a collector who can be compared, columns SPREADS; `scores` are the mean points of each sheet, 0-100.

    spread     the mean distance of the own sheets' scores from their median (Brown & Forsythe 1974), with its
               95 % interval; others: the same of the other collectors' sheets in the same areas (or units, where
               there are no areas), with the lower end of theirs.
    is_even    the whole interval lies below the declared share of the others' lower end: surely less, not just less.
    """
    place = responses["area"].where(responses["area"] != "", responses["unit"])
    sheets = pd.DataFrame({"collector": responses["collector"], "place": place, "score": scores})
    sheets = sheets[(sheets["collector"] != "") & sheets["score"].notna()]
    rows = [_spread(collector, sheets, limits) for collector in sorted(sheets["collector"].unique())]
    rows = [row for row in rows if row]
    return shaped(pd.DataFrame(rows), SPREADS) if rows else empty(SPREADS)


def _spread(collector: str, sheets: pd.DataFrame, limits: Radar) -> dict | None:
    own = sheets[sheets["collector"] == collector]
    others = sheets[(sheets["collector"] != collector) & sheets["place"].isin(own["place"].unique())]
    if min(len(own), len(others)) < limits.spread_sheets.number:
        return None
    spread, low, high = _distance(own["score"].to_numpy())
    theirs, their_low, _high = _distance(others["score"].to_numpy())
    return {
        "collector": collector, "n": len(own), "spread": spread, "low": low, "high": high,
        "n_others": len(others), "others": theirs, "others_low": their_low,
        "is_even": bool(high < limits.spread_share.number * their_low),
    }  # fmt: skip


def _distance(scores: np.ndarray) -> tuple[float, float, float]:
    """The mean distance from the median and its interval, which agreement alone never makes a point."""
    distance = np.abs(scores - np.median(scores))
    low, high = mean_interval(len(distance), distance.sum(), (distance**2).sum())
    return float(distance.mean()), float(low), float(high)

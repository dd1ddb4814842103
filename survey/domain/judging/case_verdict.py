"""Which units' readings of cases differ from the whole by more than chance (measures.md 5)."""

import numpy as np
import pandas as pd

from survey.domain.judging.indicator import Indicator
from survey.domain.noticing.few_units import z_of_shares, z_of_units
from survey.domain.noticing.funnel import grade_and_side
from survey.domain.noticing.verdict import FEW

A_HUNDRED = 100
LEAST_UNITS = 2


def judge_units(indicator: Indicator, units: pd.DataFrame) -> pd.DataFrame:
    """Readings of one indicator by unit (columns unit, value, n, shown) with `grade`, `side` and `z` added, as in FUNNEL.

    Rates 0-1 by the funnel. Events for each hundred cases by the same on the square root of the rate, whose standard
    error is 1/(2√hundreds) whatever the rate: Spiegelhalter 2005. Of a few units each against the others (`few_units`).
    `few` where a row is hidden or fewer than two units can be seen; "" for a number of events, which is what happened
    and no estimate: nothing is compared.
    """
    is_seen = units["shown"].astype(bool) & (units["n"] > 0)
    seen = units[is_seen]
    blank = np.where(units["shown"].astype(bool) & (units["n"] == 0), "", FEW).astype(object)
    found = units.assign(grade=blank, side="", z=np.nan)
    if len(seen) < LEAST_UNITS:
        return found
    z = _z_of_events(seen) if indicator.is_of_events else z_of_shares((seen["value"] * seen["n"]).astype(float).round(), seen["n"])
    grade, side = grade_and_side(z, indicator.is_higher_better)
    for name, values in (("grade", grade), ("side", side), ("z", z)):
        found.loc[is_seen, name] = values
    return found


def _z_of_events(seen: pd.DataFrame) -> np.ndarray:
    hundreds, value = seen["n"].to_numpy(dtype=float) / A_HUNDRED, seen["value"].to_numpy(dtype=float)
    mean = (value * hundreds).sum() / hundreds.sum()
    return z_of_units(np.sqrt(value), 1 / (2 * np.sqrt(hundreds)), hundreds, float(np.sqrt(mean)))


def in_order(units: pd.DataFrame) -> pd.DataFrame:
    """What stands out first, the worst at the top; the others have no order and keep the one they came in."""
    weight = units["side"].map({"worse": 0, "better": 1}).fillna(2)
    away = -units["z"].abs().where(weight < 2, 0)
    return units.assign(_weight=weight, _away=away).sort_values(["_weight", "_away"], kind="stable").drop(columns=["_weight", "_away"])

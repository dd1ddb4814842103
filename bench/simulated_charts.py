"""Charts of 24 months on which nothing happens, or a level that changes: how often a rule speaks, and which."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from bench.rate import at_most, found
from bench.table import Figure
from survey.domain.noticing.chart_rules import OUTSIDE, RULES
from survey.domain.noticing.p_chart import laney_p_chart, p_chart
from survey.domain.noticing.xmr_chart import xmr_chart

CHARTS, MONTHS = 1_000, 24
STEP = 18  # the month from which a planted change holds
NAMES = tuple(f"{2024 + month // 12}-{month % 12 + 1:02}" for month in range(MONTHS))
OUTSIDE_STATED = 0.0027  # of a month, beyond three standard deviations of limits that are known for certain


def rates() -> Iterator[Figure]:
    random = np.random.default_rng(2611)
    yield from _rates("XmR, monthly means of 80 answers", _xmr, random, lambda: np.zeros(MONTHS))
    yield from _rates("Laney p′, 80 answers a month, 10 %", _laney(80), random, lambda: np.zeros(MONTHS))
    yield from _rates("Laney p′, 2,000 answers a month, 10 %", _laney(2_000), random, lambda: np.zeros(MONTHS))
    spread = _spread(random)
    yield from _rates("Laney p′, 2,000 answers a month, months that differ by 2 points (sd) besides", _laney(2_000), random, spread)
    plain = np.array([_plain(random, spread())["rule"].to_numpy() for _chart in range(CHARTS)])
    yield found("… by a plain p-chart, which the pages do not use: a quiet month is outside the limits", (plain == OUTSIDE).ravel())


def _spread(random: np.random.Generator) -> Callable[[], np.ndarray]:
    return lambda: random.normal(0, 0.02, MONTHS)


def _rates(what: str, draw: Callable, random: np.random.Generator, drift: Callable[[], np.ndarray]) -> Iterator[Figure]:
    """Of months, then of charts, when nothing happens; and of charts with a step of 5 points in the last six months."""
    quiet = [draw(random, drift()) for _chart in range(CHARTS)]
    rules = np.array([chart["rule"].to_numpy() for chart in quiet])
    yield at_most(f"{what}: a quiet month is outside the limits", (rules == OUTSIDE).ravel(), OUTSIDE_STATED)
    for rule in RULES:
        yield found(f"… a quiet chart of {MONTHS} months names {rule}", (rules == rule).any(axis=1))
    yield found("… a quiet chart names any rule", (rules != "").any(axis=1))
    step = np.where(np.arange(MONTHS) >= STEP, 0.05, 0.0)
    moved = np.array([draw(random, drift() + step)["rule"].to_numpy() for _chart in range(CHARTS)])
    yield found("… a change of 5 points for the last six months is named within them", (moved[:, STEP:] != "").any(axis=1))


def _xmr(random: np.random.Generator, drift: np.ndarray) -> pd.DataFrame:
    points = 25.0 * random.binomial(4, 0.8 - drift[:, None], (MONTHS, 80))
    return xmr_chart(pd.DataFrame({"month": NAMES, "n": 80, "value": points.mean(axis=1)}), within=(0, 100))


def _laney(n: int) -> Callable[[np.random.Generator, np.ndarray], pd.DataFrame]:
    return lambda random, drift: laney_p_chart(_counts(random, drift, n), higher_is_better=False)


def _plain(random: np.random.Generator, drift: np.ndarray) -> pd.DataFrame:
    return p_chart(_counts(random, drift, 2_000), higher_is_better=False)


def _counts(random: np.random.Generator, drift: np.ndarray, usual: int) -> pd.DataFrame:
    """Months of about the usual n, a third more or less."""
    n = random.integers(usual * 2 // 3, usual * 4 // 3 + 1, MONTHS)
    return pd.DataFrame({"month": NAMES, "n": n, "count": random.binomial(n, np.clip(0.10 + drift, 0.001, 0.999))})

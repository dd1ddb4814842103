"""Funnels over 14 and 40 units, and 5 set against each other, that do not differ, that differ as units do, or some of which stand apart."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bench.rate import at_most, found
from bench.table import Figure
from survey.domain.noticing.funnel import ALARM, WATCH, funnel

SURVEYS = 1_000
STAND_APART = {14: 2, 40: 2, 5: 1}  # planted units, by how many there are
Z_TAIL = {ALARM: 0.0020, WATCH: 0.0480}  # two-sided, of a normal z: beyond 3.09, and between 1.96 and 3.09


def rates() -> Iterator[Figure]:
    random = np.random.default_rng(3005)
    for units, apart in STAND_APART.items():
        for spread, says in ((0.0, "all alike"), (0.03, "that differ by 3 points (sd)")):
            grades = np.array([_grades(random, units, spread) for _survey in range(SURVEYS)])
            name = f"funnel, {units} units {says}, 30-300 answers, 10 %"
            for grade, stated in Z_TAIL.items():
                yield at_most(f"{name}: a unit is {grade}", (grades == grade).ravel(), stated)
            yield found("… some unit of the survey is alarm", (grades == ALARM).any(axis=1))
        grades = np.array([_grades(random, units, 0.0, planted=apart) for _survey in range(SURVEYS)])
        yield found(f"funnel, {units} units, {apart} of them with 30 %: a planted one is alarm", (grades[:, :apart] == ALARM).ravel())
        yield found("… alarm or watch", (grades[:, :apart] != "same").ravel())
        yield found("… another one is alarm", (grades[:, apart:] == ALARM).ravel())


def _grades(random: np.random.Generator, units: int, spread: float, planted: int = 0) -> list[str]:
    n = random.integers(30, 301, units)
    share = np.clip(random.normal(0.10, spread, units), 0.005, 1)
    share[:planted] = 0.30
    count = random.binomial(n, share)
    table = pd.DataFrame({"unit": [f"{unit:02}" for unit in range(units)], "n": n, "count": count})
    return funnel(table, higher_is_better=False).units["grade"].tolist()

"""Made-up surveys in which the truth is known: how often what we notice is there, and how often we invent it.

`python -m bench simulation`. Seeds are fixed: the same program gives the same rates. Each rate stands with the interval
that chance leaves it over so many made-up surveys (Wilson, 95 %), and beside it what is stated.
"""

from collections.abc import Iterator
from pathlib import Path

from bench import simulated_charts, simulated_drivers, simulated_pairs, simulated_places
from bench.table import Figure


def measure(_folder: Path) -> Iterator[Figure]:
    for part in (simulated_pairs, simulated_charts, simulated_places, simulated_drivers):
        yield from part.rates()

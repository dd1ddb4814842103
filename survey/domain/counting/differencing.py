"""The guard against asking twice and subtracting: which choices and groups may be shown (decision 0015)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from survey.domain.counting.outsider import Table, hide_what_tells
from survey.domain.counting.period import ALL, Period
from survey.domain.counting.small_numbers import MINIMUM

BREAKDOWNS = ("unit", "mode", "month")
NO_DAY = "-"  # the span of responses whose day is unknown
ENOUGH = 10 * MINIMUM  # people in a cell; more of them only decide which of two large groups gives way. Ours
GIVES_WAY = 1.5  # in January all of time is hidden sooner than a whole year: more than the one level between them
LEVELS = ("all", "year", "quarter", "month")
# Which of unit, mode and level of time a table keeps apart: the coarse ones first.
TABLES = tuple(sorted(product((0, 1), (0, 1), range(len(LEVELS))), key=lambda table: (sum(table), table)))


class Piece(NamedTuple):
    """Who is counted together; "" stands for every unit, every mode, all of time; span: "2025", "2025-Q2", "2025-04", NO_DAY."""

    unit: str = ""
    mode: str = ""
    span: str = ""


@dataclass(frozen=True)
class Guard:
    """What one reader may be shown: people by piece, and which pieces are shown; units and modes are those with people."""

    people: Mapping[Piece, int]
    shown: frozenset[Piece]
    units: frozenset[str]
    modes: frozenset[str]

    def hidden_of(self, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        """Those that have people and are not shown."""
        return tuple(piece for piece in pieces if piece in self.people and piece not in self.shown)

    def pieces(self, units: Sequence[str], modes: Sequence[str], period: Period) -> list[Piece]:
        """What a selection is a union of; no unit or mode, or all that have people, are the whole."""
        chosen_units = [""] if not units or self.units <= set(units) else dict.fromkeys(units)
        chosen_modes = [""] if not modes or self.modes <= set(modes) else dict.fromkeys(modes)
        return [Piece(*names) for names in product(chosen_units, chosen_modes, spans(period))]

    def hidden_group(
        self, units: Sequence[str], modes: Sequence[str], period: Period, group: Mapping[str, str]
    ) -> tuple[Piece, ...]:
        """Of one group of a breakdown, {"unit": id, "month": "2025-04"} or the like, the pieces that hide it."""
        chosen = [group["unit"]] if "unit" in group else units, [group["mode"]] if "mode" in group else modes
        if "month" not in group:
            return self.hidden_of(self.pieces(*chosen, period))
        span = spans_of(group["month"])[-1]
        return self.hidden_of(piece._replace(span=span) for piece in self.pieces(*chosen, ALL))


def spans(period: Period) -> list[str]:
    """A period as whole years, then quarters, then months; all of time is ""."""
    if period == ALL:
        return [""]
    left, found = period.months, {}
    for length, level in ((12, 1), (3, 2), (1, 3)):
        counts = Counter(spans_of(month)[level] for month in left)
        found |= {name: level for name, count in counts.items() if count == length}
        left = [month for month in left if spans_of(month)[level] not in found]
    return list(found)


@lru_cache(maxsize=4096)
def spans_of(month: str) -> tuple[str, ...]:
    """All of time, then the year, the quarter and the month; an unknown month ("") is in no year."""
    return ("", month[:4], f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}", month) if month else ("", NO_DAY)


def guard_of(counts: pd.DataFrame) -> Guard:
    """The guard over counts of whole responses by unit, mode and month within a reader's reach, a row each ("" = no day known).

    What is shown is kept by cells and counts up to ENOUGH, so that the pages of one state of the store share it, and most
    new responses leave it as it is.
    """
    columns = (counts[name].tolist() for name in ("unit", "mode", "month", "count"))
    rows = sorted(row for row in zip(*columns) if row[-1] > 0)
    if not rows:
        return Guard({}, frozenset(), frozenset(), frozenset())
    cells, people = tuple(row[:3] for row in rows), np.array([row[3] for row in rows])
    pieces, table = _layout(cells)
    return Guard(
        dict(zip(pieces, (table.sums @ people).tolist())),
        _shown(cells, tuple(np.minimum(people, ENOUGH).tolist())),
        frozenset(cell[0] for cell in cells), frozenset(cell[1] for cell in cells),
    )


@lru_cache(maxsize=64)
def _shown(cells: tuple[tuple[str, str, str], ...], counts: tuple[int, ...]) -> frozenset[Piece]:
    """Which pieces may be shown, for counts that are cut off at ENOUGH.

    A group has fewer than the minimum by these counts exactly where it has by all; and a cell that is cut off can give
    fewer people to its neighbours, so that what is safe by these counts is safe by all.
    """
    pieces, table = _layout(cells)
    table = replace(table, counts=np.array(counts))
    shown = hide_what_tells(table, table.sums @ table.counts >= MINIMUM, MINIMUM)
    return frozenset(piece for piece, is_shown in zip(pieces, shown) if is_shown)


@lru_cache(maxsize=32)
def _layout(cells: tuple[tuple[str, str, str], ...]) -> tuple[list[Piece], Table]:
    """All pieces of the cells, and the table of their sums, the finest first, as yet without counts."""
    pieces, places = _places(cells)
    stands, depth = np.array(list(places.values())), np.zeros(len(pieces))
    which, cell = np.nonzero(stands >= 0)
    sums = csr_array((np.ones(len(cell), dtype=np.int64), (stands[which, cell], cell)), shape=(len(pieces), len(cells)))
    for table, own in places.items():
        depth[own[own >= 0]] = 1 + sum(table) + (0 if table[2] else GIVES_WAY)
    depth[[piece.span == NO_DAY for piece in pieces]] += 1
    lines = _lines(places)
    whole, parts = _divided(lines, len(pieces))
    return pieces, Table(np.zeros(0, dtype=np.int64), sums, whole, parts, depth, _under(lines, pieces))


def _places(cells: Sequence[tuple]) -> tuple[list[Piece], dict[tuple, np.ndarray]]:
    """All pieces, and by table in which of them each cell stands: -1 for a cell that the table leaves out."""
    place: dict[Piece, int] = {}
    places = {}
    for of_unit, of_mode, level in TABLES:
        names = (
            Piece(unit if of_unit else "", mode if of_mode else "", spans_of(month)[level]) if level < len(spans_of(month)) else None
            for unit, mode, month in cells
        )
        places[of_unit, of_mode, level] = np.array([-1 if name is None else place.setdefault(name, len(place)) for name in names])
    return list(place), places


def _lines(places: Mapping[tuple, np.ndarray]) -> list[tuple[np.ndarray, np.ndarray]]:
    """By table and direction: each of its pieces, and the piece of the coarser table that it is a part of."""
    found = []
    for table, own in places.items():
        parts, first = np.unique(own, return_index=True)
        for direction in (at for at in range(3) if table[at]):
            above = tuple(level - (at == direction) for at, level in enumerate(table))
            found.append((parts[parts >= 0], places[above][first[parts >= 0]]))
    return found


def _divided(lines: Sequence[tuple[np.ndarray, np.ndarray]], pieces: int) -> tuple[np.ndarray, csr_array]:
    """`whole` and `parts` of a Table: each piece undivided, and divided in each direction."""
    alone = np.arange(pieces)
    key = np.concatenate([wholes + (number + 1) * pieces for number, (_parts, wholes) in enumerate(lines)])
    keys, line = np.unique(key, return_inverse=True)
    part = np.concatenate([parts for parts, _wholes in lines])
    shape = (pieces + len(keys), pieces)
    return np.concatenate([alone, keys % pieces]), csr_array((np.ones(len(part), dtype=np.int64), (line + pieces, part)), shape=shape)


def _under(lines: Sequence[tuple[np.ndarray, np.ndarray]], pieces: Sequence[Piece]) -> Callable[[int], np.ndarray]:
    children: dict[int, list[int]] = {}
    for parts, wholes in lines:
        for part, whole in zip(parts.tolist(), wholes.tolist()):
            if pieces[whole].span or not pieces[part].span:  # a year stands without all of time
                children.setdefault(whole, []).append(part)

    def found(piece: int) -> np.ndarray:
        reached, waiting = set(), [int(piece)]
        while waiting:
            if (one := waiting.pop()) not in reached:
                reached.add(one)
                waiting += children.get(one, ())
        return np.array(sorted(reached))

    return found

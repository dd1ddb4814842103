"""What an outsider can work out from sums that are shown, and which of them to hide so that nobody is found."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack

from survey.domain.counting.remainders import Remainders

NEARLY = 1e-6
FEW = 300  # groups that change in a round, below which only those are looked at again; ours, found by trying
EXACT = 120  # cells below the minimum up to which every group is tried; ours, for the time that it takes


@dataclass(frozen=True)
class Table:
    """Sums that would be shown of some cells.

    counts   people by cell, all above 0; sums: 0/1, a row for each sum, a column for each cell.
    whole    by line the sum that is divided; parts: 0/1, a row for each line, a column for each sum: its parts.
    fineness by sum: of sums that tell too much the finest are hidden first; 0 for what is shown in any case.
    under    the sums that are hidden with a sum, itself among them.
    """

    counts: np.ndarray
    sums: csr_array
    whole: np.ndarray
    parts: csr_array
    fineness: np.ndarray
    under: Callable[[int], np.ndarray]


def hide_what_tells(table: Table, shown: np.ndarray, minimum: int) -> np.ndarray:
    """Of the shown sums (a mask) those that may stay, so that no fewer than `minimum` people can be told from them.

    First what remains of each line, and whatever such remainders leave of one another, are looked through
    for small groups. Then, in tables of up to EXACT small cells, every cell is tried: it is safe when, for
    all that the shown sums tell, it might hold `minimum` people, its greatest value over all tables of
    non-negative cells with those sums, in which the cells without people stay empty (the audit of cell
    suppression: Fischetti & Salazar, Management Science 2001). A group whose sum can be worked out holds
    at least what any of its cells might: so every group is safe.
    What is shown in any case may give a cell away by itself: nothing is hidden for that one.
    """
    shown = shown.copy()
    if (table.counts >= minimum).all():
        return shown
    while _hide_for(table, shown, _small_remainders(table, shown, minimum)):
        pass
    if np.count_nonzero(table.counts < minimum) <= EXACT:
        _hide_until_wide(table, shown, minimum)
    return shown


def _hide_for(table: Table, shown: np.ndarray, told: list[np.ndarray]) -> bool:
    """Hide in place one sum of each list by which something is told; whether there was one to hide.

    Of the finest, the one by which most is told, and of those the smallest.
    """
    has_hidden = False
    use, people = np.bincount(np.concatenate([[], *told]).astype(int), minlength=len(shown)), table.sums @ table.counts
    for sums in told:
        finest = sums[table.fineness[sums] == table.fineness[sums].max()]
        if table.fineness[finest[0]] and shown[sums].all():
            shown[table.under(finest[np.lexsort((people[finest], -use[finest]))[0]])] = False
            has_hidden = True
    return has_hidden


def _small_remainders(table: Table, shown: np.ndarray, minimum: int) -> list[np.ndarray]:
    """By which sums a small group is told; the simplest such groups alone."""
    lines = np.flatnonzero(shown[table.whole])
    used = csr_array(table.parts[lines].multiply(shown.astype(np.int64)))
    whole = eye_array(len(shown), dtype=np.int64, format="csr")[table.whole[lines]]
    groups, by = csr_array((whole - used) @ table.sums), csr_array(whole + used)
    while True:
        groups.eliminate_zeros()
        people = groups @ table.counts
        groups, by, people = groups[people > 0], by[people > 0], people[people > 0]
        small = [np.sort(by.indices[by.indptr[row] : by.indptr[row + 1]]) for row in np.flatnonzero(people < minimum)]
        small = [sums for sums in small if table.fineness[sums].any()]
        inner, outer = _nested(groups, people, table.counts)
        if small or not len(inner):
            return small
        less = csr_array((np.ones(len(inner), dtype=np.int64), (outer, inner)), shape=(len(people), len(people)))
        groups, by = csr_array(groups - less @ groups), csr_array(by + less @ by)
        if len(outer) < FEW:
            return Remainders(groups, by, table.counts).small(outer.tolist(), minimum, table.fineness)


def _nested(groups: csr_array, people: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each group that has another one within it, the largest of those: rows (inner, outer). Of equal groups the first."""
    shared = (csr_array(groups.multiply(counts)) @ groups.T).tocoo()
    inner, outer = shared.coords
    is_within = (shared.data == people[inner]) & ((people[inner] < people[outer]) | (inner < outer)) & (inner != outer)
    inner, outer = inner[is_within], outer[is_within]
    largest_first = np.lexsort((inner, -people[inner], outer))
    outer, first = np.unique(outer[largest_first], return_index=True)
    return inner[largest_first][first], outer


def _hide_until_wide(table: Table, shown: np.ndarray, minimum: int) -> None:
    """Hide in place until every small cell might hold the minimum; what was found safe stays so when more is hidden."""
    unsafe = np.flatnonzero(table.counts < minimum)
    while len(unsafe):
        atoms, people, facts = _atoms(table.counts, table.sums[shown])
        wanted = np.unique(atoms[unsafe])
        wanted = wanted[people[wanted] < minimum]
        is_safe = _fill(people, facts, wanted, minimum)[0] if len(wanted) else np.zeros(0, dtype=bool)
        if len(wanted) and not is_safe.any():
            is_safe[:1], prices = _fill(people, facts, wanted[:1], minimum)
            if not is_safe[0] and _hide_for(table, shown, [np.flatnonzero(shown)[np.abs(prices) > NEARLY]]):
                continue
            is_safe[0] = True
        unsafe = unsafe[np.isin(atoms[unsafe], wanted[~is_safe])]


def _atoms(counts: np.ndarray, sums: csr_array) -> tuple[np.ndarray, np.ndarray, csr_array]:
    """Cells that stand in the same sums cannot be told apart: atom by cell, people by atom, sums by atom."""
    marks = np.random.default_rng(0).integers(1, 2**62, sums.shape[0])
    _marks, first, atoms = np.unique(sums.T @ marks, return_index=True, return_inverse=True)
    return atoms, np.bincount(atoms, weights=counts), sums[:, first]


def _fill(people: np.ndarray, facts: csr_array, wanted: np.ndarray, minimum: int) -> tuple[np.ndarray, np.ndarray]:
    """Which wanted atoms hold the minimum in the table that fills them best, and what each fact weighs against it."""
    choose = csr_array((np.ones(len(wanted)), (np.arange(len(wanted)), wanted)), shape=(len(wanted), len(people)))
    found = linprog(
        np.r_[np.zeros(len(people)), -np.ones(len(wanted))],
        A_ub=hstack([-choose, eye_array(len(wanted))], format="csr"), b_ub=np.zeros(len(wanted)),
        A_eq=hstack([facts, csr_array((facts.shape[0], len(wanted)))], format="csr"), b_eq=facts @ people,
        bounds=[(0, None)] * len(people) + [(0, minimum)] * len(wanted), method="highs",
    )
    return found.x[wanted] >= minimum - NEARLY, found.eqlin.marginals

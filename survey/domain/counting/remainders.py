"""Groups that subtraction tells: of two groups one of which lies within the other, what is left of the larger."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from scipy.sparse import csr_array


class Remainders:
    """Groups of cells, numbered; by sums they are told, and what they leave of one another is told by the sums of both.

    groups  0/1, a row for each group, a column for each cell; by: above 0 where a sum serves to tell the group.
    counts  people by cell, all above 0. Groups without cells are none.
    """

    def __init__(self, groups: csr_array, by: csr_array, counts: np.ndarray):
        groups.eliminate_zeros()
        self.people = (groups @ counts).tolist()
        self.cells = {row: cells for row, cells in enumerate(_rows(groups)) if cells}
        self.by = _rows(by)
        self.holders, self.marked = defaultdict(set), defaultdict(set)  # by cell: groups with it, and groups marked by it
        self.mark = {}
        for row, cells in self.cells.items():
            for cell in cells:
                self.holders[cell].add(row)
        for row in self.cells:
            self._mark(row)

    def small(self, changed: Iterable[int], minimum: int, fineness: np.ndarray) -> list[np.ndarray]:
        """By which sums a group of fewer than `minimum` people is told, by those of fineness 0 alone aside; the simplest.

        changed  the groups that the last round made smaller: of all others none lies within another, and none is small.
        """
        changed = [row for row in changed if row in self.cells]
        while changed:
            told = [np.array(sorted(self.by[row])) for row in changed if self.people[row] < minimum]
            if told := [sums for sums in told if fineness[sums].any()]:
                return told
            changed = self._take_away(self._largest_within(changed))
        return []

    def _largest_within(self, changed: Iterable[int]) -> dict[int, int]:
        """For each group that has another one within it the largest of those; of equal groups the first.

        Of two groups neither of which changed none lies within the other, or the larger would have changed.
        """
        found: dict[int, int] = {}
        fresh, people = set(changed), self.people
        for row in changed:
            for cell in self.cells[row]:
                for inner in self.marked.get(cell, ()):
                    if inner != row and people[inner] <= people[row]:
                        self._offer(found, inner, row)
            for outer in self.holders[self.mark[row]]:
                if outer not in fresh and people[row] <= people[outer]:
                    self._offer(found, row, outer)
        return found

    def _offer(self, found: dict[int, int], inner: int, outer: int) -> None:
        people, best = self.people, found.get(outer, -1)
        if best >= 0 and (people[inner], -inner) <= (people[best], -best):
            return
        if (people[inner] < people[outer] or inner < outer) and self.cells[inner] <= self.cells[outer]:
            found[outer] = inner

    def _take_away(self, within: dict[int, int]) -> list[int]:
        """Each group less the one within it, all at once; which are left, in order."""
        cells, people, by = ({row: of[row] for row in within.values()} for of in (self.cells, self.people, self.by))
        for outer, inner in within.items():
            for cell in cells[inner]:
                self.holders[cell].discard(outer)
            self.marked[self.mark[outer]].discard(outer)
            self.cells[outer] = self.cells[outer] - cells[inner]
            self.people[outer] -= people[inner]
            self.by[outer] = self.by[outer] | by[inner]
        left = sorted(outer for outer in within if self.cells[outer])
        for row in within.keys() - left:
            del self.cells[row]
        for row in left:
            self._mark(row)
        return left

    def _mark(self, row: int) -> None:
        """One of its cells, by which groups around it are found: the one in the fewest groups."""
        self.mark[row] = min(self.cells[row], key=lambda cell: len(self.holders[cell]))
        self.marked[self.mark[row]].add(row)


def _rows(table: csr_array) -> list[frozenset[int]]:
    columns, starts = table.indices.tolist(), table.indptr.tolist()
    return [frozenset(columns[start:end]) for start, end in zip(starts, starts[1:])]

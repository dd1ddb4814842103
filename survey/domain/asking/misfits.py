"""Rows that have more or fewer cells than the header: refused, and with them every row of their id."""

from collections.abc import Mapping, Sequence

from survey.domain.asking.cells import Fault
from survey.domain.asking.same_id import Groups, id_key
from survey.locale import _


def misfit_faults(misfits: Mapping[int, Sequence[str]], width: int) -> list[Fault]:
    return [
        Fault(line, "", "", _("这一行有 {n} 格，表头有 {width} 格。").format(n=len(cells), width=width))
        for line, cells in misfits.items()
    ]


def groups_of_misfits(misfits: Mapping[int, Sequence[str]], groups: Groups, id_columns: Sequence[str]) -> set[int]:
    """The groups that lack a row because it is a misfit, as far as its id can be read.

    The cell too many, or too few, may stand behind the id or before it: the id is looked for
    counting from the left and from the right.
    """
    width, places = len(groups.rows.columns), groups.rows.columns.get_indexer(list(id_columns))
    by_key = {key: group for group, key in enumerate(groups.keys)} if len(places) else {}
    keys = {
        id_key([cells[place + shift] for place in places])
        for cells in misfits.values()
        for shift in (0, len(cells) - width)
        if all(0 <= place + shift < len(cells) for place in places)
    }
    return {by_key[key] for key in keys if key in by_key}

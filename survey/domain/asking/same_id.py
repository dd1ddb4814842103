"""Rows that share an id are one response: they are merged, and must not contradict each other."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import pandas as pd

from survey.domain.asking.cells import Days, Fault
from survey.domain.asking.mapping import ImportMapping, Source
from survey.locale import _

BETWEEN = "\x1f"  # joins the parts of an id; no text holds it
NO_ID = {"", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}  # as a spreadsheet shows its errors


@dataclass(frozen=True)
class Groups:
    """Which response each row belongs to: `of_row` counts from 0 in the order of first appearance."""

    rows: pd.DataFrame
    of_row: np.ndarray
    keys: Sequence[str]

    @property
    def are_single_rows(self) -> bool:
        return len(self.keys) == len(self.rows)

    def faults(self, wrong: Mapping[int, str], columns: Sequence[str] = ()) -> list[Fault]:
        """A fault for every row of the groups in `wrong`, which gives each group's reason."""
        places = np.flatnonzero(np.isin(self.of_row, list(wrong)))
        cells = self.rows.iloc[places][list(columns)].to_numpy().tolist()
        return [
            Fault(self.rows.index[place], "、".join(columns), " / ".join(shown), wrong[self.of_row[place]])
            for place, shown in zip(places, cells)
        ]

    def with_lines(self, lines: Sequence[int]) -> set[int]:
        """The groups that have one of these lines."""
        return set(self.of_row[np.isin(self.rows.index, list(lines))])


def group_rows(rows: pd.DataFrame, mapping: ImportMapping) -> tuple[Groups, list[Fault]]:
    """Groups by the id columns, or each row alone, named by what it says; rows without an id are refused."""
    if not mapping.id_columns:
        return Groups(rows, np.arange(len(rows)), _keys_by_content(rows)), []
    parts = zip(*(rows[column].tolist() for column in mapping.id_columns))
    of_row, keys = pd.factorize(np.array([id_key(texts) for texts in parts], dtype=object))
    groups = Groups(rows, of_row, keys)
    nameless = {group: _("没有编号。") for group, key in enumerate(keys) if not NO_ID.isdisjoint(key.split(BETWEEN))}
    return groups, groups.faults(nameless, mapping.id_columns)


def id_key(texts: Sequence[str]) -> str:
    return BETWEEN.join([text.strip() for text in texts])


def _keys_by_content(rows: pd.DataFrame) -> list[str]:
    """What each row says, and the how-manieth that says so.

    A row keeps its key when rows around it are mended, and equal rows of one file stay apart.
    """
    seen: Counter[str] = Counter()
    keys = []
    for cells in zip(*(rows[column].tolist() for column in rows)):
        said = BETWEEN.join(cells)
        seen[said] += 1
        keys.append(f"{said}{BETWEEN}{seen[said]}")
    return keys


def response_id(key: str, *scope: str) -> str:
    """The same for the same row, so that an import done twice is stored once."""
    return sha256(BETWEEN.join([*scope, key]).encode()).hexdigest()[:32]


def merge_codes(codes: pd.DataFrame, groups: Groups, sources: Mapping[str, Source]) -> tuple[pd.DataFrame, list[Fault]]:
    """One row per group: what its rows say; groups whose rows differ are refused."""
    if groups.are_single_rows:
        return codes.set_axis(range(len(codes))), []
    by_group = codes.where(codes != "").groupby(groups.of_row)
    several = by_group.nunique() > 1
    faults: list[Fault] = []
    for name in several.columns[several.any()]:
        wrong = dict.fromkeys(np.flatnonzero(several[name]), _("同一编号的各行，这里填得不一样。"))
        faults += groups.faults(wrong, sources[name].columns)
    return by_group.first().fillna(""), faults


def merge_comments(texts: Sequence[str], groups: Groups) -> list[str]:
    """Different texts of one group stand under each other."""
    if groups.are_single_rows:
        return list(texts)
    merged: list[dict[str, None]] = [{} for _key in groups.keys]
    for group, text in zip(groups.of_row, texts):
        if text:
            merged[group][text] = None
    return ["\n".join(different) for different in merged]


def merge_days(days: Days, groups: Groups) -> tuple[list, int]:
    """The day of each group, None when unreadable; groups that name several days have none, and are counted."""
    merged: list[set[str]] = [set() for _key in groups.keys]
    for group, key in zip(groups.of_row, days.keys):
        if key:
            merged[group].add(key)
    return (
        [days.by_key[next(iter(keys))] if len(keys) == 1 else None for keys in merged],
        sum(len(keys) > 1 for keys in merged),
    )


def partners(faults: Sequence[Fault], groups: Groups, halved: Collection[int] = ()) -> list[Fault]:
    """The rows that are right themselves but share an id with one that is not: no response is stored by half.

    `halved` groups lack a row that is in no group.
    """
    lines = {fault.line for fault in faults}
    bad = {*groups.with_lines(list(lines)), *halved}
    wrong = dict.fromkeys(bad, _("同一编号的另一行有问题，一份答卷不能只存一半。"))
    return [fault for fault in groups.faults(wrong) if fault.line not in lines]

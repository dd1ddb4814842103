"""The log: who did what, when, from where, to which row; each line carries the hash of the one before."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from survey.locale import _

START = "0" * 64  # what stands before the first line


@dataclass(frozen=True)
class Entry:
    """What happened. `before` and `after` say what changed, never an answer, a comment or a contact."""

    at: datetime
    actor: str
    address: str
    action: str
    row: str = ""
    before: Mapping = field(default_factory=dict)
    after: Mapping = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """An entry in its place in the chain."""

    number: int
    entry: Entry
    previous: str
    hash: str


def chained(number: int, entry: Entry, previous: str) -> Line:
    return Line(number, entry, previous, line_hash(number, entry, previous))


def line_hash(number: int, entry: Entry, previous: str) -> str:
    """SHA-256 over the line before and every field of this one, in a form that any language can write again."""
    fields = [
        previous, number, entry.at.astimezone(UTC).isoformat(), entry.actor, entry.address, entry.action, entry.row,
        entry.before, entry.after,
    ]
    return sha256(json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def broken_links(lines: Iterable[Line], first: int = 1, anchor: str = START) -> Iterator[str]:
    """Faults in words, line by line: a gap, a changed line, a line that does not follow the one before.

    `first` and `anchor` are the number and the previous hash that the first kept line must have: lines that
    were kept long enough are erased, and the erasure's own line says where the chain now begins.
    """
    expected, previous = first, anchor
    for line in lines:
        if line.number != expected:
            yield _("日志缺第 {first} 到 {last} 行").format(first=expected, last=line.number - 1)
        elif line.previous != previous:
            yield _("日志第 {number} 行接不上前一行").format(number=line.number)
        if line.hash != line_hash(line.number, line.entry, line.previous):
            yield _("日志第 {number} 行被改过").format(number=line.number)
        expected, previous = line.number + 1, line.hash

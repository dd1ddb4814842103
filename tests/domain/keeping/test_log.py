"""The chain: whatever is changed, left out or put in shows."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from survey.domain.keeping.log import START, Entry, Line, broken_links, chained, line_hash

NOON = datetime(2026, 1, 5, 4, tzinfo=UTC)


def a_chain(length: int = 5) -> list[Line]:
    lines: list[Line] = []
    for number in range(1, length + 1):
        entry = Entry(NOON, "zhang", "10.0.0.7", "move_case", f"case-{number}", {"state": "received"}, {"state": "answered"})
        lines.append(chained(number, entry, lines[-1].hash if lines else START))
    return lines


def test_a_whole_chain_has_no_fault():
    assert list(broken_links(a_chain())) == []
    assert list(broken_links([])) == []


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "li"}, {"address": "10.0.0.8"}, {"action": "close"}, {"row": "case-9"}, {"before": {}},
        {"after": {"state": "closed"}}, {"at": datetime(2026, 1, 5, 5, tzinfo=UTC)},
    ],
)
def test_a_changed_line_is_named(change):
    lines = a_chain()
    lines[2] = replace(lines[2], entry=replace(lines[2].entry, **change))

    assert list(broken_links(lines)) == ["日志第 3 行被改过"]


def test_a_line_changed_together_with_its_hash_breaks_the_next():
    lines = a_chain()
    entry = replace(lines[2].entry, actor="li")
    lines[2] = Line(3, entry, lines[2].previous, line_hash(3, entry, lines[2].previous))

    assert list(broken_links(lines)) == ["日志第 4 行接不上前一行"]


def test_a_line_taken_out_leaves_a_gap():
    lines = a_chain()
    del lines[1:3]

    assert list(broken_links(lines)) == ["日志缺第 2 到 3 行"]


def test_a_chain_whose_beginning_was_erased_goes_on_from_where_the_erasure_says():
    lines = a_chain()

    assert list(broken_links(lines[2:], first=3, anchor=lines[1].hash)) == []
    assert list(broken_links(lines[2:])) == ["日志缺第 1 到 2 行"]


def test_the_hash_is_sha_256_over_plain_json():
    # What anybody can compute with other tools: sha256 of the JSON array, keys sorted, no blanks, UTF-8.
    entry = Entry(NOON, "li", "", "sign_in", "", {}, {"b": 1, "a": "中"})

    written = f'["{START}",7,"2026-01-05T04:00:00+00:00","li","","sign_in","",{{}},{{"a":"中","b":1}}]'

    assert line_hash(7, entry, START) == sha256(written.encode()).hexdigest()

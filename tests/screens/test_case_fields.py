"""Short ways to write a moment, and a table's changes put together."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from survey.screens.case_fields import lines_after, moment_typed
from survey.screens.work_words import span

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""),
        ("现在", "2026-11-25T12:00:00+08:00"),
        (".", "2026-11-25T12:00:00+08:00"),
        ("9:30", "2026-11-25 09:30"),
        ("９：３０", "2026-11-25 09:30"),
        ("0930", "2026-11-25 09:30"),
        ("11-24 9:05", "2026-11-24 09:05"),
        ("2025/1/2 18:00", "2025-01-02 18:00"),
        ("2026-11-25 09:30", "2026-11-25 09:30"),
        ("昨天", "昨天"),
        ("930", "930"),
    ],
)
def test_a_moment_may_be_written_short(typed, read):
    assert moment_typed(typed, NOON, SHANGHAI) == read


def test_lines_are_what_stood_there_with_what_was_changed_taken_out_and_added():
    lines = [{"item": "水管", "used": "2"}, {"item": "阀门", "used": "1"}]
    changes = {"edited_rows": {0: {"used": "3"}}, "deleted_rows": [1], "added_rows": [{"item": "生料带", "used": "1"}]}

    assert lines_after(lines, changes) == [{"item": "水管", "used": "3"}, {"item": "生料带", "used": "1"}]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "不到 1 分钟"), (59, "59 分钟"), (60, "1 小时 0 分钟"), (23 * 60 + 59, "23 小时 59 分钟"), (24 * 60, "1 天"),
        (50 * 60, "2 天 2 小时"),
    ],
)
def test_a_time_is_told_in_its_two_largest_parts(minutes, words):
    assert span(timedelta(minutes=minutes)) == words

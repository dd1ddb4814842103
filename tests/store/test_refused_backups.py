"""A file that is not wholly what its manifest says is refused, and nothing in the store changes."""

import hashlib
import json
import uuid
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from survey.domain.asking.response import Response
from survey.domain.errors import SurveyError
from survey.store.backup import write_backup
from survey.store.responses import save_responses
from survey.store.restore import restore_backup
from tests.store.conftest import rows_of

NOW = datetime(2025, 3, 31, 16, 30, tzinfo=UTC)


def a_response(number: int) -> Response:
    return Response(
        id=f"response-number-{number:04}", programme="care", questionnaire="stay", version=1, unit="ward-1",
        mode="qr", happened_on=date(2025, 3, 31), entered_at=NOW, origin="form",
        answers={"kind": "5"}, comments={"say": "好"},
    )


@pytest.fixture
def whole(database, tmp_path) -> Path:
    """A good backup of two responses, from another organisation of the same database."""
    other = type(database)(database.engine, f"{database.organisation}-of-old")
    save_responses(other, [a_response(1), a_response(2)])
    write_backup(other, tmp_path / "whole.zip", NOW)
    return tmp_path / "whole.zip"


def changed(whole: Path, **edits) -> Path:
    """The backup with some entries edited: `response=lambda lines: ...`, `manifest=lambda said: ...`."""
    path = whole.with_name(f"changed-{uuid.uuid4().hex}.zip")
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content, edit = source.read(name), edits.get(name.split(".")[0])
            if edit and name.endswith(".json"):
                content = json.dumps(edit(json.loads(content))).encode()
            elif edit:
                content = edit(content)
            target.writestr(name, content)
    return path


def honest(whole: Path, table: str, edit) -> Path:
    """The backup with a table edited by somebody who also corrected the manifest."""
    with zipfile.ZipFile(whole) as source:
        content = edit(source.read(f"{table}.jsonl"))

    def correct(said: dict) -> dict:
        for part in said["parts"]:
            if part["table"] == table:
                part |= {"rows": content.count(b"\n"), "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        return said

    return changed(whole, manifest=correct, **{table: lambda _before: content})


def refusal(database, path: Path) -> str:
    """Why the file was refused, after looking that nothing has changed."""
    before = rows_of(database)
    with pytest.raises(SurveyError) as refused:
        restore_backup(database, path)
    assert rows_of(database) == before
    return str(refused.value)


def test_the_backup_that_the_others_are_made_from_is_good(database, whole):
    restored = restore_backup(database, whole)

    assert restored.rows == sum(map(len, rows_of(database).values())) > 0


def test_a_store_that_has_rows_is_never_mixed_with_a_backup(database, whole):
    save_responses(database, [a_response(9)])

    assert "已经有数据" in refusal(database, whole)


def test_a_file_that_is_no_backup_is_refused(database, tmp_path):
    (tmp_path / "letter.zip").write_text("dear all, " * 100)
    (tmp_path / "empty.zip").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "foreign.zip", "w") as foreign:
        foreign.writestr("holiday.txt", "sea")

    for name in ("letter", "empty", "foreign"):
        assert "不是莲心的备份" in refusal(database, tmp_path / f"{name}.zip")


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(database, tmp_path):
    assert "没有这个文件" in refusal(database, tmp_path / "nothing.zip")
    assert "读不了" in refusal(database, tmp_path)


def test_a_torn_file_is_refused_wherever_it_is_torn(database, whole, tmp_path):
    content = whole.read_bytes()

    for length in range(0, len(content), len(content) // 40):
        (tmp_path / "torn.zip").write_bytes(content[:length])
        assert "不是莲心的备份" in refusal(database, tmp_path / "torn.zip")


def test_a_file_of_which_a_byte_has_gone_bad_is_refused_or_restored_as_it_was(database, whole, tmp_path):
    """Some bytes of a .zip say nothing (times, attributes): with those changed it still restores the same rows."""
    content, rows = whole.read_bytes(), []
    for place in range(0, len(content), len(content) // 120):
        (tmp_path / "bad.zip").write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        target = type(database)(database.engine, f"{database.organisation}-{place}")
        try:
            restore_backup(target, tmp_path / "bad.zip")
            rows.append(rows_of(target))
        except SurveyError:
            assert not any(rows_of(target).values())

    restore_backup(database, whole)
    assert all(found == rows_of(database) for found in rows) and len(rows) < 60


def test_an_edited_row_is_refused(database, whole):
    same_length = changed(whole, response=lambda lines: lines.replace(b"ward-1", b"ward-2"))
    longer = changed(whole, response=lambda lines: lines + lines)

    assert "response 和清单的校验值对不上" in refusal(database, same_length)
    assert "对不上" in refusal(database, longer)


def test_another_checksum_or_number_of_rows_in_the_manifest_is_refused(database, whole):
    def with_part(**changes):
        return lambda said: said | {"parts": [part | changes for part in said["parts"]]}

    assert "校验值对不上" in refusal(database, changed(whole, manifest=with_part(sha256="0" * 64)))
    assert "校验值对不上" in refusal(database, changed(whole, manifest=with_part(rows=1_000)))
    assert "对不上" in refusal(database, changed(whole, manifest=with_part(size=1)))


def test_more_or_less_than_the_manifest_promises_is_refused(database, whole, tmp_path):
    less = changed(whole, manifest=lambda said: said | {"parts": said["parts"][1:]})
    more = tmp_path / "more.zip"
    more.write_bytes(whole.read_bytes())
    with zipfile.ZipFile(more, "a") as archive:
        archive.writestr("../../outside.jsonl", "[]")

    assert "里面的表和清单对不上" in refusal(database, less)
    assert "里面的表和清单对不上" in refusal(database, more)
    assert not (tmp_path.parent.parent / "outside.jsonl").exists()


def test_a_file_that_would_unpack_to_far_more_than_it_promises_is_refused_unread(database, whole):
    bomb = changed(whole, comment=lambda lines: b"[" * 50_000_000)

    assert "里面的表和清单对不上" in refusal(database, bomb)


@pytest.mark.parametrize(
    "said", [[], {}, {"format": 1}, {"format": 1, "parts": 5}, {"format": 1, "parts": [1]}, {"format": 1, "parts": [{}]}]
)
def test_a_manifest_that_says_too_little_is_no_backup(database, whole, said):
    assert "不是莲心的备份" in refusal(database, changed(whole, manifest=lambda _before: said))


def test_a_newer_programs_backup_asks_for_the_newer_program(database, whole):
    of_tables = changed(whole, manifest=lambda said: said | {"revision": "9999"})
    of_format = changed(whole, manifest=lambda said: said | {"format": 2})

    assert "9999" in refusal(database, of_tables) and "请先更新程序" in refusal(database, of_tables)
    assert "请先更新程序" in refusal(database, of_format)


def test_a_table_that_this_program_does_not_keep_is_refused(database, whole):
    def renamed(said: dict) -> dict:
        said["parts"][0]["columns"][0] = "nickname"
        return said

    assert "不是本程序的" in refusal(database, changed(whole, manifest=renamed))


@pytest.mark.parametrize(
    "line", [b"[]\n", b"{}\n", b"null\n", b"[1,2]\n", b"\xff\n", b"[" * 100_000 + b"\n", b'["a","b","c","d",9]\n', b"no JSON"]
)
def test_a_line_that_is_no_row_is_named_and_takes_the_others_back(database, whole, line):
    spoiled = honest(whole, "comment", lambda lines: lines + line)

    assert "“comment”第 3 行读不懂" in refusal(database, spoiled)


def test_a_row_that_the_database_refuses_takes_the_others_back_without_showing_what_was_written(database, whole):
    twice = honest(whole, "comment", lambda lines: lines + lines.replace("好".encode("unicode_escape"), b"my secret"))

    why = refusal(database, twice)

    assert "做不下去" in why and "secret" not in why


def test_counts_that_are_not_those_of_the_responses_are_refused(database, whole):
    miscounted = honest(whole, "tally", lambda lines: lines.replace(b",2]\n", b",3]\n"))
    one_response_less = honest(whole, "response", lambda lines: lines[: lines.index(b"\n") + 1])

    assert "计数和答卷对不上" in refusal(database, miscounted)
    assert "计数和答卷对不上" in refusal(database, one_response_less)

"""What is no table, whatever it is called, is refused by what it is; nothing is saved."""

import os
import socket
import sqlite3
from pathlib import Path

import pytest

from survey.actions.importing import import_file
from survey.domain.counting.period import ALL
from survey.domain.errors import SurveyError
from survey.store.response_reading import responses_frame
from survey.workbook.tables import read_table
from tests.conftest import NOW
from tests.scenarios.hostile.files import pack, parts_of

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")


def refusal_of(path: Path) -> SurveyError:
    with pytest.raises(SurveyError) as refused:
        read_table(path)
    assert refused.value.where and refused.value.what and refused.value.instead
    return refused.value


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("holiday.csv", b"\x89PNG\r\n\x1a\n" + bytes(99), "图片"),
        ("holiday.xlsx", b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片"),
        ("form.csv", b"%PDF-1.7\n1 0 obj", "PDF"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), ".xls"),
        ("locked.xlsx", LOCKED, "加了密码"),
        ("empty.xlsx", b"", "空的"),
        ("~$open.xlsx", b"\x05owner", "锁文件"),
        ("page.xlsx", b"<!DOCTYPE html><table>", "网页"),
        ("none.xlsx", b"PK\x05\x06" + bytes(18), "不是文字"),
        ("program.csv", b"MZ\x90\x00\x03" + bytes(99), "不是文字"),
    ],
)
def test_a_file_is_known_by_what_it_holds(tmp_path, name, content, word):
    (tmp_path / name).write_bytes(content)

    assert word in refusal_of(tmp_path / name).what


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("word/document.xml", "Word"), ("ppt/presentation.xml", "演示"), ("content.xml", "OpenDocument"),
        ("xl/workbook.bin", ".xlsb"), ("photo.jpg", "压缩包"),
    ],
)
def test_another_archive_that_is_called_xlsx_is_known_by_its_parts(tmp_path, part, kind):
    path = pack(tmp_path, {"[Content_Types].xml": b"<Types/>", part: b"<x/>"})

    assert kind in refusal_of(path).what


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.bin"])
def test_a_workbook_that_holds_a_second_one_of_another_kind_is_refused(tmp_path, part):
    refusal_of(pack(tmp_path, parts_of() | {part: b"<x/>"}))


def test_a_database_that_is_called_csv_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / "rows.csv") as connection:
        connection.execute("CREATE TABLE t (id)")

    assert "数据库" in refusal_of(tmp_path / "rows.csv").what


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "table.xlsx").mkdir()

    assert "读不了" in refusal_of(tmp_path / "table.xlsx").what


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are for Unix")
def test_a_pipe_or_a_socket_that_might_never_end_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"{tmp_path}/s.csv")

        assert "读不了" in refusal_of(tmp_path / "pipe.csv").what
        assert "读不了" in refusal_of(tmp_path / "s.csv").what


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "无/此/文件.csv"])
def test_a_name_that_no_file_can_have_is_a_sentence(tmp_path, name):
    refusal_of(tmp_path / name)


def test_a_refused_file_saves_nothing_and_leaves_no_file_behind(office, tmp_path):
    (tmp_path / "rows.xlsx").write_bytes(LOCKED)
    (tmp_path / "map.toml").write_text(
        '[unit]\nvalue = "ward-urology"\n[mode]\nvalue = "qr"\n[[question]]\nkey = "overall"\ncolumn = "o"\n', encoding="utf-8"
    )

    with pytest.raises(SurveyError, match="加了密码"):
        import_file(office, "lianxin", "inpatient", tmp_path / "rows.xlsx", tmp_path / "map.toml", NOW, folder=tmp_path)

    assert responses_frame(office.database, "lianxin", "inpatient", ALL).empty
    assert sorted(path.name for path in tmp_path.iterdir() if "test.db" not in path.name) == ["map.toml", "rows.xlsx"]

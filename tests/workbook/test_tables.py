"""Tables are read as they are: encodings, separators, line numbers; what is no table is refused by name."""

import gzip
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from survey.domain.errors import SurveyError
from survey.workbook.stored_values import store_values
from survey.workbook.tables import Table, read_table

LETTER = "编号,意见\n1,很好\n2,一般\n"


def a_file(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def a_workbook(folder: Path, *rows: list, sheet: str = "Sheet") -> Path:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(folder / "table.xlsx")
    return folder / "table.xlsx"


def rows_of(table: Table) -> list[list[str]]:
    return table.cells.to_numpy().tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_chinese_text_is_read_in_every_usual_encoding(tmp_path, encoding):
    path = a_file(tmp_path, LETTER.encode(encoding))

    table = read_table(path)

    assert list(table.cells) == ["编号", "意见"]
    assert rows_of(table) == [["1", "很好"], ["2", "一般"]]


def test_western_text_is_not_taken_for_chinese(tmp_path):
    path = a_file(tmp_path, "id;comment\n1;café très bien\n2;£5 – “good”\n".encode("cp1252"))

    table = read_table(path)

    assert table.cells["comment"].tolist() == ["café très bien", "£5 – “good”"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_out(tmp_path, separator):
    path = a_file(tmp_path, "id,what\n1,good\n2,bad\n".replace(",", separator))

    table = read_table(path)

    assert rows_of(table) == [["1", "good"], ["2", "bad"]]


def test_commas_in_the_texts_of_a_semicolon_table_do_not_mislead(tmp_path):
    path = a_file(tmp_path, "id;what\n1;good, very good\n2;bad\n")

    table = read_table(path)

    assert table.cells["what"].tolist() == ["good, very good", "bad"]


def test_a_quoted_line_break_stays_and_later_lines_keep_their_numbers(tmp_path):
    path = a_file(tmp_path, 'id,what\n1,"first\nsecond"\n\n2,"say ""yes"""\n')

    table = read_table(path)

    assert table.cells["what"].tolist() == ["first\nsecond", 'say "yes"']
    assert table.cells.index.tolist() == [2, 5]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_every_kind_of_line_end_is_one(tmp_path, end):
    path = a_file(tmp_path, end.join(["id,what", "1,good", "2,bad", ""]))

    table = read_table(path)

    assert rows_of(table) == [["1", "good"], ["2", "bad"]]
    assert table.cells.index.tolist() == [2, 3]


def test_of_two_header_rows_the_first_names_the_columns(tmp_path):
    path = a_file(tmp_path, "t01,f01\nTap water is there,Bills are correct\n7,6\n")

    table = read_table(path, header_rows=2)

    assert rows_of(table) == [["7", "6"]]
    assert table.cells.index.tolist() == [3]


def test_a_gzipped_table_is_unpacked_whatever_its_name(tmp_path):
    path = a_file(tmp_path, gzip.compress(LETTER.encode()), "table.csv")

    table = read_table(path)

    assert rows_of(table) == [["1", "很好"], ["2", "一般"]]


def test_a_row_with_too_many_or_too_few_cells_is_a_misfit_and_the_others_are_read(tmp_path):
    path = a_file(tmp_path, "id,what\n1,good\n2,bad,why\n3\n4,fair\n")

    table = read_table(path)

    assert table.cells.index.tolist() == [2, 5]
    assert table.misfits == {3: ("2", "bad", "why"), 4: ("3",)}


def test_a_workbook_gives_iso_days_and_whole_numbers_at_excels_row_numbers(tmp_path):
    path = a_workbook(
        tmp_path, ["id", "day", "moment", "share", "yes"], [],
        [7, date(2025, 3, 31), datetime(2025, 3, 31, 9, 5), 0.5, True],
    )

    table = read_table(path)

    assert rows_of(table) == [["7", "2025-03-31", "2025-03-31 09:05:00", "0.5", "TRUE"]]
    assert table.cells.index.tolist() == [3]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    path = a_workbook(tmp_path, ["id"], [1], sheet="三月")

    with pytest.raises(SurveyError) as refused:
        read_table(path, sheet="四月")

    assert "四月" in refused.value.what and "三月" in refused.value.instead


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("~$table.xlsx", b"\x05owner", "锁文件"),
        (".~lock.table.ods#", b",owner", "锁文件"),
        ("table.csv", b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "Git LFS"),
        ("table.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest", ".xls"),
        ("table.csv", b" \r\n", "空的"),
        ("table.xlsx", b"%PDF-1.7", "PDF"),
        ("table.xlsx", b"PK\x03\x04 not a workbook", "压缩包"),
        ("table.csv", b"\x89PNG\r\n\x1a\n", "图片"),
        ("table.xls", b"<html><table>", "网页"),
        ("table.csv", b"id\x00\x01\x02\x00\x00\x00\x03\x04", "不是文字"),
        ("table.csv", b"\x1f\x8b\x08\x00cut", "不完整"),
        ("table.csv", b"id,what\n", "只有表头"),
    ],
)
def test_what_is_no_table_is_refused_by_what_it_is(tmp_path, name, content, word):
    path = a_file(tmp_path, content, name)

    with pytest.raises(SurveyError) as refused:
        read_table(path)

    assert word in refused.value.what


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SurveyError) as refused:
        read_table(tmp_path / "none.csv")

    assert "没有这个文件" in refused.value.what


def test_two_columns_of_one_name_are_refused(tmp_path):
    path = a_file(tmp_path, "id,what,what \n1,2,3\n")

    with pytest.raises(SurveyError) as refused:
        read_table(path)

    assert "what" in refused.value.what


def test_a_quote_that_never_ends_is_refused_with_the_line_where_it_begins(tmp_path):
    path = a_file(tmp_path, 'id,what\n1,good\n2,"bad\n3,fair\n')

    with pytest.raises(SurveyError) as refused:
        read_table(path)

    assert "3" in refused.value.where


def test_a_mark_in_the_file_goes_before_the_encoding_that_the_mapping_names(tmp_path):
    path = a_file(tmp_path, LETTER.encode("utf-8-sig"))

    table = read_table(path, encoding="cp1252")

    assert table.cells["意见"].tolist() == ["很好", "一般"]


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "punycode", "undefined", "a\0b"])
def test_an_encoding_that_decodes_nothing_is_refused_in_a_sentence(tmp_path, encoding):
    path = a_file(tmp_path, LETTER)

    with pytest.raises(SurveyError, match="文字编码"):
        read_table(path, encoding=encoding)


def test_halves_of_characters_are_refused_in_a_sentence(tmp_path):
    path = a_file(tmp_path, "id,what\n1,\\ud800\n")

    with pytest.raises(SurveyError, match="文字编码"):
        read_table(path, encoding="unicode_escape")


def test_an_error_value_is_read_as_the_sheet_shows_it(tmp_path):
    path = a_workbook(tmp_path, ["id", "what", "why"], [], [7, "#N/A", "good"], ["#DIV/0!", 0, "#REF!"])

    table = read_table(path)

    assert rows_of(table) == [["7", "#N/A", "good"], ["#DIV/0!", "0", "#REF!"]]


def test_a_formula_that_was_never_calculated_is_refused_with_its_address(tmp_path):
    path = a_workbook(tmp_path, ["id", "what"], [1, "good"], [2, '=IF(A3>1,"bad","good")'])

    with pytest.raises(SurveyError) as refused:
        read_table(path)

    assert "B3" in refused.value.where and "保存" in refused.value.instead


def test_a_formula_with_its_value_is_read_by_its_value_be_it_empty(tmp_path):
    path = a_workbook(tmp_path, ["id", "what", "why"], ["=1+1", '=IF(A2>1,"bad","good")', '=""'])
    store_values(path, tmp_path / "whole.xlsx", {"Sheet": {"A2": 2, "B2": "bad", "C2": ""}})

    table = read_table(tmp_path / "whole.xlsx")

    assert rows_of(table) == [["2", "bad", ""]]


def test_formulas_of_another_sheet_do_not_matter(tmp_path):
    path = a_workbook(tmp_path, ["id"], [1])
    book = load_workbook(path)
    book.create_sheet("其他")["A1"] = "=1+1"
    book.save(path)

    assert rows_of(read_table(path)) == [["1"]]


def test_a_nul_in_a_workbook_is_refused_with_its_row(tmp_path):
    path = a_workbook(tmp_path, ["id", "what"], [1, "good_x0000_"])  # as the format writes a NUL

    with pytest.raises(SurveyError) as refused:
        read_table(path)

    assert "2" in refused.value.where and "NUL" in refused.value.what


def with_file(path: Path, file: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy of the workbook in which one file of the archive is another."""
    copy = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == file else old.read(name))
    return copy


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("xl/workbook.xml", b"<sheets>.*</sheets>", b"<sheets/>"),
        ("xl/workbook.xml", b"</workbook>", b""),
        ("xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet2.xml"),
        ("xl/_rels/workbook.xml.rels", b"Target=", b"Garget="),
        ("xl/worksheets/sheet1.xml", b"</c>", b"</d>"),
    ],
)
def test_a_damaged_workbook_is_refused_in_a_sentence(tmp_path, file, old, new):
    path = with_file(a_workbook(tmp_path, ["id"], [1]), file, lambda xml: re.sub(old, new, xml, flags=re.DOTALL))

    with pytest.raises(SurveyError, match="工作簿"):
        read_table(path)


def test_a_sheet_is_found_whatever_the_case_of_its_files_name(tmp_path):
    path = a_workbook(tmp_path, ["id"], ["#N/A"])

    table = read_table(with_file(path, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"sheet1", b"Sheet1")))

    assert rows_of(table) == [["#N/A"]]


def test_a_workbook_of_a_version_to_come_is_refused_in_a_sentence(tmp_path):
    path = a_workbook(tmp_path, ["id"], [1])
    content = path.read_bytes()
    place = content.index(b"PK\x01\x02")  # the directory's first entry; at 6 stands the version that is needed
    path.write_bytes(content[: place + 6] + b"\x6a" + content[place + 7 :])

    with pytest.raises(SurveyError, match="压缩包"):
        read_table(path)

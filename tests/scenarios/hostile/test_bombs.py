"""Files that would fill the memory are refused in one sentence before they have."""

import gzip
import io
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest

from survey.domain.errors import SurveyError
from survey.workbook import limits
from survey.workbook.tables import read_table
from tests.scenarios.hostile.files import NAMESPACE, SHEET, TEXTS, a_row, a_sheet, pack, parts_of, read_apart

SMALL = 100  # megabytes: the file itself and pandas, but no bomb
MANY = 20_000_000


def refusal_of(path: Path) -> SurveyError:
    with pytest.raises(SurveyError) as refused:
        read_table(path)
    assert refused.value.where and refused.value.what and refused.value.instead
    return refused.value


def a_gzip_bomb(folder: Path) -> Path:
    """A hundred members of 20 MB: two gigabytes in as many kilobytes."""
    (folder / "bomb.csv.gz").write_bytes(gzip.compress(b"1,1\n" * (MANY // 4)) * 100)
    return folder / "bomb.csv.gz"


def a_zip_bomb(folder: Path) -> Path:
    """Honest about its size."""
    return pack(folder, parts_of() | {f"xl/media/{number}": bytes(MANY) for number in range(15)})


def a_lying_bomb(folder: Path) -> Path:
    """Says in both of its headers that the sheet has a hundred bytes."""
    path = pack(folder, {"xl/worksheets/big.xml": bytes(3 * MANY)} | parts_of())
    content = bytearray(path.read_bytes())
    directory = content.index(b"PK\x01\x02")
    struct.pack_into("<L", content, 22, 100)
    struct.pack_into("<L", content, directory + 24, 100)
    path.write_bytes(content)
    return path


def a_bomb_in_a_bomb(folder: Path) -> Path:
    """A workbook, gzipped: each unpacks to what is allowed, both together to far more."""
    inner = a_zip_bomb(folder).read_bytes()
    (folder / "nested.xlsx").write_bytes(gzip.compress(inner))
    return folder / "nested.xlsx"


def texts_told_a_thousand_times(folder: Path) -> Path:
    """One shared text of a megabyte that a thousand cells point at."""
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 1001))
    text = f'<sst xmlns="{NAMESPACE}" uniqueCount="1"><si><t>{"x" * 1_000_000}</t></si></sst>'
    types = parts_of()["[Content_Types].xml"].replace(b"</Types>", (
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.sharedStrings+xml"/></Types>'
    ))
    return pack(folder, a_sheet(cells) | {TEXTS: text.encode(), "[Content_Types].xml": types})


@pytest.mark.parametrize("bomb", [a_gzip_bomb, a_zip_bomb, a_lying_bomb, a_bomb_in_a_bomb])
def test_what_unpacks_to_too_much_is_refused_while_memory_stays_small(tmp_path, bomb):
    path = bomb(tmp_path)

    said, megabytes = read_apart(path)

    assert "解压以后太大" in said
    assert path.stat().st_size < 4_000_000 and megabytes < SMALL


@pytest.mark.parametrize(
    "rows",
    [
        a_row(1, A=1) + a_row(1_048_576, XFD=1),
        a_row(1, A=1) + a_row(2, ZZZZZZZ=1),
        a_row(1, A=1) + a_row(4_000_000_000, A=1),
        a_row(1, A=1) + '<row r="4000000000"><c><v>1</v></c></row>',
        a_row(1, A=1) + '<row r="2000000">' + "<c/>" * 100 + "<c><v>1</v></c></row>",
        a_row(1, A=1) + """<row r='2'><c x=">" r = 'XFD1048576'><v>1</v></c></row>""",
    ],
)
def test_two_cells_far_from_each_other_are_refused_before_the_space_between_them_is_made(tmp_path, rows):
    path = pack(tmp_path, a_sheet(rows))

    said, megabytes = read_apart(path)

    assert "这张工作表太大" in said and megabytes < SMALL


def test_a_long_text_that_many_cells_share_is_counted_for_each(tmp_path):
    said, megabytes = read_apart(texts_told_a_thousand_times(tmp_path))

    assert "这张工作表太大" in said and megabytes < SMALL


def test_a_dimension_that_lies_costs_nothing(tmp_path):
    path = pack(tmp_path, a_sheet(a_row(1, A=1, B=2) + a_row(2, A=3, B=4), dimension="A1:XFD1048576"))

    said, megabytes = read_apart(path)

    assert said == "rows: 1" and megabytes < SMALL


@pytest.mark.parametrize("count", [65_000, 1_000_000])
def test_empty_rows_in_any_number_are_no_rows(tmp_path, count):
    empty = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(3, count))
    path = pack(tmp_path, a_sheet(a_row(1, A=1, B=2) + a_row(2, A=3, B=4) + empty))

    table = read_table(path)

    assert table.cells.to_numpy().tolist() == [["3", "4"]]


def test_empty_rows_before_the_last_one_are_no_rows(tmp_path):
    path = pack(tmp_path, a_sheet(a_row(1, A=1, B=2) + a_row(1_000_000, A=3, B=4)))

    table = read_table(path)

    assert table.cells.index.tolist() == [1_000_000]


def test_a_look_given_to_the_last_column_is_no_cell(tmp_path):
    styled = '<row r="3"><c r="A3"><v>5</v></c><c r="B3"><v>6</v></c><c r="XFD3" s="0"/></row>'
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'

    table = read_table(pack(tmp_path, a_sheet(a_row(1, A=1, B=2) + styled + far)))

    assert table.cells.to_numpy().tolist() == [["5", "6"]]


def test_too_many_parts_are_refused_before_they_are_listed(tmp_path):
    path = pack(tmp_path, parts_of() | {f"xl/x{number}": b"" for number in range(limits.MOST_ENTRIES)})

    assert "不像 Excel" in refusal_of(path).what


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE, '<!DOCTYPE x SYSTEM "http://198.51.100.1/x.dtd">'])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET, "xl/styles.xml", "xl/odd.bin"])
def test_xml_that_declares_entities_is_refused_in_every_part(tmp_path, part, declared, encoding):
    parts = parts_of()
    xml = f"<?xml version='1.0'?><!-- {'x' * 100_000} -->{declared}<x>&a;</x>"

    refusal = refusal_of(pack(tmp_path, parts | {part: xml.encode(encoding)}))

    assert "文档类型或实体" in refusal.what and part in refusal.what


def test_what_a_citizen_wrote_about_document_types_is_text(tmp_path):
    path = pack(tmp_path, parts_of(["id", "what"], [1, '<!DOCTYPE x [<!ENTITY a "ha">]>']))

    assert read_table(path).cells["what"].tolist() == ['<!DOCTYPE x [<!ENTITY a "ha">]>']


def test_a_picture_may_name_its_document_type(tmp_path):
    path = pack(tmp_path, parts_of() | {"xl/media/logo.svg": b"<!DOCTYPE svg><svg/>"})

    assert len(read_table(path).cells) == 1


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_workbooks_do_not_have_is_refused(tmp_path, packing):
    assert "不像 Excel" in refusal_of(pack(tmp_path, parts_of(), packing=packing)).what


def test_two_parts_of_one_name_are_refused(tmp_path):
    path = pack(tmp_path, parts_of() | {SHEET.upper(): a_sheet(a_row(1, A=9))[SHEET]})

    assert "不像 Excel" in refusal_of(path).what


def test_a_list_of_sheets_of_many_megabytes_is_refused(tmp_path):
    parts = parts_of()
    long = parts["xl/workbook.xml"].replace(b"</workbook>", b"<a/>" * 2_000_000 + b"</workbook>")

    assert "不像 Excel" in refusal_of(pack(tmp_path, parts | {"xl/workbook.xml": long})).what


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(limits.LARGEST_FILE + 1)  # takes no room on the disk

    said, megabytes = read_apart(path)

    assert "太大" in said and megabytes < SMALL // 2


@pytest.mark.parametrize("content", ["id," + "," * limits.MOST_COLUMNS, "id\n" + "1\n" * limits.MOST_ROWS])
def test_a_separated_table_has_no_more_rows_or_columns_than_a_sheet(tmp_path, content):
    path = tmp_path / "table.csv"
    path.write_text(content, encoding="utf-8")

    assert "太多" in refusal_of(path).what


def test_a_date_from_before_the_world_is_a_sentence_and_no_fault(tmp_path):
    styles = parts_of([date(2025, 1, 1)])["xl/styles.xml"]
    cell = '<row r="2"><c r="A2" s="1"><v>-1e300</v></c></row>'

    assert "打不开" in refusal_of(pack(tmp_path, a_sheet(a_row(1, A=1) + cell) | {"xl/styles.xml": styles})).what


def test_what_the_reader_of_sheets_would_take_for_blank_is_refused(tmp_path):
    raw = '<row r="2"><c r="A2"><v><![CDATA[12]]></v></c></row>'

    assert "CDATA" in refusal_of(pack(tmp_path, a_sheet(a_row(1, A=1) + raw))).what


def test_a_torn_archive_is_a_sentence_wherever_it_is_torn(tmp_path):
    content = pack(tmp_path, parts_of()).read_bytes()
    path = tmp_path / "torn.xlsx"

    for end in range(4, len(content), 97):
        path.write_bytes(content[:end])
        refusal_of(path)


def test_an_archive_of_a_gzipped_file_is_not_unpacked_again(tmp_path):
    path = tmp_path / "twice.csv.gz"
    path.write_bytes(gzip.compress(gzip.compress(b"id\n1\n")))

    assert "压缩包" in refusal_of(path).what


def test_an_archive_within_a_workbook_stays_packed(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x", bytes(3 * MANY))

    path = pack(tmp_path, parts_of() | {"xl/embeddings/inner.xlsx": inner.getvalue()})

    assert len(read_table(path).cells) == 1

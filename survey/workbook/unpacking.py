"""Unpacking what came packed, piece by piece: what is too much is refused before it is there."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from sys import maxsize
from xml.parsers import expat

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.limits import LARGEST_INDEX, MOST_ENTRIES, refuse_bomb

PIECE = 64 * 1024
DIRECTORY_ENTRY = b"PK\x01\x02"
PLAIN_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the format knows no others
INDEX = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
PICTURES = "xl/media/"  # an .svg of theirs may well name its document type, and nobody here reads it
# What zipfile raises: the second for a version or a packing it doesn't know, the third for a torn name.
TORN_ARCHIVE = (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, EOFError, zlib.error)


def gunzip(name: str, content: bytes) -> bytes:
    """What a gzipped file holds; SurveyError when it is torn or a bomb."""
    unpacked = 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            while piece := file.read(PIECE):
                unpacked += len(piece)
                refuse_bomb(name, len(content), unpacked)
        return gzip.decompress(content)  # a second time, for now we know that it is not too much to keep
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise SurveyError(name, _("压缩文件不完整。"), _("请重新下载。")) from None


def part_names(name: str, content: bytes) -> list[str]:
    """What stands in an archive, nothing when it is torn; SurveyError for too many parts."""
    # Counted before zipfile makes an object of each; it may find fewer, never more.
    if content.count(DIRECTORY_ENTRY) > MOST_ENTRIES:
        raise _unlike_a_workbook(name)
    try:
        return zipfile.ZipFile(io.BytesIO(content)).namelist()
    except TORN_ARCHIVE:
        return []


def check_archive(name: str, content: bytes) -> None:
    """Unpack every part of a workbook once, keeping nothing; SurveyError before anything has read it.

    Refused are parts of one name, packings and passwords that workbooks do not have, parts that are larger
    than said or too large together, and XML that brings a document type of its own.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        names = [entry.filename.lower() for entry in entries]  # in which the reader of sheets sees no difference
        if len(set(names)) < len(names) or any(map(_is_foreign, entries)):
            raise _unlike_a_workbook(name)
        refuse_bomb(name, len(content), sum(entry.file_size for entry in entries))
        unpacked = 0
        for entry in entries:
            for size in _look_through(name, archive, entry):
                unpacked += size
                refuse_bomb(name, len(content), unpacked)


def _is_foreign(entry: zipfile.ZipInfo) -> bool:
    is_locked = entry.flag_bits & 1
    is_too_large = entry.filename.lower() in INDEX and entry.file_size > LARGEST_INDEX
    return bool(is_locked or is_too_large or entry.compress_type not in PLAIN_PACKINGS)


def _unlike_a_workbook(name: str) -> SurveyError:
    return SurveyError(
        name, _("这个压缩包的结构不像 Excel 存的工作簿。"), _("请用 Excel 打开，确认没有问题后另存为新的 .xlsx。")
    )


def _look_through(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[int]:
    """The sizes of the pieces that really come out; SurveyError at the end if they are more or fewer than said."""
    unpacked, beginning = 0, Beginning()
    # zipfile would stop at the size that is said, but the reader of sheets does not.
    unlimited = copy(entry)
    unlimited.file_size = maxsize
    with archive.open(unlimited) as file:
        while piece := file.read(PIECE):
            unpacked += len(piece)
            yield len(piece)
            if not entry.filename.lower().startswith(PICTURES) and beginning.has_document_type(piece):
                raise SurveyError(
                    name, _("“{part}”里声明了文档类型或实体，Excel 存的工作簿没有这些。").format(part=entry.filename[:80]),
                    _("请不要导入；请向发来文件的人要一份用 Excel 另存的。"),
                )
    if unpacked != entry.file_size:
        raise _unlike_a_workbook(name)


class Beginning:
    """What stands before the first element of an XML text: nowhere else can it declare entities that grow."""

    def __init__(self) -> None:
        self._is_over = self._has_type = False
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._on_type
        self._parser.StartElementHandler = self._on_element

    def has_document_type(self, piece: bytes) -> bool:
        """Whether one has come up to the end of this piece; what is no XML has none."""
        if not self._is_over:
            try:
                self._parser.Parse(piece, False)
            except expat.ExpatError:
                self._is_over = True
        return self._has_type

    def _on_type(self, *_declared) -> None:
        self._has_type = self._is_over = True
        self._parser.StartElementHandler = None

    def _on_element(self, *_element) -> None:
        self._is_over = True

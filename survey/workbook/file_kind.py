"""What a file really is, told from its first bytes: a table, or something that only looks like one."""

import gzip
import io
import zipfile
import zlib
from pathlib import Path

from survey.domain.errors import SurveyError
from survey.locale import _

ZIP = b"PK\x03\x04"
GZIP = b"\x1f\x8b"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOK = "xl/workbook.xml"
# What zipfile raises: the second for a version or a packing it doesn't know, the third for a torn name.
TORN_ARCHIVE = (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError)


def table_bytes(path: Path) -> bytes:
    """The file's bytes, unpacked when gzipped; SurveyError says what a file is that cannot be a table."""
    if path.name.startswith(("~$", ".~lock.")):
        raise SurveyError(path.name, _("这是 Office 打开文件时留下的锁文件，里面没有数据。"), _("请选没有“~$”的那个文件。"))
    try:
        content = path.read_bytes()
        content = gzip.decompress(content) if content.startswith(GZIP) else content
    except FileNotFoundError:
        raise SurveyError(path.name, _("没有这个文件：{path}").format(path=path), _("请核对路径。")) from None
    except (IsADirectoryError, PermissionError):
        raise SurveyError(path.name, _("这个文件读不了。"), _("请核对路径和权限。")) from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise SurveyError(path.name, _("压缩文件不完整。"), _("请重新下载。")) from None
    _refuse_other_kinds(path.name, content)
    return content


def is_workbook(content: bytes) -> bool:
    return content.startswith(ZIP)


def _refuse_other_kinds(name: str, content: bytes) -> None:
    save_again = _("请另存为 .xlsx 或 .csv（UTF-8）。")
    if not content.strip():
        raise SurveyError(name, _("这个文件是空的。"), _("请重新导出。"))
    if content.startswith(b"version https://git-lfs"):
        raise SurveyError(name, _("这是 Git LFS 的指针，不是数据本身。"), _("请先运行 git lfs pull。"))
    if content.startswith(OLE2):
        raise SurveyError(name, _("这是旧的 .xls，或加了密码的工作簿。"), _("请去掉密码，另存为 .xlsx。"))
    if content.startswith(ZIP) and not _holds_workbook(content):
        raise SurveyError(name, _("这是一个压缩包，不是 Excel 工作簿。"), _("请先解压，选里面的表。"))
    for magic, kind in _magics():
        if content.startswith(magic):
            raise SurveyError(name, _("这是{kind}，不是表。").format(kind=kind), save_again)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise SurveyError(name, _("这是网页或 XML，不是表。"), save_again)


def _magics() -> tuple[tuple[bytes, str], ...]:
    picture = _("图片")
    return (
        (b"%PDF", "PDF"), (b"\x89PNG", picture), (b"\xff\xd8\xff", picture), (b"GIF8", picture),
        (b"Rar!", _("压缩包")), (b"7z\xbc\xaf", _("压缩包")), (b"SQLite format 3", _("数据库")), (b"PAR1", "Parquet"),
    )


def _holds_workbook(content: bytes) -> bool:
    try:
        return WORKBOOK in zipfile.ZipFile(io.BytesIO(content)).namelist()
    except TORN_ARCHIVE:
        return False

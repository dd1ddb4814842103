"""What a file really is, told from its first bytes: a table, or something that only looks like one."""

from pathlib import Path

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.limits import refuse_large
from survey.workbook.unpacking import gunzip, part_names

ZIP = b"PK\x03\x04"
GZIP = b"\x1f\x8b"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")  # the part in which a workbook with a password lies
WORKBOOK = "xl/workbook.xml"


def table_bytes(path: Path) -> bytes:
    """The file's bytes, unpacked when gzipped; SurveyError says what a file is that cannot be a table."""
    if path.name.startswith(("~$", ".~lock.")):
        raise SurveyError(path.name, _("这是 Office 打开文件时留下的锁文件，里面没有数据。"), _("请选没有“~$”的那个文件。"))
    content = _read(path)
    content = gunzip(path.name, content) if content.startswith(GZIP) else content
    _refuse_other_kinds(path.name, content)
    return content


def is_workbook(content: bytes) -> bool:
    return content.startswith(ZIP)


def _read(path: Path) -> bytes:
    """A folder, a pipe or a device is no file: the last two might never end."""
    try:
        if path.is_file():
            refuse_large(path.name, path.stat().st_size)
            return path.read_bytes()
        if not path.exists():
            raise SurveyError(path.name, _("没有这个文件：{path}").format(path=path), _("请核对路径。"))
    except OSError:
        pass
    raise SurveyError(path.name, _("这个文件读不了。"), _("请核对路径和权限。"))


def _refuse_other_kinds(name: str, content: bytes) -> None:
    save_again = _("请另存为 .xlsx 或 .csv（UTF-8）。")
    if not content.strip():
        raise SurveyError(name, _("这个文件是空的。"), _("请重新导出。"))
    if content.startswith(b"version https://git-lfs"):
        raise SurveyError(name, _("这是 Git LFS 的指针，不是数据本身。"), _("请先运行 git lfs pull。"))
    if content.startswith(OLE2):
        what = _("这个工作簿加了密码。") if LOCKED in content else _("这是旧的 .xls，或加了密码的工作簿。")
        raise SurveyError(name, what, _("请去掉密码，另存为 .xlsx。"))
    if content.startswith(ZIP):
        _refuse_other_archives(name, part_names(name, content))
    for magic, kind in _magics():
        if content.startswith(magic):
            raise SurveyError(name, _("这是{kind}，不是表。").format(kind=kind), save_again)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise SurveyError(name, _("这是网页或 XML，不是表。"), save_again)


def _magics() -> tuple[tuple[bytes, str], ...]:
    picture, packed = _("图片"), _("压缩包")
    return (
        (b"%PDF", "PDF"), (b"\x89PNG", picture), (b"\xff\xd8\xff", picture), (b"GIF8", picture),
        (b"Rar!", packed), (b"7z\xbc\xaf", packed), (b"\xfd7zXZ", packed), (GZIP, packed),  # gzipped twice
        (b"SQLite format 3", _("数据库")), (b"PAR1", "Parquet"),
    )


def _refuse_other_archives(name: str, parts: list[str]) -> None:
    """Also a workbook that holds another one's parts: the reader of sheets might take those."""
    for beginning, kind in (
        ("word/", _("Word 文档")), ("ppt/", _("演示文稿")), ("content.xml", "OpenDocument"), ("xl/workbook.bin", ".xlsb"),
    ):
        if any(part.startswith(beginning) for part in parts):
            raise SurveyError(name, _("这是{kind}，不是 .xlsx 工作簿。").format(kind=kind), _("请另存为 .xlsx 或 .csv（UTF-8）。"))
    if WORKBOOK not in parts:
        raise SurveyError(name, _("这是一个压缩包，不是 Excel 工作簿。"), _("请先解压，选里面的表。"))

"""The file of a backup: a .zip that holds the rows of each table and a manifest of what must be in it.

manifest.json   format, revision of the tables, organisation, made_at; of each table its columns, rows, size and sha256
<table>.jsonl   a row a line, in the order of the manifest's columns

Nothing is ever unpacked to a path, and no more is read than the manifest promises.
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from survey.domain.errors import SurveyError
from survey.locale import _

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20
LARGEST_MANIFEST = 1 << 20
LONGEST_LINE = 1 << 28
COMPRESSION = 3  # a third of the time of zlib's usual 6, and a tenth larger
# What reading a torn or foreign .zip raises: zipfile says many faults by the plain errors.
TORN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError, OSError)


@dataclass(frozen=True)
class Part:
    """One table's lines as they must be found; `size` in bytes."""

    table: str
    columns: tuple[str, ...]
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    format: int
    revision: str
    organisation: str
    made_at: datetime
    parts: tuple[Part, ...]

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)


@dataclass(frozen=True)
class Archive:
    """A backup that is open for reading."""

    path: Path
    file: zipfile.ZipFile
    manifest: Manifest


def new_zip(file: BinaryIO) -> zipfile.ZipFile:
    return zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION)


def write_part(target: zipfile.ZipFile, table: str, columns: Iterable[str], blocks: Iterable[list[bytes]]) -> Part:
    """Write a table's lines, a block at a time; what the manifest has to say of them."""
    digest, rows, size = hashlib.sha256(), 0, 0
    with target.open(f"{table}.jsonl", "w", force_zip64=True) as file:
        for block in blocks:
            text = b"".join(block)
            digest.update(text)
            file.write(text)
            rows, size = rows + len(block), size + len(text)
    return Part(table, tuple(columns), rows, size, digest.hexdigest())


def write_manifest(target: zipfile.ZipFile, manifest: Manifest) -> None:
    said = asdict(manifest) | {"made_at": manifest.made_at.isoformat()}
    target.writestr(MANIFEST, json.dumps(said, ensure_ascii=False, indent=1))


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """A backup whose every byte has been read and compared with its manifest; SurveyError for any other file."""
    try:
        file = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise SurveyError(path.name, _("没有这个文件：{path}").format(path=path), _("请核对路径。")) from None
    except (IsADirectoryError, PermissionError):
        raise SurveyError(path.name, _("这个文件读不了。"), _("请核对路径和权限。")) from None
    except TORN:
        raise _no_backup(path) from None
    with file:
        manifest = _manifest(path, file)
        _refuse_other_contents(path, file, manifest)
        for part in manifest.parts:
            _refuse_changed(path, file, part)
        yield Archive(path, file, manifest)


def _no_backup(path: Path) -> SurveyError:
    return SurveyError(path.name, _("这不是莲心的备份，或者已经残缺。"), another())


def another() -> str:
    return _("请换一份备份。")


def _manifest(path: Path, file: zipfile.ZipFile) -> Manifest:
    try:
        with file.open(MANIFEST) as entry:
            said = json.loads(entry.read(LARGEST_MANIFEST))
        if said["format"] != FORMAT:
            raise SurveyError(path.name, _("这份备份的格式（{format}）本程序不认识。").format(format=said["format"]), newer())
        parts = tuple(Part(**(part | {"columns": tuple(map(str, part["columns"]))})) for part in said["parts"])
        return Manifest(**(said | {"made_at": datetime.fromisoformat(said["made_at"]), "parts": parts}))
    except (*TORN, TypeError):
        raise _no_backup(path) from None


def newer() -> str:
    return _("请先更新程序，再恢复。")


def _refuse_other_contents(path: Path, file: zipfile.ZipFile, manifest: Manifest) -> None:
    promised = {f"{part.table}.jsonl": part.size for part in manifest.parts}
    found = {entry.filename: entry.file_size for entry in file.infolist() if entry.filename != MANIFEST}
    if found != promised or len(file.infolist()) != 1 + len(manifest.parts):
        raise SurveyError(path.name, _("里面的表和清单对不上。"), another())


def _refuse_changed(path: Path, file: zipfile.ZipFile, part: Part) -> None:
    digest, rows = hashlib.sha256(), 0
    try:
        with file.open(f"{part.table}.jsonl") as entry:
            while block := entry.read(BLOCK):
                digest.update(block)
                rows += block.count(b"\n")
    except TORN:
        raise _no_backup(path) from None
    if (rows, digest.hexdigest()) != (part.rows, part.sha256):
        raise SurveyError(path.name, _("{table} 和清单的校验值对不上：内容被改过，或坏了。").format(table=part.table), another())


def lines_of(archive: Archive, part: Part) -> Iterator[bytes]:
    """The lines of a table, one by one."""
    try:
        with archive.file.open(f"{part.table}.jsonl") as entry, io.BufferedReader(entry, BLOCK) as lines:
            while line := lines.readline(LONGEST_LINE):
                yield line
    except TORN:
        raise _no_backup(archive.path) from None

"""The key of an installation: one file outside the database; every purpose has a key of its own, derived from it."""

import os
from pathlib import Path
from secrets import token_bytes
from tempfile import mkstemp

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from survey.domain.errors import SurveyError
from survey.locale import _

LENGTH = 32  # bytes
OF_OTHERS = 0o077


def read_key(file: Path) -> bytes:
    """The key in this file, made at the first use; SurveyError when it cannot be read, is too short, or not private."""
    try:
        if not file.exists():
            _make(file)
        key, mode = file.read_bytes(), file.stat().st_mode
    except OSError as fault:
        instead = _("请让本程序能读写它，或把 LIANXIN_KEY_FILE 设为别处的文件。")
        raise _refused(file, _("读不了：{fault}。").format(fault=fault.strerror), instead) from fault
    # Windows keeps rights elsewhere; what it shows as a mode says nothing.
    if os.name == "posix" and mode & OF_OTHERS:
        raise _refused(file, _("别的账户也能读。"), _("请运行：chmod 600 {file}").format(file=file))
    if len(key) < LENGTH:
        what = _("只有 {count} 字节，至少要 {least}。").format(count=len(key), least=LENGTH)
        raise _refused(file, what, _("请恢复备份；若从未用过，删掉它，下次启动会重做。"))
    return key


def _refused(file: Path, what: str, instead: str) -> SurveyError:
    return SurveyError(_("密钥文件 {file}").format(file=file), what, instead)


def _make(file: Path) -> None:
    """Written aside and then linked to its name: nobody reads half a key, and of two that start at once one wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    number, aside = mkstemp(dir=file.parent, prefix=".key-")  # exclusive, and for this account alone
    try:
        with open(number, "wb") as made:
            made.write(token_bytes(LENGTH))
            made.flush()
            os.fsync(number)
        os.link(aside, file)
    except FileExistsError:
        pass  # another process was faster, and its key is the one
    finally:
        os.unlink(aside)


def derived(key: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose (HKDF-SHA256, RFC 5869); from them nobody finds the key, or that of another purpose."""
    return HKDF(algorithm=SHA256(), length=LENGTH, salt=None, info=purpose.encode()).derive(key)

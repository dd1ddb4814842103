"""A file that gets its name when it is whole and on the disk, never before."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from survey.domain.errors import SurveyError
from survey.locale import _


@contextmanager
def appearing(path: Path) -> Iterator[BinaryIO]:
    """A new file that its owner alone may read; SurveyError when the name is taken, or the disk refuses."""
    if os.path.lexists(path):
        raise SurveyError(str(path), _("这个文件已经有了，不会覆盖。"), _("请换一个文件名。"))
    try:
        handle, part = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        finally:
            Path(part).unlink(missing_ok=True)
        _keep_name(path.parent)
    except OSError as fault:
        raise SurveyError(str(path), _("写不进去：{fault}").format(fault=fault.strerror or fault), _("请换一个位置。")) from fault


def _keep_name(folder: Path) -> None:
    """Names are on the disk only when their folder is; Windows opens no folder, and needs no such care."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

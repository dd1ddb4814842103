"""The rows that an import refused: written so that they can be mended, and read back as they were."""

import csv
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from survey.domain.errors import SurveyError
from survey.locale import LANGUAGES, _, catalogue
from survey.workbook.formulas import harmless

Record = tuple[int, list[str]]


def write_refused(headers: Sequence[Sequence[str]], rows: Iterable[Sequence], path: Path) -> None:
    """Rows of line, reason and the original cells, under the original header rows: the whole file or none."""
    own = (_("退回：行"), _("退回：原因"))
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".refused-") as folder:
            whole = Path(folder) / path.name
            with whole.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                for place, header in enumerate(headers):
                    writer.writerow([*(own if place == 0 else ("", "")), *map(harmless, header)])
                writer.writerows([line, *map(harmless, texts)] for line, *texts in rows)
            os.replace(whole, path)
    except OSError as fault:
        raise SurveyError(
            str(path), _("退回的行写不进去：{fault}").format(fault=fault.strerror),
            _("请换一个可以写的文件夹，再导入一次；已存的不会重复。"),
        ) from None


def without_reasons(records: Iterable[Record]) -> Iterator[Record]:
    """The records, less the columns that `write_refused` put before them, in whichever language."""
    own = {(words.get("退回：行", "退回：行"), words.get("退回：原因", "退回：原因")) for words in map(catalogue, LANGUAGES)}
    records = iter(records)
    first = next(records, None)
    if first is None:
        return
    records = chain([first], records)
    ours = 2 if tuple(first[1][:2]) in own else 0
    yield from ((line, cells[ours:]) for line, cells in records) if ours else records

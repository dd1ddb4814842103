"""The rows that an import refused, written so that they can be mended and imported again."""

import csv
from collections.abc import Mapping
from pathlib import Path

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.workbook.formulas import harmless
from survey.workbook.tables import Table


def write_refused(table: Table, reasons: Mapping[int, str], path: Path) -> None:
    """The original cells of these lines behind line and reason, under the original header rows."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            for place, header in enumerate(table.headers):
                writer.writerow([*((_("行"), _("原因")) if place == 0 else ("", "")), *map(harmless, header)])
            known = dict(zip(table.cells.index, range(len(table.cells))))
            cells = table.cells.to_numpy()
            for line, reason in sorted(reasons.items()):
                row = table.misfits[line] if line in table.misfits else cells[known[line]]
                writer.writerow([line, harmless(reason), *map(harmless, row)])
    except OSError as fault:
        raise SurveyError(str(path), _("写不进去：{fault}").format(fault=fault.strerror), _("请换一个位置。")) from None

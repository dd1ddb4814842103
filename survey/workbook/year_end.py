"""The year-end workbook: the office's proposal of marks, with every figure's way in sight."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from survey.domain.errors import SurveyError
from survey.domain.judging.year_end import YearEnd
from survey.locale import _
from survey.workbook.annual import calculation, cover, fair, focal, mending, ranking, score_table, trend
from survey.workbook.look import set_page
from survey.workbook.page import Page
from survey.workbook.stored_values import store_values

Progress = Callable[[int, int], None]


def write_year_end(
    year_end: YearEnd, path: Path, made_on: date | None = None, progress: Progress | None = None
) -> None:
    """Write the workbook in the reader's language; at `path` stands the old file or the whole new one.

    progress is called with sheets done and sheets in all. SurveyError when the file cannot be written.
    """
    if path.suffix.lower() != ".xlsx" or not path.parent.is_dir() or path.is_dir():
        raise SurveyError(str(path), _("不能写到这里。"), _("请写一个已有文件夹里的 .xlsx 文件名。"))
    workbook, values = build_workbook(year_end, made_on, progress or (lambda done, total: None))
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".year-end-") as folder:
            bare, whole = Path(folder) / "bare.xlsx", Path(folder) / "whole.xlsx"
            workbook.save(bare)
            store_values(bare, whole, values)
            os.replace(whole, path)
    except PermissionError:
        raise SurveyError(str(path), _("没有写入权限，或文件正被打开。"), _("请关闭这个文件，或换一个文件名。")) from None
    except OSError as fault:
        raise SurveyError(str(path), _("写不进去：{fault}").format(fault=fault.strerror), _("请换一个位置。")) from None


def build_workbook(
    year_end: YearEnd, made_on: date | None, progress: Progress
) -> tuple[Workbook, Mapping[str, Mapping[str, float | int | str]]]:
    """The workbook as openpyxl holds it, and what its formulas come to: sheet -> cell -> value."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    pages = _pages(workbook)
    for done, _written in enumerate(_write(pages, year_end, made_on), 1):
        progress(done, len(pages))
    title, mark = cover.title_of(year_end), cover.sample_warning() if year_end.is_sample else ""
    for page in pages:
        set_page(page.sheet, title, mark, _("第 &P 页，共 &N 页"))
    workbook.properties.title = workbook.properties.creator = title
    return workbook, {page.sheet.title: page.values for page in pages}


def _pages(workbook: Workbook) -> tuple[Page, ...]:
    named = (
        (_("封面与口径"), cover.WIDTHS), (_("汇总表"), score_table.WIDTHS), (_("科室排名"), ranking.WIDTHS),
        (_("个人考核表"), score_table.WIDTHS), (_("校正得分"), fair.WIDTHS), (_("焦点难点亮点"), focal.WIDTHS), (_("整改台账"), mending.WIDTHS),
        (_("月度趋势"), trend.WIDTHS), (_("计算明细"), calculation.WIDTHS),
    )
    return tuple(Page(workbook.create_sheet(title), widths) for title, widths in named)


def _write(pages: Sequence[Page], year_end: YearEnd, made_on: date | None) -> Iterator[None]:
    """Write one sheet after the other; the marks first, because the tables lead back to them."""
    front, summary, order, people, adjusted, issues, mended, months, detail = pages
    places = calculation.write_calculation(detail, year_end)
    yield
    blocks = score_table.write_score_tables(summary, year_end, places, detail, is_for_persons=False)
    yield
    score_table.write_score_tables(people, year_end, places, detail, is_for_persons=True)
    yield
    ranking.write_ranking(order, year_end, blocks, summary)
    yield
    fair.write_fair(adjusted, year_end)
    yield
    focal.write_focal(issues, year_end)
    yield
    mending.write_mending(mended, year_end)
    yield
    trend.write_trend(months, year_end)
    yield
    cover.write_cover(front, year_end, made_on)
    yield

"""科室排名: units of each sheet by their total, with a chart of totals and intervals."""

from collections.abc import Sequence

from survey.domain.judging.wording import explain_card, show_band
from survey.domain.judging.year_end import Standing, YearEnd
from survey.locale import _
from survey.workbook.annual import score_table
from survey.workbook.annual.score_table import DASH, Block
from survey.workbook.look import INTEGER, NOTE, POINTS, SECTION, STRONG, TEXT, TITLE, figure
from survey.workbook.native_charts import Cells, put_bars, rows_of_bars
from survey.workbook.page import Formula, Page

WIDTHS = (20, 20, 12, 11, 11, 9, 46, 12, 12, 3)
NAME, TOTAL, BELOW, ABOVE = 2, 3, 8, 9
ROWS_OF_PAPER = 48


def write_ranking(page: Page, year_end: YearEnd, blocks: Sequence[Block], summary: Page) -> None:
    """Write a table for each block of the summary, and beside it a chart of the rows with a total."""
    page.put_line(1, _("科室排名"), TITLE)
    page.put_line(2, _("同一张考核表内比较。图中横条为总分，细线为区间；区间相交的单位名次不分先后。"), NOTE)
    row = paper = 4
    for block in blocks:
        if row > paper and row + _height(block) > paper + ROWS_OF_PAPER:
            page.new_paper(row)
            paper = row
        page.put_line(row, block.sheet.title, SECTION)
        page.put_head(row + 1, [
            _("名次"), _("对象"), _("总分"), _("总分下限"), _("总分上限"), _("最少 n"), _("标记"), _("总分−下限"), _("上限−总分"),
        ])
        for place, standing in enumerate(block.standings):
            _write_standing(page, row + 2 + place, year_end, standing, summary, block.first + place)
        _draw(page, row, block)
        row += _height(block)
    page.freeze(4, 1)


def _write_standing(
    page: Page, row: int, year_end: YearEnd, standing: Standing, summary: Page, source: int
) -> None:
    card = standing.card
    has_total = card.total is not None

    def from_summary(column: int, value: float | str) -> Formula:
        return Formula(summary.name(source, column), value)

    contents = [
        from_summary(score_table.BAND, show_band(standing.band)) if has_total else DASH,
        year_end.name_of(card),
        from_summary(score_table.TOTAL, card.total if has_total else _("不足以评价")),
        from_summary(score_table.LOW, card.low if has_total else DASH),
        from_summary(score_table.HIGH, card.high if has_total else DASH),
        from_summary(score_table.N, card.n or DASH),
        explain_card(card, standing.bars),
        Formula(f"C{row}-D{row}", card.total - card.low) if has_total else DASH,
        Formula(f"E{row}-C{row}", card.high - card.total) if has_total else DASH,
    ]
    points = [figure(POINTS)] * 2
    page.put_row(row, contents, [TEXT, STRONG, figure(POINTS, is_bold=True), *points, figure(INTEGER), TEXT, *points])


def _with_total(block: Block) -> int:
    return block.last_with_total - block.first + 1


def _height(block: Block) -> int:
    """The rows that a block takes with its title, its chart and a space."""
    bars = _with_total(block)
    return 3 + max(len(block.standings), rows_of_bars(bars) if bars else 0)


def _draw(page: Page, row: int, block: Block) -> None:
    if _with_total(block):
        cells = Cells(page, row + 1, row + 2, row + 1 + _with_total(block))
        title = _("{sheet}：总分与区间").format(sheet=block.sheet.title)
        put_bars(cells, title, NAME, TOTAL, BELOW, ABOVE, f"K{row}")

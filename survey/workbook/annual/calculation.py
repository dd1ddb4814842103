"""计算明细: every mark, from numerator and denominator to its points, as formulas one can follow."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.domain.judging.against_whole import against_whole
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.mark import Mark, ScoreCard
from survey.domain.judging.wording import explain_mark
from survey.domain.judging.year_end import YearEnd
from survey.locale import _
from survey.workbook.look import INTEGER, NOTE, PERCENT, POINTS, SCORE, TEXT, TITLE, WEIGHT, Look, figure
from survey.workbook.page import Formula, Page

EVENTS = "General"
WIDTHS = (15, 18, 22, 26, 10, 9, 8, 9, 10, 10, 30, 10, 11, 8, 7, 10, 10, 9, 10, 10, 9, 9, 14, 120)
N, COUNTS, POINTS_AT, LOW_AT, HIGH_AT = 7, 15, 18, 19, 20  # the columns that other sheets lead back to
MINIMUM_ROW, HEAD_ROW = 3, 4


@dataclass(frozen=True)
class CardRows:
    """Where a card's marks stand: one row each, in the order of its sheet's items."""

    first: int
    last: int


def write_calculation(page: Page, year_end: YearEnd) -> dict[tuple[str, str], CardRows]:
    """Write every mark; where each card's rows are, by sheet id and subject."""
    page.put_line(1, _("计算明细"), TITLE)
    page.put_line(2, _("每行一项得分：读数＝分子÷分母；达标程度＝(读数−起点)÷(目标−起点)，限于 0 到 1；得分＝实计权重×达标程度。"), NOTE)
    page.put_line(MINIMUM_ROW, _("少于这个 n 的项不计分，权重按比例转给其余各项："), NOTE)
    page.put(MINIMUM_ROW, N, year_end.evaluation.minimum, figure(INTEGER, is_bold=True))
    page.put_head(HEAD_ROW, [
        _("考核表"), _("对象"), _("对象编号"), _("指标"), _("分子"), _("分母"), "n", _("读数"), _("读数下限"), _("读数上限"),
        _("与整体相比"), _("起点（0 分）"), _("目标（满分）"), _("权重"), _("计分"), _("实计权重"), _("达标程度"), _("得分"), _("得分下限"), _("得分上限"),
        _("不计入"), _("未定"), _("类别"), _("说明"),
    ])
    places, row = {}, HEAD_ROW + 1
    for sheet in year_end.evaluation.sheets:
        stand = {} if sheet.is_for_persons else against_whole([s.card for s in year_end.standings[sheet.id]], year_end.indicators)
        for standing in year_end.standings[sheet.id]:
            rows = CardRows(row, row + len(sheet.items) - 1)
            _write_card(page, rows, standing.card, year_end, stand)
            places[sheet.id, standing.card.subject] = rows
            row = rows.last + 1
    page.freeze(HEAD_ROW + 1, 5)
    page.sheet.auto_filter.ref = f"A{HEAD_ROW}:X{max(row - 1, HEAD_ROW)}"
    page.sheet.print_area = f"A1:V{max(row - 1, HEAD_ROW)}"  # what stands in words is for the screen
    return places


def _write_card(page: Page, rows: CardRows, card: ScoreCard, year_end: YearEnd, stand: Mapping) -> None:
    for row, mark in enumerate(card.marks, rows.first):
        told = stand.get((card.subject, mark.item.indicator))
        indicator = year_end.indicators[mark.item.indicator]
        says = explain_mark(mark, indicator, year_end.evaluation.minimum)
        heads = [card.sheet.title, year_end.name_of(card), card.subject, indicator.name]
        looks = [TEXT] * 4 + _looks(indicator) + [TEXT, Look(wraps=False)]
        block = mark.item.block.title if mark.item.block else None
        page.put_row(row, [*heads, *_figures(row, rows, card, mark, told), block, says], looks)


def _takes_more(rows: CardRows, card: ScoreCard, weights: str, counts: str) -> str:
    """What handed-on weights multiply the others by; deductions keep their own, so they are taken out of both sums."""
    own = "".join(f"-N${row}*O${row}" for row, mark in enumerate(card.marks, rows.first) if _is_deduction(mark))
    return f"(SUM({weights}){own})/(SUMIF({counts},1,{weights}){own})"


def _is_deduction(mark: Mark) -> bool:
    return mark.reading is not None and mark.reading.is_deduction


def _counts(row: int, mark: Mark) -> str:
    """Whether the row counts: by its n, or by its number of events, which are whole."""
    return f"IF(ISNUMBER(E{row}),1,0)" if mark.reading and mark.reading.is_whole else f"IF(G{row}>=$G${MINIMUM_ROW},1,0)"


def _figures(row: int, rows: CardRows, card: ScoreCard, mark: Mark, told: str | None) -> list:
    reading, item = mark.reading, mark.item
    weights, counts = f"N${rows.first}:N${rows.last}", f"O${rows.first}:O${rows.last}"
    more = "1" if _is_deduction(mark) else _takes_more(rows, card, weights, counts)
    is_of_cases = reading is not None and (reading.outside or reading.open)
    ends = f"(I{row}-L{row})/(M{row}-L{row}),(J{row}-L{row})/(M{row}-L{row})"

    def unless_missing(formula: str, value: float | None) -> Formula:
        return Formula(f'IF(O{row}=1,{formula},"")', "" if value is None else value)

    return [
        *((reading.numerator, reading.denominator, None if reading.is_whole else reading.n) if reading else (None, None, None)),
        unless_missing(f"E{row}/F{row}", reading and reading.value),
        *((reading.low, reading.high) if reading else (None, None)), told,
        item.floor, item.target, item.weight,
        Formula(_counts(row, mark), 0 if mark.is_missing else 1),
        Formula(f"IF(O{row}=1,N{row}*{more},0)", mark.weight),
        unless_missing(f"MIN(1,MAX(0,(H{row}-L{row})/(M{row}-L{row})))", mark.share),
        unless_missing(f"P{row}*Q{row}", mark.points),
        unless_missing(f"P{row}*MIN(1,MAX(0,MIN({ends})))", mark.low_points),
        unless_missing(f"P{row}*MIN(1,MAX(0,MAX({ends})))", mark.high_points),
        *((reading.outside, reading.open) if is_of_cases else (None, None)),
    ]


def _looks(indicator: Indicator) -> list[Look]:
    reading = figure(SCORE if indicator.measure == "score" else EVENTS if indicator.is_of_events else PERCENT)
    counts = [figure(INTEGER)] * 3
    points = [figure(POINTS, is_bold=True), figure(POINTS), figure(POINTS)]
    counted = [figure(WEIGHT), figure(INTEGER), figure(POINTS), figure("0.000")]
    return [*counts, *[reading] * 3, TEXT, *[reading] * 2, *counted, *points, figure(INTEGER), figure(INTEGER)]

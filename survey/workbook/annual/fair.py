"""校正得分: each person's raw score beside the one adjusted for who carried the sheets."""

from survey.domain.judging.fair_score import FairScore
from survey.domain.judging.fair_wording import grade_words, why_adjusted
from survey.domain.judging.year_end import YearEnd
from survey.locale import _
from survey.workbook.look import INTEGER, NOTE, POINTS, SCORE, STRONG, TEXT, TITLE, figure
from survey.workbook.page import Page

WIDTHS = (16, 14, 24, 8, 9, 9, 9, 11, 9, 9, 8, 14, 70)


def write_fair(page: Page, year_end: YearEnd) -> None:
    """Write one row for each person and score, in the order of the sheets of persons."""
    page.put_line(1, _("校正得分"), TITLE)
    page.put_line(2, _("供评议参考，考核表的得分仍按原始读数。信度不低于 0.7 可以使用，0.4–0.7 或不足 30 份仅供参考，更低不足以评价；校正以 0.5 分（5 分制，合 12.5 分）为限。"), NOTE)
    page.put_head(3, [
        _("对象"), _("对象编号"), _("指标"), "n", _("原始得分"), _("下限"), _("上限"), _("校正后"), _("下限"), _("上限"), _("信度"), _("结论"), _("说明"),
    ])
    row = 4
    for sheet in year_end.sheets(is_for_persons=True):
        for standing in year_end.standings[sheet.id]:
            for id, score in year_end.fair_of(standing.card.subject).items():
                heads = [year_end.name_of(standing.card), standing.card.subject, year_end.indicators[id].name]
                _write_score(page, row, heads, score, year_end.collector_name(score.collector))
                row += 1
    if row == 4:
        page.put_line(4, _("本年没有可以校正的得分。"), NOTE)
    page.freeze(4, 4)


def _write_score(page: Page, row: int, heads: list, score: FairScore, collector: str) -> None:
    figures = [score.raw, score.raw_low, score.raw_high, score.adjusted, score.low, score.high]
    page.put_row(
        row, [*heads, score.n, *figures, score.reliability, grade_words(score.grade), why_adjusted(score, collector)],
        [STRONG, TEXT, TEXT, figure(INTEGER), *[figure(SCORE)] * 6, figure(POINTS), TEXT, TEXT],
    )

"""整改台账: the year's cases of issues, who mended what by when, and what measuring again came to."""

from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.judging.noticed import Mended, MendingBook
from survey.domain.judging.year_end import YearEnd
from survey.domain.noticing.remeasure import ENOUGH
from survey.locale import _
from survey.workbook.look import INTEGER, NOTE, SECTION, STRONG, TEXT, TITLE, figure
from survey.workbook.page import Page

# Those of the fields, which a kind declares, are the office's: there may be any number of them.
FIRST, LAST, FIELD = (15, 12, 18, 16, 12), (18, 16, 16, 30, 12, 10), 24
MOST_FIELDS = 20
WIDTHS = FIRST + LAST + (FIELD,) * MOST_FIELDS


def write_mending(page: Page, year_end: YearEnd) -> None:
    """Write a table for each kind of case that is measured again."""
    page.put_line(1, _("整改台账"), TITLE)
    page.put_line(2, _("结果按数字得出：复测与整改前的不满意比例之差，95% 区间（Newcombe）全在 0 以下为已验证，任一边不足 {enough} 份为样本不足；不足 {n} 份的不显示。").format(
        enough=ENOUGH, n=MINIMUM
    ), NOTE)
    row = 4
    for book in year_end.noticed.mendings:
        page.put_line(row, book.title, SECTION)
        page.put_head(row + 1, _heads(book))
        for place, mended in enumerate(book.rows, row + 2):
            _write_case(page, place, mended)
        row += len(book.rows) + 3
    if not year_end.noticed.mendings:
        page.put_line(4, _("本年没有立项的问题。"), NOTE)
    page.freeze(4, 2)


def _heads(book: MendingBook) -> list[str]:
    first = [_("编号"), _("登记日期"), _("责任单位"), _("主题"), _("状态")]
    last = [_("验收人"), _("整改前不满意"), _("复测不满意"), _("差（复测−整改前）"), _("结果"), _("重新办理次数")]
    return [*first, *last, *book.heads[:MOST_FIELDS]]


def _write_case(page: Page, row: int, mended: Mended) -> None:
    first = [mended.code, f"{mended.opened_on:%Y-%m-%d}", mended.unit, mended.topic, mended.state]
    last = [mended.accepted_by, mended.before, mended.after, mended.difference, mended.outcome, mended.reopened]
    fields = mended.fields[:MOST_FIELDS]
    looks = [STRONG, *[TEXT] * 8, STRONG, figure(INTEGER), *[TEXT] * len(fields)]
    page.put_row(row, [*first, *last, *fields], looks)

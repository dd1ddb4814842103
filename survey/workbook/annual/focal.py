"""焦点问题: where many are dissatisfied, each with one plain sentence why it is listed."""

import pandas as pd

from survey.domain.judging.year_end import YearEnd
from survey.domain.noticing.focal_issue import FOCAL
from survey.domain.noticing.wording import why_listed
from survey.locale import _
from survey.workbook.look import INTEGER, NOTE, PERCENT, STRONG, TEXT, TITLE, figure
from survey.workbook.page import Page

WIDTHS = (9, 14, 20, 46, 8, 13, 9, 9, 88)


def write_focal(page: Page, year_end: YearEnd) -> None:
    """Write one row for each unit and question over the line, focal issues before clues."""
    rule = year_end.evaluation.focal
    page.put_line(1, _("焦点问题"), TITLE)
    page.put_line(2, _("焦点：回答不少于 {least} 份，且不满意比例的区间下限高于 {line:.0%}；线索：比例高于这条线，但份数或把握还不够。").format(
        least=rule.least_answers, line=rule.line
    ), NOTE)
    page.put_head(3, [_("类别"), _("板块"), _("单位"), _("题目"), "n", _("不满意比例"), _("下限"), _("上限"), _("为什么列出")])
    order = year_end.focal.sort_values(["kind", "dissatisfied_low"], ascending=[False, False], kind="stable")
    for row, issue in enumerate(order.itertuples(index=False), 4):
        programme = year_end.declarations.programme(issue.programme)
        question = programme.questionnaire(issue.questionnaire).by_key[issue.question]
        unit = year_end.declarations.unit(issue.unit)
        shares = [float(issue.dissatisfied), float(issue.dissatisfied_low), float(issue.dissatisfied_high)]
        kind = _("焦点") if issue.kind == FOCAL else _("线索")
        why = why_listed(unit.name, question.short, pd.Series(issue._asdict()), rule)
        page.put_row(
            row, [kind, programme.title, unit.name, question.text, int(issue.n), *shares, why],
            [STRONG, TEXT, TEXT, TEXT, figure(INTEGER), *[figure(PERCENT)] * 3, TEXT],
        )
    if year_end.focal.empty:
        page.put_line(4, _("本年没有越线的题目。"), NOTE)
    page.freeze(4, 4)

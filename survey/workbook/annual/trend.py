"""月度趋势: the headline score of each questionnaire by month, with a line chart."""

import pandas as pd

from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.judging.year_end import YearEnd
from survey.locale import _
from survey.workbook.look import INTEGER, NOTE, SCORE, SECTION, TEXT, TITLE, figure
from survey.workbook.native_charts import Cells, put_trend
from survey.workbook.page import Page

WIDTHS = (14, 9, 11, 11, 11, 3)
MONTH, N, VALUE, LOW, HIGH = range(1, 6)
HIGHEST_START = 60  # one scale for most charts, and no small change made large


def write_trend(page: Page, year_end: YearEnd) -> None:
    """Write a table of all months and a chart for each questionnaire that has a month to show.

    A question that was asked in other words or on another scale has a table for each: they don't compare.
    """
    page.put_line(1, _("月度趋势"), TITLE)
    page.put_line(2, _("每份问卷主要题目的得分（0–100）。空白月份不足 {n} 份，不显示。").format(n=MINIMUM), NOTE)
    row = 4
    newest = year_end.trend.groupby(["programme", "questionnaire"])["segment"].max()
    groups = year_end.trend.groupby(["programme", "questionnaire", "segment"], sort=False)
    for place, ((programme, questionnaire, segment), months) in enumerate(groups):
        if place and place % 2 == 0:
            page.new_paper(row)
        declared = year_end.declarations.programme(programme)
        older = "" if segment == newest[programme, questionnaire] else _("（改问法之前）")
        _write_one(page, row, f"{declared.title} · {declared.questionnaire(questionnaire).title}{older}",
                   declared.questionnaire(questionnaire), months.set_index("month"), year_end.period.months)
        row += len(year_end.period.months) + 5
    page.freeze(4, 1)


def _write_one(
    page: Page, row: int, title: str, questionnaire: Questionnaire, months: pd.DataFrame, all_months: tuple[str, ...]
) -> None:
    headline = questionnaire.by_key[questionnaire.headline].short
    page.put_line(row, f"{title} — {headline}", SECTION)
    page.put_head(row + 1, [_("月份"), "n", _("得分"), _("下限"), _("上限")])
    for place, month in enumerate(all_months):
        known = month in months.index and pd.notna(months.at[month, "score"])
        names = ("score", "score_low", "score_high")
        figures = [float(months.at[month, name]) if known else None for name in names]
        n = int(months.at[month, "n"]) if known else None
        page.put_row(row + 2 + place, [month, n, *figures], [TEXT, figure(INTEGER), *[figure(SCORE)] * 3])
    lowest = months["score_low"].min()
    if pd.notna(lowest):
        cells = Cells(page, row + 1, row + 2, row + 1 + len(all_months))
        put_trend(cells, title, MONTH, VALUE, LOW, HIGH, min(HIGHEST_START, lowest // 10 * 10), f"G{row}")

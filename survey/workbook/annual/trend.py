"""月度趋势: the headline score of each questionnaire by month, its control limits, and a line chart."""

import pandas as pd

from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.judging.year_end import YearEnd
from survey.domain.noticing.chart_wording import signal_words
from survey.locale import _
from survey.workbook.look import INTEGER, NOTE, SCORE, SECTION, TEXT, TITLE, figure
from survey.workbook.native_charts import Cells, put_trend
from survey.workbook.page import Page

WIDTHS = (14, 9, 11, 11, 11, 7, 11, 11, 11, 34, 34, 3)
MONTH, N, VALUE, LOW, HIGH, PHASE, MIDDLE, LIMIT_LOW, LIMIT_HIGH = range(1, 10)
FIGURES = ("score", "score_low", "score_high")
LIMITS = ("middle", "low", "high")
HIGHEST_START = 60  # one scale for most charts, and no small change made large


def write_trend(page: Page, year_end: YearEnd) -> None:
    """Write a table of all months and a chart for each questionnaire that has a month to show.

    A question that was asked in other words or on another scale has a table for each: they don't compare.
    """
    page.put_line(1, _("月度趋势"), TITLE)
    page.put_line(2, _("每份问卷主要题目的得分（0–100）。空白月份不足 {n} 份，不显示。").format(n=MINIMUM), NOTE)
    page.put_line(3, _("控制界限按 XmR 图（平均 ± 2.66 × 平均移动极差），每个阶段各算各的；没有信号的月份是正常波动，不必解释。"), NOTE)
    trend, row = year_end.noticed.trend, 5
    newest = trend.groupby(["programme", "questionnaire"])["segment"].max()
    groups = trend.groupby(["programme", "questionnaire", "segment"], sort=False)
    for place, ((programme, questionnaire, segment), months) in enumerate(groups):
        if place and place % 2 == 0:
            page.new_paper(row)
        declared = year_end.declarations.programme(programme)
        older = "" if segment == newest[programme, questionnaire] else _("（改问法之前）")
        _write_one(page, row, f"{declared.title} · {declared.questionnaire(questionnaire).title}{older}",
                   declared.questionnaire(questionnaire), months.set_index("month"), year_end.period.months)
        row += len(year_end.period.months) + 5
    page.freeze(5, 1)


def _write_one(
    page: Page, row: int, title: str, questionnaire: Questionnaire, months: pd.DataFrame, all_months: tuple[str, ...]
) -> None:
    headline = questionnaire.by_key[questionnaire.headline].short
    page.put_line(row, f"{title} — {headline}", SECTION)
    page.put_head(row + 1, [
        _("月份"), "n", _("得分"), _("下限"), _("上限"), _("阶段"), _("平均线"), _("控制下限"), _("控制上限"), _("信号"), _("发生的事"),
    ])
    scores = [figure(SCORE)] * 3
    looks = [TEXT, figure(INTEGER), *scores, figure(INTEGER), *scores, TEXT, TEXT]
    for place, month in enumerate(all_months):
        page.put_row(row + 2 + place, [month, *_told(months, month)], looks)
    lowest = months[["score", "low"]].min().min()
    if pd.notna(lowest):
        cells = Cells(page, row + 1, row + 2, row + 1 + len(all_months))
        put_trend(cells, title, MONTH, VALUE, LIMIT_LOW, LIMIT_HIGH, min(HIGHEST_START, lowest // 10 * 10), f"M{row}")


def _told(months: pd.DataFrame, month: str) -> list[str | float | int | None]:
    """What stands beside a month; nothing but what happened beside one that is not shown."""
    if month not in months.index:
        return [None] * 10
    of_month = months.loc[month]
    if pd.isna(of_month["score"]):
        return [None] * 9 + [of_month["event"]]
    limits = [float(of_month[name]) if pd.notna(of_month[name]) else None for name in LIMITS]
    signal = signal_words(of_month["rule"], of_month["side"], bool(of_month["is_provisional"]))
    figures = [float(of_month[name]) for name in FIGURES]
    return [int(of_month["n"]), *figures, int(of_month["phase"]), *limits, signal, of_month["event"]]

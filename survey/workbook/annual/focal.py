"""焦点难点亮点: each issue with its place, its flags, its figures, where it came from, and one plain sentence why."""

from collections.abc import Mapping
from typing import NamedTuple

from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.judging.year_end import YearEnd
from survey.domain.noticing.issue import BOOK, NOTES, REQUESTS, SCORES
from survey.locale import _
from survey.workbook.look import INTEGER, NOTE, PERCENT, STRONG, TEXT, TITLE, figure
from survey.workbook.page import Page

WIDTHS = (12, 14, 20, 18, 24, 10, 8, 9, 9, 9, 30, 10, 20, 88)
PRIORITY = "0.0"


class Shown(NamedTuple):
    """The question that a row stands on, and the share of its answers that the row is about."""

    question: str
    says: str
    n: int
    share: float
    low: float
    high: float


def write_focal(page: Page, year_end: YearEnd) -> None:
    """Write one row for each issue and bright spot, by programme what weighs most first."""
    rule, noticed = year_end.evaluation.focal, year_end.noticed
    page.put_line(1, _("焦点难点亮点"), TITLE)
    page.put_line(2, _("焦点：回答不少于 {least} 份，不满意比例的区间下限高于 {line:.0%}（或确有变差），且对总体满意影响大；难点：连续越线、重新办理、已超时，或要靠别的部门；线索：越线而把握还不够；亮点：最满意的比例确实高。").format(
        least=rule.least_answers, line=rule.line
    ), NOTE)
    page.put_head(3, [
        _("标记"), _("板块"), _("单位"), _("主题"), _("题目"), _("比例是"), "n", _("比例"), _("下限"), _("上限"), _("从哪里来"),
        _("改进价值"), _("负责"), _("为什么列出"),
    ])
    rows = noticed.issues.to_dict("records")
    for row, issue in enumerate(rows, 4):
        _write_issue(page, row, issue, year_end)
    notes = [] if rows else [_("本年没有列入的问题。")]
    notes += [_("另有 {count} 条说的人不足 {n}，不显示。").format(count=noticed.hidden, n=MINIMUM)] if noticed.hidden else []
    notes += [_("改进价值＝这道题对总体满意的影响份额 × 离最好的四分之一单位还差的分；没有算过影响的空着。件数不足 {n} 的来路只写名称。").format(n=MINIMUM)]
    for place, note in enumerate(notes, 4 + len(rows)):
        page.put_line(place, note, NOTE)
    page.freeze(4, 4)


def _write_issue(page: Page, row: int, issue: Mapping, year_end: YearEnd) -> None:
    programme = year_end.declarations.programme(issue["programme"])
    topic = next((topic.name for topic in programme.topics if topic.id == issue["topic"]), issue["topic"])
    shown, worth = _shown(issue), issue["worth"]
    asked = programme.rated_questions.get(shown.question)
    question = asked.short if asked else shown.question or None
    figures = [shown.says, shown.n, shown.share, shown.low, shown.high] if shown.question else [None] * 5
    page.put_row(
        row,
        [
            flags_in_words(issue), programme.title, year_end.declarations.unit(issue["unit"]).name, topic, question, *figures,
            doors_in_words(issue), float(worth) if worth == worth else None, issue["owner"], issue["why"],
        ],
        [STRONG, TEXT, TEXT, TEXT, TEXT, TEXT, figure(INTEGER), *[figure(PERCENT)] * 3, TEXT, figure(PRIORITY), TEXT, TEXT],
    )


def _shown(issue: Mapping) -> Shown:
    """Of what is only bright the share of the most satisfied, of everything else that of the dissatisfied."""
    is_trouble = issue["is_focal"] or issue["is_difficult"] or issue["is_clue"]
    question, n, says, name = ("question", "n", _("不满意"), "dissatisfied")
    if not is_trouble:
        question, n, says, name = ("best_question", "best_n", _("最满意"), "top1")
    asked = issue[question] if issue[n] >= MINIMUM else ""
    return Shown(asked, says, int(issue[n]), *(float(issue[f"{name}{end}"]) for end in ("", "_low", "_high")))


def flags_in_words(issue: Mapping) -> str:
    """Both flags may stand, and a bright spot beside them."""
    flags = (("is_focal", _("焦点")), ("is_difficult", _("难点")), ("is_clue", _("线索")), ("is_bright", _("亮点")))
    return _("、").join(name for flag, name in flags if issue[flag])


def doors_in_words(issue: Mapping) -> str:
    """Through which doors it came, and how many came through each; of fewer than ten only that some did."""
    found = [_("评分")] if SCORES in issue["doors"] else []
    said = max(issue["confirmed"], issue["praised"])
    found += [_("留言")] if 0 < said < MINIMUM else [_("留言 {count} 份").format(count=said)] if said else []
    cases = (
        (BOOK, _("意见簿"), _("意见簿 {count} 条")), (REQUESTS, _("来电来信来访"), _("来电来信来访 {count} 件")),
        (NOTES, _("登记记录"), _("登记记录 {count} 条")),
    )
    found += [(many.format(count=issue[door]) if issue[door] >= MINIMUM else name) for door, name, many in cases if door in issue["doors"]]
    return _("；").join(found)

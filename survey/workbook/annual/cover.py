"""封面与口径: what this workbook is, and how every figure in it is counted."""

from collections.abc import Mapping, Sequence
from datetime import date

from survey.domain.asking.question import Question
from survey.domain.counting.small_numbers import MINIMUM, TENTATIVE
from survey.domain.judging.case_wording import counted_words
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.wording import measure_name, measure_words, plain, show_value
from survey.domain.judging.year_end import YearEnd
from survey.locale import _
from survey.workbook.look import ALARM, NOTE, PARAGRAPH, SECTION, STRONG, TEXT, TITLE
from survey.workbook.page import Page

WIDTHS = (20, 13, 27, 24, 10, 34, 28, 13, 12, 20)


def sample_warning() -> str:
    return _("样例数据：由样例年度生成，人名、单位和数字都是虚构的，不得用于考核。")


def title_of(year_end: YearEnd) -> str:
    return _("{year} 年年终考核工作簿").format(year=year_end.evaluation.year)


def write_cover(page: Page, year_end: YearEnd, made_on: date | None) -> None:
    page.put_line(1, title_of(year_end), TITLE)
    row = 2
    if year_end.is_sample:
        page.put_line(row, sample_warning(), ALARM)
        row += 1
    for name, says in _facts(year_end, made_on):
        page.put(row, 1, name, STRONG)
        page.put(row, 2, says, TEXT)
        page.sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=7)
        page.sheet.row_dimensions[row].height = 20
        row += 1
    row = _write_rules(page, row + 1, year_end)
    row = _write_definitions(page, row + 1, year_end)
    _write_methods(page, row + 1)
    page.freeze(2, 1)


def _facts(year_end: YearEnd, made_on: date | None) -> list[tuple[str, str]]:
    programmes = year_end.declarations.programmes.values()
    pattern = _("{programme}（{organisation}）")
    named = (pattern.format(programme=p.title, organisation=p.organisation) for p in programmes)
    facts = [
        (_("板块与组织"), _("；").join(named)),
        (_("统计期间"), f"{year_end.period.first} — {year_end.period.last}"),
        (_("规则来源"), str(year_end.evaluation.source)),
    ]
    return facts + ([(_("制表日期"), f"{made_on:%Y-%m-%d}")] if made_on else [])


def _write_rules(page: Page, row: int, year_end: YearEnd) -> int:
    page.put_line(row, _("怎样读这本工作簿"), SECTION)
    for place, text in enumerate(_rules(year_end), 1):
        page.put_paragraph(row + place, f"{place}. {text}", PARAGRAPH, 7)
    return row + len(_rules(year_end)) + 1


def _rules(year_end: YearEnd) -> list[str]:
    least, focal = year_end.evaluation.minimum, year_end.evaluation.focal
    return [
        _("总分只是建议，由人核定并签字；每一分都能在“计算明细”里找到分子、分母和公式。"),
        _("n 是人数或件数：几道题合并成一项指标时，取答得最多的那道题的份数，同一人的几个答案只算一人，区间也按人数计算，偏宽不偏窄。"),
        _("n 少于 {least} 的项不显示、不计分，权重按比例转给其余各项，并注明；全部缺项的写“不足以评价”，不是 0 分。").format(least=least),
        _("n 不足 {n} 的标“仅供参考”；考核对象的 n 取计分各项中最少的一项。").format(n=TENTATIVE),
        _("“没接触/不清楚”不进分母。比例用 Wilson 区间，得分用均值的正态区间，置信水平 95%。"),
        _("总分的区间让各项读数同时取较差一端或较好一端；区间相交的，名次只写范围，如“第3–9名”。"),
        _("焦点须三条都满足：回答不少于 {n} 份；对总体满意影响高于平均，或在提得最多的三件事里；不满意比例的 Wilson 下限高于 {line:.0%}，或确有变差。").format(n=focal.least_answers, line=focal.line),
        _("不足 {n} 人的答案，以及与别的数相减就能看出的，不写进问题和趋势；“与整体相比”只看单位，只有 |z| ≥ 3.09 才是异常。").format(n=MINIMUM),
        _("办理指标：时限按起算日、记录按登记日、查实按发生日归入年度；未到期或说不清的（未定）和不计入的件数列在“计算明细”。"),
        _("查实件数没有区间，0 件也是读数；扣分不超过本项权重，也不接受别项转来的权重。一件查实的事引出另一件查实的，只计后者；引起查实的超时只计查实。"),
        _("取消评优资格写在标记里，不影响得分；申诉改判的不再列出，规则施行之前的事不认定。"),
        _("个人考核表只含针对个人的题目；水质、水压、供水时间和环境只考核单位。"),
    ]


def _write_definitions(page: Page, row: int, year_end: YearEnd) -> int:
    """The row after them."""
    page.put_line(row, _("指标口径"), SECTION)
    page.put_line(row + 1, _("“起点→目标”：读数在起点得 0 分，在目标得满分，中间按直线。"), NOTE)
    page.put_head(row + 2, [
        _("指标"), _("读数"), _("算法"), _("题目或事项"), _("条款"), _("考核表：权重，起点→目标"), _("为什么重要"), _("负责"),
        _("下次复核"), _("依据来源"),
    ])
    for place, indicator in enumerate(year_end.indicators.values(), row + 3):
        page.put_row(place, _definition(indicator, year_end), [STRONG] + [TEXT] * 9)
    return row + 3 + len(year_end.indicators)


def _write_methods(page: Page, row: int) -> None:
    page.put_line(row, _("统计方法与出处"), SECTION)
    for place, (name, says, source) in enumerate(_methods(), row + 1):
        page.put_paragraph(place, _("{name}：{says}（出处：{source}）").format(name=name, says=says, source=source), PARAGRAPH, 7)


def _methods() -> list[tuple[str, str, str]]:
    """What was calculated how, and who published it."""
    return [
        (_("比例的区间"), _("Wilson 得分区间，95%。"), "Wilson 1927; Newcombe 1998"),
        (_("整改前后之差"), _("两个独立比例之差的区间，第 10 法，95%。"), "Newcombe 1998 (II)"),
        (_("变差、变好"), _("许多题目和单位一起看，错报率控制在 10%。"), "Benjamini & Hochberg 1995"),
        (_("月度控制界限"), _("XmR 图：平均 ± 2.66 × 平均移动极差；不足 12 个点的界限暂定。"), "NHS England, Making data count"),
        (_("单位与整体相比"), _("漏斗图，计入单位之间本来就有的差异；|z| 1.96–3.09 值得关注，3.09 以上异常；不少于 3 个单位才比。"), "Spiegelhalter 2005"),
        (_("校正得分"), _("交叉随机效应：得分＝平均＋人员＋代表＋其余，REML 估计；不具备条件的用双因素加法模型或原始平均，并注明。"), "Bates et al. 2015; Henderson 1975"),
        (_("对总体满意的影响"), _("各题占总体满意度 R² 的份额（LMG，Shapley 值）；推算得来，不问被访者。"), "Lindeman, Merenda & Gold 1980"),
    ]


def _definition(indicator: Indicator, year_end: YearEnd) -> Sequence[str]:
    programme = year_end.declarations.programme(indicator.programme)
    asked = programme.questionnaire(indicator.questionnaire).by_key if indicator.questionnaire else {}
    better = _("越高越好") if indicator.is_higher_better else _("越低越好")
    return [
        str(indicator.name), _("{measure}，{better}").format(measure=measure_name(indicator.measure), better=better),
        measure_words(indicator.measure), _counted(indicator, year_end, asked),
        _("、").join(indicator.clauses) or "—", _("；").join(_weights(indicator, year_end)),
        str(indicator.why_it_matters), str(indicator.owner), f"{indicator.next_review:%Y-%m-%d}", str(indicator.source),
    ]


def _counted(indicator: Indicator, year_end: YearEnd, asked: Mapping[str, Question]) -> str:
    """The questions whose answers are counted together, or what is counted of cases."""
    if indicator.is_of_cases:
        kinds = {kind.id: kind for kind in year_end.declarations.programme(indicator.programme).case_kinds}
        return counted_words(indicator, kinds)
    return _("；").join(str(asked[key].short) for key in indicator.questions) or "—"


def _weights(indicator: Indicator, year_end: YearEnd) -> list[str]:
    return [
        _("{sheet}：{weight}，{floor}→{target}").format(
            sheet=sheet.title, weight=plain(item.weight),
            floor=show_value(indicator, item.floor), target=show_value(indicator, item.target),
        )
        for sheet in year_end.evaluation.sheets
        for item in sheet.items
        if item.indicator == indicator.id
    ]

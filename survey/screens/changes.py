"""What got better and what got worse, place by place, and how much of a year's change is real."""

from math import isnan

import pandas as pd
import streamlit as st

from survey.actions.comparing import Changes, read_year_on_year
from survey.charts.measure import measure
from survey.charts.verdict import change_of
from survey.domain.counting.period import ALL, part_of_last_year
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.counting.year_on_year import YearOnYear
from survey.domain.noticing.verdict import BETTER, FEW, WORSE, verdict_of
from survey.locale import _
from survey.screens.changed import COLOURS, difference_texts, signed
from survey.screens.figures import View, unit_name
from survey.screens.refusal import plain

MOST_LISTED = 20


def show_changes(view: View, changed: Changes | None) -> None:
    """Places that changed, then the year in its three parts; one sentence where nothing came before."""
    if changed is None:
        st.info(nothing_before(view))
        return
    st.markdown("##### " + _("好转与变差：{period}，比 {against}").format(period=changed.period, against=changed.against))
    for figure in ("score", "dissatisfied"):
        show_places(view, changed, figure)
    st.caption(
        _("同时比了很多处，按 Benjamini-Hochberg 校正：说“明显”的里面，预计至多一成是偶然（这一成是默认值）。")
    )
    st.markdown("##### " + _("与去年同期相比，有多少是真的"), help=about_parts())
    st.markdown(plain(parts_in_words(read_year_on_year(view.office, view.selection), view)))


def nothing_before(view: View) -> str:
    if view.selection.period == ALL:
        return _("全部时间之前没有可以比较的时期。请选一年、一个季度或一个月。")
    return _("前面的时期没有答卷，没有可以比较的。")


def show_places(view: View, changed: Changes, figure: str) -> None:
    """The clear changes of one figure, the worse ones first, and how many are none."""
    frame: pd.DataFrame = getattr(changed, figure)
    clear = frame[frame["verdict"].isin((BETTER, WORSE))].sort_values(["verdict", "q"], ascending=[False, True])
    lines = [place_line(view, row, figure) for _place, row in clear.head(MOST_LISTED).iterrows()]
    st.markdown("\n\n".join([f"**{measure(figure).name}**", *lines]))
    told = _("{same} 处与上期无明显差异，{few} 处答卷太少，说不准。").format(
        same=int((~frame["verdict"].isin((BETTER, WORSE, FEW))).sum()), few=int((frame["verdict"] == FEW).sum())
    )
    more = len(clear) - len(lines)
    st.caption(told + (_("还有 {count} 处没有列出，请筛选单位后再看。").format(count=more) if more else ""))


def place_line(view: View, row: pd.Series, figure: str) -> str:
    measured, names = measure(figure), view.found.questionnaire.by_key
    question = names[row["question"]].short if row["question"] in names else row["question"]
    told = _("{unit}“{question}”：{before} → {now}，{difference}（95% 区间 {low} 至 {high}），n = {n_before} → {n}").format(
        unit=unit_name(view.office)(row["unit"]), question=question, n_before=int(row["n_before"]), n=int(row["n"]),
        before=measured.text(row["before"] * measured.factor), now=measured.text(row["now"] * measured.factor),
        **difference_texts(row, measured),
    )
    return f":{COLOURS[row['verdict']]}-badge[{change_of(row['verdict'])}] {plain(told)}"


def about_parts() -> str:
    return _(
        "分数会因为哪些单位答得多、用什么方式填而变，服务却没有变。这里按 Kitagawa（1955）把变化拆成三部分，加起来正好是全部；"
        "只在一年里有的单位或方式算作构成变化。"
    )


def parts_in_words(found: YearOnYear | None, view: View) -> str:
    """A year's change in its three parts, and whether the real one is noise."""
    against = part_of_last_year(view.selection.period)
    if found is None:
        return _("{period} 没有 {minimum} 份以上同一问法的回答，无法比较。").format(period=against, minimum=MINIMUM)
    parts = _("“{question}”的得分比 {period}：{before:.1f} → {now:.1f}，共 {whole} 分 = 单位构成 {units} + 填写方式构成 {modes} + 真实变化 {real}。").format(
        question=view.headline, period=against, before=found.before, now=found.now, whole=signed(found.now - found.before),
        units=signed(found.unit_mix), modes=signed(found.mode_mix), real=signed(found.real),
    )
    if isnan(found.low):
        return parts + _("两年没有共同的单位和填写方式，真实变化说不准。")
    verdict = change_of(verdict_of(found.low, found.high).item())
    return parts + _("真实变化的 95% 区间 {low} 至 {high}：{verdict}；它只看两年都有的单位和方式，占 {shared:.0%}。").format(
        low=signed(found.low), high=signed(found.high), verdict=verdict, shared=found.shared
    )

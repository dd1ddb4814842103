"""What got better and what got worse since the period before, in words; only what chance does not explain."""

from pathlib import Path

import pandas as pd
import streamlit as st

from survey.actions.minute import Noticed
from survey.actions.office import Office
from survey.charts.measure import measure
from survey.charts.verdict import SIGNS, change_of
from survey.domain.asking.programme import Programme
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.noticing.verdict import BETTER, FEW, WORSE
from survey.locale import _
from survey.screens.changed import COLOURS, difference_texts
from survey.screens.figures import unit_name
from survey.screens.refusal import plain

MOST = 3  # of each side at once; the others are a press away
PAGES = Path(__file__).parents[2] / "pages"


def show_moved(office: Office, programme: Programme, noticed: Noticed) -> None:
    st.markdown("##### " + _("什么变好了，什么变差了"), help=_(
        "每个单位的每道题与上期比：得分用 Welch 区间，不满意率用 Newcombe 区间；同时比了很多处，"
        "按 Benjamini-Hochberg 校正（一成，默认值）。同一处只说更有把握的那个数字。不足 {minimum} 份的不比。"
    ).format(minimum=MINIMUM))
    headlines = [headline_words(programme, row) for _place, row in noticed.headlines.iterrows()]
    st.markdown("\n\n".join([*headlines, counted_words(noticed)]))
    for verdict in (WORSE, BETTER):
        show_side(office, programme, noticed, verdict)
    show_way(programme, noticed)


def counted_words(noticed: Noticed) -> str:
    """How many changed, out of how many; where nothing could be compared, that."""
    if not noticed.tested:
        words = _("{period} 没有哪处有 {minimum} 份可以比的答卷，说不上变好变差。") if noticed.against else _("全部时间之前没有可以比较的时期。")
        return words.format(period=noticed.against, minimum=MINIMUM)
    counts = noticed.moved["verdict"].value_counts()
    if counts.empty:
        return _("**没有看得准的变化**（比了 {tested} 处：单位 × 题目）。").format(tested=noticed.tested)
    return _("比了 {tested} 处（单位 × 题目）：**{worse} 处变差，{better} 处变好**，其余看不出变化。").format(
        tested=noticed.tested, worse=counts.get(WORSE, 0), better=counts.get(BETTER, 0)
    )


def show_side(office: Office, programme: Programme, noticed: Noticed, verdict: str) -> None:
    rows = noticed.moved[noticed.moved["verdict"] == verdict]
    lines = [moved_words(office, programme, row) for _place, row in rows.iterrows()]
    if lines:
        st.markdown("\n\n".join(lines[:MOST]))
    if lines[MOST:]:
        more = _("还有 {count} 处{verdict}").format(count=len(lines) - MOST, verdict=change_of(verdict))
        with st.expander(more):
            st.markdown("\n\n".join(lines[MOST:]))


def moved_words(office: Office, programme: Programme, row: pd.Series) -> str:
    """Where and what, before and now; beneath it the difference, how sure, and of how many."""
    place = _("{unit}“{question}”").format(unit=unit_name(office)(row["unit"]), question=question_name(programme, row))
    return f":{COLOURS[row['verdict']]}[{SIGNS[row['verdict']]} **{plain(place)}**] {before_and_now(row, row['figure'])}"


def headline_words(programme: Programme, row: pd.Series) -> str:
    asked = programme.questionnaire(row["questionnaire"])
    name = _("{title}“{question}”").format(title=asked.title, question=asked.by_key[asked.headline].short)
    if row["verdict"] == FEW:
        return f"**{plain(name)}**：{change_of(FEW)}"
    verdict = f":{COLOURS.get(row['verdict'], 'gray')}[{SIGNS.get(row['verdict'], '')}\u00a0{change_of(row['verdict'])}]"
    return f"**{plain(name)}** {verdict}  \n{before_and_now(row, row['figure'])}"


def before_and_now(row: pd.Series, figure: str) -> str:
    measured = measure(figure)
    told = _("{figure} {before} → {now}").format(
        figure=measured.name, before=measured.text(row["before"] * measured.factor), now=measured.text(row["now"] * measured.factor)
    )
    sure = _("{difference}，95% 区间 {low} 至 {high}，n = {n_before} → {n}").format(
        n_before=f"{int(row['n_before']):,}", n=f"{int(row['n']):,}", **difference_texts(row, measured)
    )
    return f"{plain(told)}  \n:gray[:small[{plain(sure)}]]"


def question_name(programme: Programme, row: pd.Series) -> str:
    """A question that is asked no more stands for itself."""
    names = programme.questionnaire(row["questionnaire"]).by_key
    return str(names[row["question"]].short) if row["question"] in names else row["question"]


def show_way(programme: Programme, noticed: Noticed) -> None:
    """The way to all that was compared."""
    page, first = PAGES / f"{programme.id}.py", next(iter(noticed.responses))
    if page.exists():
        about = {"view": first, "period": as_asked(noticed), "part": "changes"}
        st.page_link(page, label=_("看全部比较"), icon=":material/arrow_forward:", query_params=about)


def as_asked(noticed: Noticed) -> str:
    """The period as addresses say it."""
    first, last = noticed.period.first, noticed.period.last
    if not first:
        return "all"
    length = len(noticed.period.months)
    return first[:4] if length == 12 else f"{first[:4]}-Q{(int(last[5:]) + 2) // 3}" if length == 3 else first

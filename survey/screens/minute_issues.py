"""What to do first: the issues that weigh most, each with why it is listed, what mending it is worth, and whose it is."""

from math import isnan
from pathlib import Path

import pandas as pd
import streamlit as st

from survey.actions.minute import Noticed
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.locale import _
from survey.screens.minute_moved import as_asked
from survey.screens.refusal import plain

AT_ONCE, MOST = 3, 5
ISSUES_PAGE = Path(__file__).parents[2] / "pages" / "issues.py"


def show_first(office: Office, programme: Programme, noticed: Noticed) -> None:
    st.markdown("##### " + _("先做什么"), help=about_first(noticed))
    if not programme.topics:
        st.markdown(_("这个板块还没有声明主题（topics.toml），归不出焦点和难点。"))
        return
    rows = noticed.issues.rows
    troubles = rows[rows["is_focal"] | rows["is_difficult"] | rows["is_clue"]]
    if troubles.empty:
        st.markdown(_("**没有够得上焦点、难点或线索的问题**（{period}）。").format(period=noticed.period))
    told = [issue_words(row) for _place, row in troubles.head(MOST).iterrows()]
    for words in told[:AT_ONCE]:
        st.markdown(words)
    if told[AT_ONCE:]:
        with st.expander(_("再看 {n} 条").format(n=len(told) - AT_ONCE)):
            st.markdown("\n\n".join(told[AT_ONCE:]))
    show_way(office, programme, noticed, len(troubles))


def about_first(noticed: Noticed) -> str:
    return _(
        "焦点在前，其次难点，再次线索；同类的按值得改进的多少排：影响总体满意的份额 × 离最好的四分之一差多少分。"
        "影响份额是 {year} 全部答卷算出来的，没有算出来的不排。警戒线 {line:.0%}，焦点至少 {least} 份。"
    ).format(year=_year_of(noticed), line=noticed.issues.rule.line, least=noticed.issues.rule.least_answers)


def _year_of(noticed: Noticed) -> str:
    return str(next(iter(noticed.charts.values())).year)


def issue_words(row: pd.Series) -> str:
    """Flags, the one sentence, what mending it is worth, and the owner."""
    flags = ((row["is_focal"], "red", _("焦点")), (row["is_difficult"], "orange", _("难点")), (row["is_clue"], "gray", _("线索")))
    badges = " ".join(f":{ground}-badge[{name}]" for holds, ground, name in flags if holds)
    parts = [_("负责：{owner}").format(owner=row["owner"])]
    if not isnan(row["worth"]):
        worth = _("值得改进 {worth:.1f}（影响 {share:.0%} × 差 {gap:.1f} 分）")
        parts.append(worth.format(worth=row["worth"], share=row["importance"], gap=row["gap"]))
    return f"{badges} {plain(row['why'])}  \n:gray[:small[{plain(' · '.join(parts))}]]"


def show_way(office: Office, programme: Programme, noticed: Noticed, count: int) -> None:
    """To the list of all issues, where there is that page."""
    if ISSUES_PAGE.exists() and office.may("read_dashboard"):
        label = _("问题清单：共 {count} 条").format(count=count)
        st.page_link(ISSUES_PAGE, label=label, icon=":material/arrow_forward:", query_params={"programme": programme.id, "period": as_asked(noticed)})

"""The page of issues: choices, then praise, then what is focal, difficult or a clue; beside it what words speak of."""

import pandas as pd
import streamlit as st

from survey.actions.issues import Issues
from survey.actions.mending import list_issue_cases, units_to_raise
from survey.actions.office import Office
from survey.actions.selecting import months_with_responses
from survey.domain.asking.programme import Programme
from survey.domain.counting.period import Period, parse_period
from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import NotAllowed
from survey.locale import _
from survey.screens import identity
from survey.screens.case_words import unit_word
from survey.screens.choosing import choose_one, choose_side, choose_some
from survey.screens.clock import now
from survey.screens.empty import show_empty_store
from survey.screens.heading import show_heading
from survey.screens.issue_card import FLAGS, Page, flag_names, show_card
from survey.screens.issue_raising import go_to_raised, show_outcome
from survey.screens.issue_reading import read
from survey.screens.issue_study import show_unstudied
from survey.screens.issue_table import offer_issues
from survey.screens.programme import is_in_reach
from survey.screens.selection import choose_units, latest_full_year, period_choices, period_name
from survey.screens.topic_dictionary import show_dictionary
from survey.screens.topic_labelling import show_labelling

MOST, MOST_BRIGHT = 20, 3
LIST, WORDS, DICTIONARY = "list", "words", "dictionary"


def show_issues() -> None:
    go_to_raised()
    office = identity.the_office()
    part = choose_part(office)
    programme, period, units, flags = choose_what(office, part)
    if part == WORDS:
        show_labelling(office, programme, period)
    elif part == DICTIONARY:
        show_dictionary(office, programme)
    else:
        show_list(office, programme, period, units, flags)


def choose_part(office: Office) -> str:
    about = _(
        "焦点：人多、对总体满意影响大、并且拿得准。难点：拖着没好，或要靠别的部门。线索：比例越了线，还差一样，先看着。亮点：做得好的。"
    )
    with show_heading(_("焦点难点"), help=about):
        if not office.may("confirm_topics"):
            return LIST
        parts = {LIST: _("问题清单"), WORDS: _("词语归类"), DICTIONARY: _("词典")}
        return choose_side(_("看哪一部分"), list(parts), lambda id: parts[id], key="issues", label_visibility="collapsed")


def choose_what(office: Office, part: str) -> tuple[Programme, Period, tuple[str, ...], tuple[str, ...]]:
    """A programme with something in reach, a quarter or year, and for the list units and flags."""
    action = "read_dashboard" if part == LIST else "confirm_topics"
    offered = {
        programme.id: programme for programme in office.declarations.programmes.values()
        if programme.topics and is_in_reach(office, action, programme.id, programme.unit_kinds)
    }
    if not any(programme.topics for programme in office.declarations.programmes.values()):
        raise SurveyError(_("焦点难点"), _("还没有一个板块声明了主题。"), _("请在板块的文件夹里写 topics.toml，哪些题、哪些词说的是一回事。"))
    if not offered:
        raise office.not_allowed(action, _("这不在您负责的范围里。"))
    first, second, third, fourth = st.columns([3, 2, 3, 3])
    with first:
        programme = offered[choose_one(_("板块"), list(offered), lambda id: offered[id].title, key="programme")]
    if part == DICTIONARY:
        return programme, parse_period("all"), (), ()
    with second:
        period = choose_round(office, programme)
    if part == WORDS:
        return programme, period, (), ()
    with third:
        units = choose_units(office, "read_dashboard", programme.id, programme.unit_kinds)
    with fourth:
        names = flag_names()
        flags = choose_some(_("哪几类"), list(names), lambda id: names[id], key="flags", placeholder=_("焦点、难点、亮点、线索"))
    return programme, period, units, flags


def choose_round(office: Office, programme: Programme) -> Period:
    """A year, a quarter, or all of time; of the months that have responses."""
    months: dict[str, int] = {}
    for asked in programme.current_questionnaires:
        if is_in_reach(office, "read_dashboard", programme.id, asked.unit_kinds):
            for month, count in months_with_responses(office, programme.id, asked.id).items():
                months[month] = months.get(month, 0) + count
    offered = [choice for choice in period_choices(sorted(months)) if "-" not in choice or "Q" in choice]
    return parse_period(choose_one(_("时间"), offered, period_name, key="period", default=latest_full_year(months)))


def show_list(office: Office, programme: Programme, period: Period, units: tuple[str, ...], flags: tuple[str, ...]) -> None:
    with st.spinner(_("正在归拢……")):
        found = read(office, programme.id, period, units)
    show_outcome()
    if found.rows.empty and not found.hidden:
        show_nothing(found)
        return
    page = Page(office, programme, period, found.rule.line, raised(office, programme.id), units_to_raise(office, programme.id))
    is_chosen = found.rows[[f"is_{flag}" for flag in flags or FLAGS]].any(axis=1)
    rows = found.rows[is_chosen]
    bright = rows[rows["is_bright"]]
    offer_issues(page, found, rows, narrowed(office, units, flags))
    trouble = rows[rows[["is_focal", "is_difficult", "is_clue"]].any(axis=1)]
    if not flags or "bright" in flags:
        show_bright(page, bright.sort_values("praised", ascending=False, kind="stable"))
    if set(flags) != {"bright"}:
        show_trouble(page, trouble)
    show_unstudied(office, programme, period, found.unstudied)
    show_left_out(found)


def narrowed(office: Office, units: tuple[str, ...], flags: tuple[str, ...]) -> str:
    """What was chosen of units and flags; "" where all are shown."""
    names = flag_names()
    return _("、").join([*(unit_word(office, unit) for unit in units), *(names[flag] for flag in flags)])


def show_nothing(found: Issues) -> None:
    if found.unstudied:
        show_empty_store()
    else:
        st.success(_("这一范围里没有越过 {line:.0%} 线的题，也没有拖着没好的事。").format(line=found.rule.line))


def raised(office: Office, programme: str) -> pd.DataFrame:
    """The cases that issues of the programme became; none for who sees no cases."""
    try:
        found = list_issue_cases(office, now())
    except NotAllowed:
        return pd.DataFrame(columns=["programme", "unit", "topic"])
    return found[found["programme"] == programme]


def show_bright(page: Page, rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    st.markdown("#### " + _("亮点 {count}").format(count=len(rows)))
    for row in rows.head(MOST_BRIGHT).to_dict("records"):
        show_card(page, row, is_praise=True)
    if len(rows) > MOST_BRIGHT:
        with st.expander(_("还有 {count} 条").format(count=len(rows) - MOST_BRIGHT)):
            for row in rows.iloc[MOST_BRIGHT:MOST].to_dict("records"):
                show_card(page, row, is_praise=True)


def show_trouble(page: Page, rows: pd.DataFrame) -> None:
    names = flag_names()
    counts = [f"{names[flag]} {rows[f'is_{flag}'].sum()}" for flag in ("focal", "difficult", "clue")]
    st.markdown("#### " + _("问题 {count}").format(count=len(rows)) + f"　:gray[:small[{' · '.join(counts)}]]")
    for row in rows.head(MOST).to_dict("records"):
        show_card(page, row)
    if len(rows) > MOST:
        st.caption(_("只列出最重的 {most} 条；其余的请按单位或类别筛选。").format(most=MOST))


def show_left_out(found: Issues) -> None:
    notes = []
    if found.hidden:
        notes.append(_("另有 {count} 处因为不足十人（件）不列。").format(count=found.hidden))
    if not found.is_whole:
        notes.append(_("待确认的原话只看了最近的一千条；已确认的全部计入。"))
    if notes:
        st.caption("".join(notes))

"""The book's figures: how many entries, about what, and whether they were answered."""

import pandas as pd
import streamlit as st

from survey.actions.book_reading import Book, book_months, read_book
from survey.actions.book_verdicts import BookVerdicts, read_book_verdicts
from survey.actions.office import Office
from survey.actions.taking import About
from survey.charts.bars import draw_bars
from survey.domain.asking.programme import Programme
from survey.domain.counting.median import median_interval
from survey.domain.counting.period import Period
from survey.domain.counting.small_numbers import MINIMUM, TENTATIVE
from survey.locale import _
from survey.screens import identity
from survey.screens.book_answering import show_answered_words, show_answering
from survey.screens.book_noticed import show_count, show_rares
from survey.screens.cards import show_card
from survey.screens.case_words import state_of, topic_name
from survey.screens.choosing import choose_side
from survey.screens.clock import today
from survey.screens.figures import labelled, show_with_rows, unit_name
from survey.screens.register_link import show_register_link
from survey.screens.selection import choose_period, choose_units
from survey.screens.taking_away import named


def show_book_dashboard(id: str) -> None:
    office = identity.the_office()
    programme = office.declarations.programme(id)
    months = book_months(office, id)
    if not months:
        show_empty_book()
        return
    left, right = st.columns([2, 6])
    with left:
        period = choose_period(months)
    with right:
        units = choose_units(office, "read_book", id, programme.unit_kinds)
    book = read_book(office, id, period, units)
    found = read_book_verdicts(office, id, period, today(office), units)
    waiting = open_cases(programme, book)
    show_book_cards(book, waiting)
    show_answered_words(found)
    show_ways_to_register(office, programme, period, units)
    about = about_book(office, programme, book, period, units)
    left, right = st.columns(2, gap="medium")
    with left:
        show_months(office, programme, book, found, about)
    with right:
        show_topics(office, programme, book, about)
    show_answering(office, programme, book, found, about, period)
    show_rares(office, programme, found, period, units)
    show_waiting(office, programme, waiting)


def show_empty_book() -> None:
    with st.container(border=True, key="empty"):
        st.subheader(_("意见簿里还没有内容"), anchor=False)
        st.markdown(_("1. 到“二维码”页打印意见簿的海报，群众扫码就能写。"))
        st.markdown(_("2. 窗口收到的信、电话和来访，在“登记与答复”页登记。"))
        st.markdown(_("3. 只想先看看样子：在命令行载入样例年度数据，以后一条命令就能删掉。"))
        st.code("python -m survey sample", language=None)


def open_cases(programme: Programme, book: Book) -> pd.DataFrame:
    """Cases that are not in a final state, the oldest first."""
    is_open = [not state_of(programme, row.kind, row.state).is_final for row in book.cases.itertuples()]
    return book.cases[pd.Series(is_open, index=book.cases.index, dtype=bool)].sort_values("opened_on", kind="stable")


def show_book_cards(book: Book, waiting: pd.DataFrame) -> None:
    places = st.columns(4, gap="small")
    with places[0]:
        wanting = _("其中要求答复 {n} 件").format(n=f"{book.wanting:,}")
        show_card(_("事项"), f"{len(book.cases):,}", [wanting], _("这一范围内登记的事项，包括表扬。"))
    with places[1]:
        show_answered(book)
    with places[2]:
        show_days(book)
    with places[3]:
        unanswered = int((waiting["wants_answer"].astype(bool) & waiting["answered_on"].isna()).sum())
        note = _("其中要求答复而没有答复 {n} 件").format(n=f"{unanswered:,}")
        show_card(_("还没办结"), f"{len(waiting):,}", [note], _("没有走到最后一步的事项，最早的列在下面。"))


def show_answered(book: Book) -> None:
    value, notes = "—", [_("要求答复的不足 {minimum} 件，不显示").format(minimum=MINIMUM)]
    if book.wanting >= MINIMUM:
        value = f"{book.answered / book.wanting:.1%}"
        interval = f"{book.answered_low:.1%}–{book.answered_high:.1%}"
        notes = [_("95% 区间 {interval}").format(interval=interval) + f" · n = {book.wanting:,}"]
        notes += [_("仅供参考")] if book.wanting < TENTATIVE else []
    show_card(_("答复率"), value, notes, _("要求答复的事项里，已经写下答复的占多少；95% 区间按 Wilson 公式。"))


def show_days(book: Book) -> None:
    value, note = "—", _("已答复的不足 {minimum} 件，不显示").format(minimum=MINIMUM)
    if book.answered >= MINIMUM:
        wanting = book.cases[book.cases["wants_answer"].astype(bool)]
        _median, low, high = median_interval(wanting["days"].dropna())
        value = _("{days:.0f} 天").format(days=book.median_days)
        note = _("95% 区间 {interval}").format(interval=f"{low:.0f}–{high:.0f}") + f" · n = {book.answered:,}"
    show_card(_("答复用时（中位数）"), value, [note], _("从登记到第一次答复的天数，一半的事项比它快，一半比它慢。"))


def about_book(office: Office, programme: Programme, book: Book, period: Period, units: tuple[str, ...]) -> About:
    of = " · ".join(str(name) for name in (programme.title, *map(unit_name(office), units)))
    return About(str(period), of, _("事项 {n} 件").format(n=f"{len(book.cases):,}"), _("登记的事项，包括表扬。"))


def show_ways_to_register(office: Office, programme: Programme, period: Period, units: tuple[str, ...]) -> None:
    """From the cards to their cases, filtered the same way."""
    public = programme.public_kinds
    kinds = [kind.id for kind in public]
    still = dict.fromkeys(state.id for kind in public for state in kind.states if not state.is_final)
    with st.container(horizontal=True):
        show_register_link(office, _("看这些事项"), programme.id, period, kinds=kinds, units=units)
        show_register_link(office, _("看还没办结的"), programme.id, period, kinds=kinds, units=units, states=still)


def show_months(office: Office, programme: Programme, book: Book, found: BookVerdicts, about: About) -> None:
    """The newest whole month in words; then within its limits, or by state."""
    ways = {"control": _("控制图"), "states": _("按状态")} if len(found.months) else {"states": _("按状态")}
    way = choose_side(_("逐月"), list(ways), ways.get, key="months", label_visibility="collapsed") if len(ways) > 1 else "states"
    if way == "control":
        show_count(office, programme, found, about)
    else:
        show_states(office, programme, book, about)


def show_states(office: Office, programme: Programme, book: Book, about: About) -> None:
    names = {state.id: state.name for kind in programme.public_kinds for state in kind.states}
    order = list(names)
    months = labelled(book.months, "state", names.__getitem__)
    months = months.sort_values("state", key=lambda ids: ids.map(order.index))
    words = {"month": _("月份"), "label": _("状态"), "count": _("事项（件）")}
    show_with_rows(
        office, "months", _("每月登记的事项，按现在的状态"), lambda theme: draw_bars(months, theme), about, lambda: named(months, words)
    )


def show_topics(office: Office, programme: Programme, book: Book, about: About) -> None:
    counts = book.cases.groupby(["month", "topic"], as_index=False).size().rename(columns={"size": "count"})
    topics = labelled(counts, "topic", lambda id: topic_name(programme, id))
    words = {"month": _("月份"), "label": _("主题"), "count": _("事项（件）")}
    show_with_rows(
        office, "topics", _("每月登记的事项，按主题"), lambda theme: draw_bars(topics, theme), about, lambda: named(topics, words)
    )


def show_waiting(office: Office, programme: Programme, waiting: pd.DataFrame) -> None:
    st.markdown("##### " + _("还没办结的，最早的在前"))
    if waiting.empty:
        st.success(_("都办结了。"))
        return
    named = labelled(waiting, "unit", unit_name(office), label="unit_label")
    named = labelled(named, "topic", lambda id: topic_name(programme, id), label="topic_label")
    day = pd.Timestamp(today(office))
    table = named.assign(
        waits=(day - pd.to_datetime(named["opened_on"])).dt.days,
        now=[str(state_of(programme, row.kind, row.state).name) for row in named.itertuples()],
    )
    st.dataframe(
        table[["opened_on", "waits", "unit_label", "topic_label", "now", "text"]],
        hide_index=True,
        height=320,
        column_config={
            "opened_on": st.column_config.DateColumn(_("登记日期"), format="YYYY-MM-DD"),
            "waits": st.column_config.NumberColumn(_("已过天数")),
            "unit_label": st.column_config.TextColumn(_("单位")),
            "topic_label": st.column_config.TextColumn(_("主题")),
            "now": st.column_config.TextColumn(_("状态")),
            "text": st.column_config.TextColumn(_("内容"), width="large"),
        },
    )

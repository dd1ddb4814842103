"""How the book's entries were answered: against the period before, and unit by unit against the whole."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from survey.actions.book_reading import Book
from survey.actions.book_verdicts import BookVerdicts
from survey.actions.office import Office
from survey.actions.taking import About
from survey.domain.asking.programme import Programme
from survey.domain.counting.period import Period
from survey.domain.counting.small_numbers import MINIMUM, TENTATIVE
from survey.domain.judging.answering import WINDOW
from survey.domain.judging.case_verdict import in_order
from survey.domain.noticing.count_wording import answered_change_words
from survey.domain.noticing.few_units import FEW_UNITS
from survey.domain.noticing.verdict_wording import funnel_words, grade_word
from survey.locale import _
from survey.screens.figures import labelled, unit_name
from survey.screens.refusal import plain
from survey.screens.register_link import open_register
from survey.screens.taking_away import offer_table

MOST_NAMED = 5


def show_answered_words(found: BookVerdicts) -> None:
    """The share answered in time, with n and interval, and whether it changed."""
    answered = found.answered
    if answered.share is None:
        st.caption(_("要求答复、登记已满 {days} 天的不足 {minimum} 件，不比较。").format(days=WINDOW, minimum=MINIMUM))
        return
    told = _("登记已满 {days} 天的，{days} 天内答复了 {share:.1%}（95% 区间 {low:.1%}–{high:.1%}，n = {n:,}）。").format(
        days=WINDOW, share=answered.share, low=answered.low, high=answered.high, n=answered.n
    )
    change = _("{words}。").format(words=answered_change_words(found.change, found.before)) if found.change else ""
    st.markdown(plain(told + change), help=about_window())


def about_window() -> str:
    return _(
        "刚登记的还来不及答复，所以比较时只看登记已满 {days} 天的，也只算 {days} 天内的答复（{days} 天是默认，非制度规定）。"
        "区间按 Wilson，两期之差按 Newcombe；区间含 0 的是无明显差异。"
    ).format(days=WINDOW)


def show_answering(office: Office, programme: Programme, book: Book, found: BookVerdicts, about: About, period: Period) -> None:
    """A row for each unit, what stands out first; a press on one opens its entries in the register."""
    st.markdown("##### " + _("各单位"), help=about_judging())
    if len(found.units):
        units = labelled(found.units, "unit", unit_name(office))
        st.markdown(told_of(units, _("{days} 天内答复率：").format(days=WINDOW), "", rate_words))
        st.markdown(told_of(units, _("答复用时："), "days_", time_words))
    ordered = unit_order(book, found.units)
    table = unit_rows(office, ordered)
    event = st.dataframe(
        table, key="book_units", hide_index=True, height="content", placeholder="—", column_config=columns(),
        on_select="rerun", selection_mode="single-row",
    )  # fmt: skip
    of_units = About(about.period, about.of, about.n, f"{about_window()} {about_judging()}", _("95%；答复率按 Wilson，中位数按次序统计量"))
    offer_table(office, _("意见簿：各单位"), of_units, lambda: table.rename(columns=column_words()), "book_units")
    if event.selection.rows:
        unit = ordered["unit"].iloc[event.selection.rows[0]]
        open_register(office, programme.id, period, kinds=[kind.id for kind in programme.public_kinds], units=(unit,))


def about_judging() -> str:
    return _(
        "只比登记已满 {days} 天、要求答复的满 {minimum} 件的单位。答复率用漏斗图判断（Spiegelhalter 2005），答复用时按全部事项的名次判断"
        "（Kruskal 与 Wallis 1952），单位之间平常的差别已经算在里面，不足 {few} 个单位的，每个与其余的比；没有答复的算最慢。无明显差异的不分先后。"
    ).format(days=WINDOW, minimum=MINIMUM, few=FEW_UNITS)


def told_of(units: pd.DataFrame, what: str, prefix: str, figure: Callable[[pd.Series], str]) -> str:
    """How many units differ from the whole, and in a line each which these are, by how much; in Markdown."""
    judged = units.assign(**{name: units[f"{prefix}{name}"] for name in ("grade", "side", "z")})
    lines = [
        _("{unit}：{grade}（{figure}，n = {n}）").format(unit=row["label"], grade=grade_word(row["grade"], row["side"]), figure=figure(row), n=row["n"])
        for _place, row in in_order(judged[judged["side"] != ""]).head(MOST_NAMED).iterrows()
    ]
    return "\n".join([plain(f"{what}{funnel_words(judged)}") + "\n", *(f"- {plain(line)}" for line in lines)])


def unit_order(book: Book, units: pd.DataFrame) -> pd.DataFrame:
    """ANSWERING of every unit that has entries, with their `count`: first what differs, then by the number of entries."""
    counts = book.cases.groupby("unit").size().rename("count").reset_index()
    rows = counts.merge(units, on="unit", how="left").sort_values("count", ascending=False, kind="stable")
    rows = rows.assign(shown=rows["shown"].eq(True), n=rows["n"].fillna(0), side=rows["side"].fillna(""), days_side=rows["days_side"].fillna(""))
    by_time = in_order(rows.assign(side=rows["days_side"], z=rows["days_z"])).index
    return in_order(rows.loc[by_time]).reset_index(drop=True)


def unit_rows(office: Office, ordered: pd.DataFrame) -> pd.DataFrame:
    told = [_row(row) for row in labelled(ordered, "unit", unit_name(office)).itertuples()]
    return pd.DataFrame(told, columns=list(column_words())).astype({"count": "Int64", "n": "Int64"})


def _row(row) -> tuple:
    if not row.shown:
        return row.label, row.count, None, _("不足 {minimum} 件").format(minimum=MINIMUM), None, None, None, None, None
    tentative = _("（仅供参考）") if row.n < TENTATIVE else ""
    rate = f"{row.value:.1%}{tentative}", f"{row.low:.1%}–{row.high:.1%}", grade_word(row.grade, row.side)
    return row.label, row.count, row.n, *rate, days_words(row.days), interval_words(row), grade_word(row.days_grade, row.days_side)


def rate_words(row: pd.Series) -> str:
    return f"{row['value']:.1%}, {row['low']:.1%}–{row['high']:.1%}"


def time_words(row: pd.Series) -> str:
    return _("中位数 {days}，{interval}").format(days=days_words(row["days"]), interval=interval_words(row))


def interval_words(row) -> str:
    return _("{low} 至 {high}").format(low=days_words(row.days_low), high=days_words(row.days_high))


def days_words(days: float) -> str:
    return _("{days:g} 天").format(days=days) if np.isfinite(days) else _("超过 {days} 天").format(days=WINDOW)


def column_words() -> dict[str, str]:
    return {
        "label": _("单位"), "count": _("事项（件）"), "n": "n", "share": _("{days} 天内答复率").format(days=WINDOW),
        "interval": _("95% 区间"), "verdict": _("答复率与平均水平比"), "days": _("答复用时（中位数）"),
        "days_interval": _("用时的 95% 区间"), "days_verdict": _("用时与平均水平比"),
    }  # fmt: skip


def columns() -> dict:
    words = {name: st.column_config.Column(word) for name, word in column_words().items()}
    return words | {"n": st.column_config.NumberColumn("n", help=_("要求答复、登记已满 {days} 天的件数。").format(days=WINDOW))}

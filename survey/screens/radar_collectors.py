"""Collectors: how many of their sheets carry a flag, and whose sheets hardly differ from each other."""

import pandas as pd
import streamlit as st

from survey.actions.office import Office
from survey.actions.radar import Radar
from survey.actions.taking import About
from survey.domain.counting.period import parse_period
from survey.domain.counting.small_numbers import MINIMUM
from survey.locale import _
from survey.screens.figures import labelled
from survey.screens.refusal import plain
from survey.screens.taking_away import named, offer_table


def show_collectors(office: Office, found: Radar) -> None:
    if found.rates.empty:
        st.info(_("这一范围内没有访员录入的答卷。"))
        return
    spreads = labelled(found.spreads, "collector", _collector_name(office))
    even = spreads[spreads["is_even"].astype(bool)]
    for row in even.itertuples():
        st.warning(plain(even_words(row)))
    if even.empty:
        st.caption(_("没有哪个访员的答卷明显比同片区其他访员的更整齐划一（能比较的 {n} 人）。").format(n=len(spreads)))
    st.dataframe(table_of(office, found.rates), hide_index=True, height="content", column_config=columns(), placeholder="—")
    about = About(str(parse_period(st.session_state["period"])), interval=_("95%，Wilson"))
    offer_table(office, _("各访员有标记的答卷"), about, lambda: rates_in_words(office, found.rates), "collectors", "read_radar")
    st.caption(_("不足 {minimum} 份的不显示。区间彼此重叠的，不能说谁高谁低。").format(minimum=MINIMUM))


def even_words(row) -> str:
    """Of a row of SPREADS: a reason to look, with its numbers."""
    return _(
        "{name}：{n} 份答卷的得分离中位数平均只差 {spread:.1f} 分（95% 区间 {low:.1f}–{high:.1f}），同片区其他访员的 {n_others} 份差 {others:.1f} 分。"
    ).format(
        name=row.label, n=row.n, spread=row.spread, low=row.low, high=row.high, n_others=row.n_others, others=row.others
    )


def table_of(office: Office, rates: pd.DataFrame) -> pd.DataFrame:
    table = labelled(rates, "collector", _collector_name(office), label="collector")
    between = [f"{low:.1%}–{high:.1%}" if shown else "—" for low, high, shown in zip(rates["share_low"], rates["share_high"], rates["shown"])]
    n = table["n"].where(table["shown"]).astype("Int64")
    return table.assign(n=n, flagged=table["flagged"].astype("Int64"), between=between)[list(columns())]


def rates_in_words(office: Office, rates: pd.DataFrame) -> pd.DataFrame:
    table = table_of(office, rates)
    words = {
        "collector": _("访员"), "n": _("答卷"), "flagged": _("有标记"), "share": _("比例（%）"), "between": _("95% 区间"),
    }  # fmt: skip
    return named(table.assign(share=(table["share"].astype(float) * 100).round(1)), words)


def _collector_name(office: Office):
    return lambda id: office.declarations.collectors[id].name


def columns() -> dict:
    return {
        "collector": st.column_config.TextColumn(_("访员"), width="medium"),
        "n": st.column_config.NumberColumn(_("答卷"), width=80),
        "flagged": st.column_config.NumberColumn(_("有标记"), width=80),
        "share": st.column_config.NumberColumn(_("比例"), format="percent", width=80),
        "between": st.column_config.TextColumn(_("95% 区间"), width=130),
    }

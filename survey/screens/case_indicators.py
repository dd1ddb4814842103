"""What a programme's cases show (办理指标): each indicator by unit, with its n, its interval and what stands beside it."""

import pandas as pd
import streamlit as st

from survey.actions.case_readings import case_indicators, case_months, read_case_indicators
from survey.actions.office import Office
from survey.actions.taking import About
from survey.domain.counting.period import Period
from survey.domain.counting.small_numbers import MINIMUM, TENTATIVE
from survey.domain.judging.case_verdict import in_order
from survey.domain.judging.case_wording import counted_words
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.wording import measure_words, show_value
from survey.domain.keeping.actor import Actor
from survey.domain.noticing.few_units import FEW_UNITS
from survey.domain.noticing.verdict_wording import funnel_words, grade_word
from survey.locale import _
from survey.screens import identity
from survey.screens.choosing import choose_one
from survey.screens.clock import now
from survey.screens.figures import labelled, unit_name
from survey.screens.register_link import open_register
from survey.screens.taking_away import named, offer_table
from survey.screens.selection import choose_period, choose_units


def show_case_indicators(id: str) -> None:
    office = identity.the_office()
    programme = office.declarations.programme(id)
    months = case_months(office, id)
    if not months:
        st.info(_("还没有登记过事项。登记和办理之后，这里按单位列出按时率、完整率和查实件数。"))
        return
    left, middle, right = st.columns([2, 3, 3])
    with left:
        period = choose_period(months, months[-1][:4])
    with middle:
        units = choose_units(office, "read_dashboard", id, programme.unit_kinds)
    indicators = {indicator.id: indicator for indicator in case_indicators(office, id)}
    with st.spinner(_("正在计数……")):
        found = _read(office, office.database.name, id, period, units, office.actor)
    shown = found.groupby("indicator")["shown"].any()
    order = sorted(indicators, key=lambda id: not shown.get(id, False))  # those with anything to see stand first
    with right:
        chosen = choose_one(_("指标"), order, lambda id: str(indicators[id].name), key="indicator")
    show_indicator(office, indicators[chosen], found[found["indicator"] == chosen], period)
    st.markdown("##### " + _("全部办理指标"))
    whole = overview(office, indicators, found)
    st.dataframe(whole, hide_index=True, height="content", placeholder="—", column_config=columns())
    about = About(str(period), str(programme.title), definition=_("每项的算法见“指标”和条款。"), interval=interval_words())
    offer_table(office, _("全部办理指标"), about, lambda: named(whole, column_words()), "case_indicators")
    st.caption(_("n 不足 {minimum} 的不显示，不足 {tentative} 的仅供参考；查实件数没有区间，0 件也列出。").format(minimum=MINIMUM, tentative=TENTATIVE))


# As the dashboards are: shared for a minute by all who may see the same.
@st.cache_resource(ttl=60, max_entries=100, show_spinner=False)
def _read(
    _office: Office, database: str, programme: str, period: Period, units: tuple[str, ...], reader: Actor
) -> pd.DataFrame:
    return read_case_indicators(_office, programme, period, now(), units)


def show_indicator(office: Office, indicator: Indicator, found: pd.DataFrame, period: Period) -> None:
    kinds = {kind.id: kind for kind in office.declarations.programme(indicator.programme).case_kinds}
    clauses = _("、").join(indicator.clauses)
    title = _("{indicator}（{clauses}）").format(indicator=indicator.name, clauses=clauses)
    st.markdown(f"##### {title}", help=str(indicator.source))
    st.caption("  \n".join((str(indicator.why_it_matters), counted_words(indicator, kinds), measure_words(indicator.measure))))
    shown = found[found["shown"].astype(bool)]
    if shown.empty:
        st.info(_("没有一个单位满 {minimum} 件，不显示。").format(minimum=MINIMUM))
        return
    if (shown["n"] > 0).any():
        st.markdown(funnel_words(found[found["n"].gt(0) | ~found["shown"].astype(bool)]))
    ordered = in_order(found)
    table = rows(office, indicator, ordered)
    event = st.dataframe(
        table, key=f"indicator_{indicator.id}", hide_index=True, height="content", placeholder="—", column_config=columns(),
        on_select="rerun", selection_mode="single-row",
    )
    about = About(
        str(period), str(office.declarations.programme(indicator.programme).title),
        definition=" ".join((counted_words(indicator, kinds), measure_words(indicator.measure))), interval=interval_words(),
    )  # fmt: skip
    offer_table(office, str(indicator.name), about, lambda: named(table, column_words()), f"indicator_{indicator.id}")
    if event.selection.rows:
        unit = ordered["unit"].iloc[event.selection.rows[0]]
        open_register(office, indicator.programme, period, kinds=(indicator.cases.kind,), units=(unit,))


def interval_words() -> str:
    return _("95%；比例按 Wilson，件数没有区间")


def rows(office: Office, indicator: Indicator, found: pd.DataFrame) -> pd.DataFrame:
    """A row for each unit, in words."""
    names = ["unit", "value", "interval", "n", "outside", "open", "verdict"]
    told = [
        (row.unit_label, *figures(indicator, row), grade_word(row.grade, row.side) or None)
        for row in labelled(found, "unit", unit_name(office), "unit_label").itertuples()
    ]
    counts = {"n": "Int64", "outside": "Int64", "open": "Int64"}
    return pd.DataFrame(told, columns=names).astype(counts)[["unit", "value", "interval", "n", "verdict", "outside", "open"]]


def figures(indicator: Indicator, row) -> tuple:
    if not row.shown:
        return _("不足 {minimum} 件").format(minimum=MINIMUM), None, None, None, None
    value = show_value(indicator, row.value) + (_("（仅供参考）") if 0 < row.n < TENTATIVE else "")
    if not row.n:
        return value, None, None, row.outside, None
    return value, f"{show_value(indicator, row.low)}–{show_value(indicator, row.high)}", row.n, row.outside, row.open


def overview(office: Office, indicators: dict[str, Indicator], found: pd.DataFrame) -> pd.DataFrame:
    """Every indicator of every unit that may be shown, in the order of the declarations."""
    parts = [
        rows(office, indicator, own).assign(name=str(indicator.name), clauses=_("、").join(indicator.clauses))
        for id, indicator in indicators.items()
        if len(own := found[(found["indicator"] == id) & found["shown"].astype(bool)])
    ]
    order = ["name", "clauses", "unit", "value", "interval", "n", "verdict", "outside", "open"]
    return pd.concat(parts, ignore_index=True)[order] if parts else pd.DataFrame(columns=order)


def column_words() -> dict[str, str]:
    return {
        "name": _("指标"), "clauses": _("条款"), "unit": _("单位"), "value": _("读数"), "interval": _("95% 区间"), "n": "n", "verdict": _("与平均水平比"),
        "outside": _("不计入"), "open": _("未定"),
    }  # fmt: skip


def columns() -> dict:
    return {
        "name": st.column_config.TextColumn(_("指标"), width="medium"),
        "clauses": st.column_config.TextColumn(_("条款")),
        "unit": st.column_config.TextColumn(_("单位")),
        "value": st.column_config.TextColumn(_("读数"), width="medium"),
        "interval": st.column_config.TextColumn(_("95% 区间")),
        "n": st.column_config.NumberColumn("n", format="localized"),
        "verdict": st.column_config.TextColumn(
            _("与平均水平比"), help=_("漏斗图的判断（Spiegelhalter 2005）；不足 {few} 个单位的，每个与其余的比。无明显差异的不分先后。查实件数是实数，不比较。").format(few=FEW_UNITS)
        ),
        "outside": st.column_config.NumberColumn(_("不计入"), help=_("撤回、放弃、改期、保存期满的，和已在别处计的；不进分母。")),
        "open": st.column_config.NumberColumn(_("未定"), help=_("还没到期、暂停中或说不清的；不进分母。")),
    }

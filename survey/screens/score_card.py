"""One score card: every mark with the reading it comes from."""

import pandas as pd
import streamlit as st

from survey.domain.judging.band import Band
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.mark import Mark, ScoreCard
from survey.domain.judging.year_end import Standing, YearEnd
from survey.locale import _


def show_card(found: YearEnd, standing: Standing) -> None:
    card = standing.card
    st.markdown(f"##### {found.name_of(card)} · {card.sheet.title} · {found.evaluation.year}")
    if card.total is None:
        st.warning(_("不足以评价：没有一项有足够的回答。这不是 0 分。"))
    else:
        st.markdown(
            _("**{total:.1f} 分**（{low:.1f}–{high:.1f}），{band}").format(
                total=card.total, low=card.low, high=card.high, band=band_text(standing.band)
            )
        )
    st.dataframe(
        marks_table(found, card), hide_index=True, height="content", column_config=marks_columns(), placeholder="—"
    )
    for mark in card.marks:
        if mark.is_missing and card.total is not None:
            indicator = found.indicators[mark.item.indicator]
            st.caption(
                _("缺项：{name}（回答不足 {minimum}），它的 {weight:g} 分权重按比例转给其他项。").format(
                    name=indicator.name, minimum=found.evaluation.minimum, weight=mark.item.weight
                )
            )


def marks_table(found: YearEnd, card: ScoreCard) -> pd.DataFrame:
    return pd.DataFrame(
        [mark_row(mark, found.indicators[mark.item.indicator]) for mark in card.marks],
        columns=["name", "value", "interval", "n", "line", "weight", "points", "why"],
    ).astype({"points": float, "n": "Int64"})


def mark_row(mark: Mark, indicator: Indicator) -> tuple:
    name, why = str(indicator.name), str(indicator.why_it_matters)
    line = f"{figure(mark.item.floor, indicator)} → {figure(mark.item.target, indicator)}"
    if mark.reading is None:
        return name, _("缺"), "—", None, line, 0.0, None, why
    reading = mark.reading
    between = f"{figure(reading.low, indicator)}–{figure(reading.high, indicator)}"
    value = figure(reading.value, indicator) + (_("（仅供参考）") if reading.is_tentative else "")
    return name, value, between, reading.n, line, mark.weight, mark.points, why


def marks_columns() -> dict:
    return {
        "name": st.column_config.TextColumn(_("指标"), width="medium"),
        "value": st.column_config.TextColumn(_("读数")),
        "interval": st.column_config.TextColumn(_("95% 区间")),
        "n": st.column_config.NumberColumn("n", format="localized"),
        "line": st.column_config.TextColumn(_("起点 → 目标"), help=_("到起点得 0 分，到目标得满分，中间按直线。")),
        "weight": st.column_config.NumberColumn(
            _("权重"), format="%.1f", help=_("缺项的权重按比例转给其他项之后，这一项实际占的分。")
        ),
        "points": st.column_config.NumberColumn(_("得分"), format="%.1f"),
        "why": st.column_config.TextColumn(_("为什么看它"), width="large"),
    }


def figure(value: float, indicator: Indicator) -> str:
    """A score as it is, a rate in percent."""
    return f"{value:.1f}" if indicator.measure == "score" else f"{value:.1%}"


def band_text(band: Band | None) -> str:
    if band is None:
        return "—"
    if band.best == band.worst:
        return _("第 {best} 名，共 {count} 名").format(best=band.best, count=band.count)
    return _("第 {best}–{worst} 名，共 {count} 名").format(best=band.best, worst=band.worst, count=band.count)


def remark(card: ScoreCard) -> str:
    if card.total is None:
        return _("不足以评价")
    return _("仅供参考") if card.is_tentative else ""

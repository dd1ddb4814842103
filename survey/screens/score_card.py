"""One score card: every mark with the reading it comes from."""

import pandas as pd
import streamlit as st

from survey.actions.office import Office
from survey.actions.taking import About
from survey.domain.judging.band import Band
from survey.domain.judging.fair_wording import fair_words
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.case_wording import show_bar
from survey.domain.judging.mark import Mark, ScoreCard
from survey.domain.judging.wording import show_against, show_value
from survey.domain.judging.year_end import Standing, YearEnd
from survey.locale import _
from survey.screens.taking_away import named, offer_table


def show_card(office: Office, found: YearEnd, standing: Standing) -> None:
    card = standing.card
    st.markdown(f"##### {found.name_of(card)} · {card.sheet.title} · {found.evaluation.year}")
    if card.total is None:
        st.warning(_("不足以评价：没有一项有足够的回答或事项。这不是 0 分。"))
    else:
        st.markdown(
            _("**{total:.1f} 分**（{low:.1f}–{high:.1f}），{band}").format(
                total=card.total, low=card.low, high=card.high, band=band_text(standing.band)
            )
        )
        st.markdown(show_against(standing.against))
    for bar in standing.bars:
        st.error(show_bar(bar), icon=":material/block:")
    table = marks_table(found, card)
    empty = [name for name in ("block", "outside", "open") if table[name].isna().all()]
    st.dataframe(
        table.drop(columns=empty), hide_index=True, height="content", column_config=marks_columns(), placeholder="—"
    )
    offer_marks(office, found, standing)
    if card.total is not None:
        show_missing(found, card)
    show_fair(found, card)


def offer_marks(office: Office, found: YearEnd, standing: Standing) -> None:
    """One card as a table, for whoever may read it and take figures away."""
    card, title = standing.card, f"{found.name_of(standing.card)} · {standing.card.sheet.title}"
    total = "" if card.total is None else _("总分 {total:.1f}（95% 区间 {low:.1f}–{high:.1f}）").format(
        total=card.total, low=card.low, high=card.high
    )
    definition = _("得分按规则算出，是建议，由人审签：到起点得 0 分，到目标得满分，中间按直线；缺项的权重按比例转给其他项。")
    of = " · ".join(part for part in (title, total) if part)
    about = About(str(found.evaluation.year), of, definition=definition, interval=_("95%"))
    offer_table(office, title, about, lambda: marks_in_words(found, card), f"card_{card.sheet.id}", "read_scores")


def marks_in_words(found: YearEnd, card: ScoreCard) -> pd.DataFrame:
    """The marks under words, without what no mark of this card has."""
    table = marks_table(found, card).dropna(axis="columns", how="all")
    numbers = {name: table[name].astype(float).round(2) for name in ("weight", "points") if name in table}
    words = {
        "block": _("类别"), "name": _("指标"), "value": _("读数"), "interval": _("95% 区间"), "n": "n", "outside": _("不计入"),
        "open": _("未定"), "line": _("起点 → 目标"), "weight": _("权重"), "points": _("得分"), "why": _("为什么看它"),
    }  # fmt: skip
    return named(table.assign(**numbers), words)


def show_fair(found: YearEnd, card: ScoreCard) -> None:
    """Raw beside adjusted for who carried the sheets, in words; the marks above count the raw one."""
    scores = found.fair_of(card.subject)
    if not scores:
        return
    title = _("考虑代表宽严之后")
    st.markdown(f"###### {title}")
    lines = [f"- **{found.indicators[id].name}**　{fair_words(score, found.collector_name(score.collector))}" for id, score in scores.items()]
    st.markdown("\n".join(lines))
    st.caption(_("得分仍按原始读数计算；校正后的分供评议参考（每份答卷取各题平均；人员与代表两个随机效应，REML；5 分制 1 分合 25 分）。"))


def show_missing(found: YearEnd, card: ScoreCard) -> None:
    """The items without a reading, whose weight the others carry."""
    missing = [mark for mark in card.marks if mark.is_missing]
    if missing:
        name = _("{name}（{weight:g} 分）")
        names = [name.format(name=found.indicators[mark.item.indicator].name, weight=mark.item.weight) for mark in missing]
        st.caption(
            _("缺项：{names}。回答或事项不足 {minimum} 的不计分，权重按比例转给其他项。").format(
                names=_("、").join(names), minimum=found.evaluation.minimum
            )
        )


def marks_table(found: YearEnd, card: ScoreCard) -> pd.DataFrame:
    return pd.DataFrame(
        [mark_row(mark, found.indicators[mark.item.indicator]) for mark in card.marks],
        columns=["block", "name", "value", "interval", "n", "weight", "points", "outside", "open", "line", "why"],
    ).astype({"points": float, "n": "Int64", "outside": "Int64", "open": "Int64"})


def mark_row(mark: Mark, indicator: Indicator) -> tuple:
    block, name = mark.item.block and str(mark.item.block.title), str(indicator.name)
    why, line = str(indicator.why_it_matters), f"{show_value(indicator, mark.item.floor)} → {show_value(indicator, mark.item.target)}"
    if mark.reading is None:
        return block, name, _("缺"), "—", None, 0.0, None, None, None, line, why
    reading = mark.reading
    value = show_value(indicator, reading.value) + (_("（仅供参考）") if reading.is_tentative else "")
    between, n = f"{show_value(indicator, reading.low)}–{show_value(indicator, reading.high)}", reading.n
    if reading.is_whole:
        between, n = "—", None
    beside = (reading.outside, reading.open) if indicator.is_of_cases else (None, None)
    return block, name, value, between, n, mark.weight, mark.points, *beside, line, why


def marks_columns() -> dict:
    return {
        "block": st.column_config.TextColumn(_("类别")),
        "name": st.column_config.TextColumn(_("指标"), width="medium"),
        "outside": st.column_config.NumberColumn(
            _("不计入"), help=_("撤回、放弃、改期、保存期满的，和已在别处计的；不进分母。")
        ),
        "open": st.column_config.NumberColumn(_("未定"), help=_("还没到期、暂停中或说不清的；不进分母。")),
        "value": st.column_config.TextColumn(_("读数"), width=140),
        "interval": st.column_config.TextColumn(_("95% 区间"), width=110),
        "n": st.column_config.NumberColumn("n", format="localized"),
        "line": st.column_config.TextColumn(_("起点 → 目标"), help=_("到起点得 0 分，到目标得满分，中间按直线。")),
        "weight": st.column_config.NumberColumn(
            _("权重"), format="%.1f", help=_("缺项的权重按比例转给其他项之后，这一项实际占的分。")
        ),
        "points": st.column_config.NumberColumn(_("得分"), format="%.1f"),
        "why": st.column_config.TextColumn(_("为什么看它"), width="large"),
    }


def band_text(band: Band | None) -> str:
    if band is None:
        return "—"
    if band.best == band.worst:
        return _("第 {best} 名，共 {count} 名").format(best=band.best, count=band.count)
    return _("第 {best}–{worst} 名，共 {count} 名").format(best=band.best, worst=band.worst, count=band.count)


def remark(standing: Standing) -> str:
    card = standing.card
    notes = [_("取消评优资格")] if standing.bars else []
    if card.total is None:
        notes.append(_("不足以评价"))
    elif card.is_tentative:
        notes.append(_("仅供参考"))
    return _("；").join(notes)
